"""A linear head over sentence vectors, kept as plain arrays (no pickles)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Scores = NDArray[np.float64]


def log_softmax(scores: Scores) -> Scores:
    """Return log probabilities by row."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    logs: Scores = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return logs


@dataclass(frozen=True)
class LinearHead:
    """Multinomial logistic regression: `weights` labels × dimensions, `bias` labels."""

    labels: tuple[str, ...]
    weights: Matrix
    bias: Matrix

    @classmethod
    def fit(cls, vectors: Matrix, labels: list[str], strength: float, balanced: bool = False) -> LinearHead:
        """Train; `strength` is the inverse of the regularisation, `balanced` weighs rare labels up."""
        from sklearn.linear_model import LogisticRegression  # only the trainer needs it

        weight = "balanced" if balanced else None
        model = LogisticRegression(C=strength, max_iter=60, tol=1e-2, class_weight=weight)
        model.fit(vectors, labels)
        weights, bias = model.coef_.astype(np.float32), model.intercept_.astype(np.float32)
        if len(model.classes_) == 2:  # scikit-learn keeps one row for two labels
            weights, bias = np.concatenate([-weights, weights]) / 2, np.concatenate([-bias, bias]) / 2
        return cls(tuple(str(label) for label in model.classes_), weights, bias)

    def log_probabilities(self, vectors: Matrix) -> Scores:
        """Return log probabilities, a row a vector, columns in the order of `labels`."""
        return log_softmax((vectors @ self.weights.T + self.bias).astype(np.float64))

    def save(self, path: Path) -> None:
        """Write the head to an `.npz` file."""
        np.savez(path, labels=np.array(self.labels), weights=self.weights, bias=self.bias)

    @classmethod
    def load(cls, path: Path) -> LinearHead:
        """Read a head; arrays only, nothing in the file can run."""
        with np.load(path, allow_pickle=False) as data:
            return cls(tuple(data["labels"].tolist()), data["weights"], data["bias"])
