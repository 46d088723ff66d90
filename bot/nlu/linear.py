"""A linear head over sentence vectors with calibrated probabilities, kept as plain arrays (no pickles)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]


def centred(vectors: Matrix, mean: Matrix) -> Matrix:
    """Shift vectors by the mean of the training data and bring them to unit length again.

    The vectors of this model all point one way; without the shift the head needs far more of them.
    """
    shifted = vectors - mean
    unit: Matrix = shifted / np.maximum(np.linalg.norm(shifted, axis=1, keepdims=True), 1e-9)
    return unit


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return probabilities by row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    total: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
    return total


@dataclass(frozen=True)
class LinearHead:
    """Multinomial logistic regression: `weights` labels × dimensions, `bias` labels, one temperature."""

    labels: tuple[str, ...]
    weights: Matrix
    bias: Matrix
    temperature: float

    @classmethod
    def fit(cls, vectors: Matrix, labels: list[str], strength: float, balanced: bool = False) -> LinearHead:
        """Train on centred vectors; the temperature is set on held-out thirds, so that 0.8 means 80 %."""
        weights, bias, names = _regress(vectors, labels, strength, balanced)
        temperature = _calibrate(vectors, labels, strength, balanced)
        return cls(names, weights, bias, temperature)

    def scores(self, vectors: Matrix) -> NDArray[np.float64]:
        """Return calibrated scores before softmax, a row a vector."""
        raw: NDArray[np.float64] = (vectors @ self.weights.T + self.bias).astype(np.float64) / self.temperature
        return raw

    def probabilities(self, vectors: Matrix) -> NDArray[np.float64]:
        """Return calibrated probabilities, a row a vector, columns in the order of `labels`."""
        return softmax(self.scores(vectors))

    def save(self, path: Path) -> None:
        """Write the head to an `.npz` file."""
        np.savez(path, labels=np.array(self.labels), weights=self.weights, bias=self.bias, t=self.temperature)

    @classmethod
    def load(cls, path: Path) -> LinearHead:
        """Read a head; arrays only, nothing in the file can run."""
        with np.load(path, allow_pickle=False) as data:
            return cls(tuple(data["labels"].tolist()), data["weights"], data["bias"], float(data["t"]))


def _regress(
    vectors: Matrix, labels: list[str], strength: float, balanced: bool
) -> tuple[Matrix, Matrix, tuple[str, ...]]:
    from sklearn.linear_model import LogisticRegression  # only the trainer needs it

    model = LogisticRegression(C=strength, max_iter=300, class_weight="balanced" if balanced else None)
    model.fit(vectors, labels)
    weights, bias = model.coef_.astype(np.float32), model.intercept_.astype(np.float32)
    if len(model.classes_) == 2:  # scikit-learn keeps one row for two labels
        weights, bias = np.concatenate([-weights, weights]) / 2, np.concatenate([-bias, bias]) / 2
    return weights, bias, tuple(str(label) for label in model.classes_)


def _calibrate(vectors: Matrix, labels: list[str], strength: float, balanced: bool, folds: int = 3) -> float:
    """Return the temperature with the least log loss on held-out folds."""
    truth = np.array(labels)
    order = np.random.default_rng(7).permutation(len(truth))
    held_out: list[tuple[NDArray[np.float64], NDArray[np.int64]]] = []
    for fold in range(folds):
        test, train = order[fold::folds], np.delete(order, np.s_[fold::folds])
        weights, bias, names = _regress(vectors[train], [labels[i] for i in train], strength, balanced)
        column = {name: index for index, name in enumerate(names)}
        known = np.array([i for i in test if truth[i] in column])
        held_out.append(((vectors[known] @ weights.T + bias).astype(np.float64), np.array([column[truth[i]] for i in known])))

    def loss(temperature: float) -> float:
        picked = [softmax(scores / temperature)[np.arange(len(right)), right] for scores, right in held_out]
        return float(-np.mean(np.log(np.maximum(np.concatenate(picked), 1e-12))))

    return min(np.geomspace(0.2, 3.0, 28), key=loss)
