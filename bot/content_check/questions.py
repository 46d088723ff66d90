"""Checks on the ways of asking: enough of them, nothing twice, nothing almost the same under two topics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import regex
import yaml
from rapidfuzz import fuzz

FEWEST, FEWEST_ACT = 40, 60
ALMOST_THE_SAME = 92.0
"""Likeness in percent from which two sentences may not stand under different topics."""
OUT_OF_SCOPE = "utter_out_of_scope"
RARE = 12
"""Only pieces of three characters that so few sentences share are looked at: all pairs would take minutes."""
_SAYS_NOTHING = regex.compile(r"[\p{P}\s的了吗呢啊呀吧嘛哦请问]")


def read_questions(folder: Path) -> dict[str, list[str]]:
    """Return topic → the ways of asking that `data/nlu/` has for it."""
    found: dict[str, list[str]] = {}
    for block in _blocks(folder):
        lines = [line.strip()[2:] for line in block["examples"].splitlines() if line.strip()]
        found.setdefault(block["intent"], []).extend(lines)
    return found


def _blocks(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.yml")):
        yield from yaml.safe_load(path.read_text("utf-8"))["nlu"]


def check_kinds(folder: Path, responses: set[str]) -> Iterator[str]:
    """Yield kinds of out of scope that have no answer."""
    for block in _blocks(folder):
        told = block.get("metadata") or {}
        if "kind" in told and f"{OUT_OF_SCOPE}.{told['kind']}" not in responses:
            yield f"范围外的一类 {told['kind']} 没有回答 {OUT_OF_SCOPE}.{told['kind']}"


def check(questions: dict[str, list[str]], answered: set[str]) -> Iterator[str]:
    """Yield what is wrong."""
    for topic, sentences in questions.items():
        if not topic.startswith("acts.") and topic not in answered:
            yield f"{topic}：有问法，没有回答"
        fewest = FEWEST_ACT if topic.startswith("acts.") else FEWEST
        if len(set(sentences)) < fewest:
            yield f"{topic}：问法只有 {len(set(sentences))} 条，至少要 {fewest} 条"
    yield from _twice(questions)


def _twice(questions: dict[str, list[str]]) -> Iterator[str]:
    rows = [(topic, sentence) for topic, sentences in questions.items() for sentence in sentences]
    owner: dict[str, str] = {}
    for topic, sentence in rows:
        if owner.setdefault(sentence, topic) != topic:
            yield f"“{sentence}”同时写在 {owner[sentence]} 和 {topic} 下"
    cores = [_SAYS_NOTHING.sub("", sentence) for _topic, sentence in rows]
    for one, other in _candidates(cores):
        if rows[one][0] != rows[other][0] and fuzz.ratio(cores[one], cores[other]) >= ALMOST_THE_SAME:
            yield f"“{rows[one][1]}”（{rows[one][0]}）和“{rows[other][1]}”（{rows[other][0]}）几乎一样"


def _candidates(cores: list[str]) -> set[tuple[int, int]]:
    """Return pairs of sentences that share a rare piece, or are the same but for particles."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index, core in enumerate(cores):
        for piece in {core[i : i + 3] for i in range(max(1, len(core) - 2))} | {f"={core}"}:
            holders[piece].append(index)
    return {pair for group in holders.values() if 1 < len(group) <= RARE for pair in combinations(group, 2)}
