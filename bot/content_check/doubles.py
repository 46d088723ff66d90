"""Nothing is written twice: of two entries with one name the second would silently stand for the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml


def check(data: Path) -> Iterator[str]:
    """Yield every key that a file has twice in one place, and every name that two files give."""
    for path in sorted(data.rglob("*.yml")):
        yield from (f"{path.relative_to(data)}：{double}" for double in _within(path))
    yield from _between(data / "responses", lambda raw: raw["responses"])
    yield from _between(data / "lexicon" / "case_said", lambda raw: raw.get("said", {}))
    yield from _between(data / "lexicon" / "case_said", lambda raw: [move["id"] for move in raw.get("moves", ())])


def _within(path: Path) -> Iterator[str]:
    """Yield the doubled keys of a file; of the parsers only the one that keeps the nodes sees them."""
    nodes = [yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.SequenceNode):
            nodes += node.value
        elif isinstance(node, yaml.MappingNode):
            seen = set[str]()
            for key, value in node.value:
                nodes.append(value)
                if key.value in seen:
                    yield f"第 {key.start_mark.line + 1} 行的 {key.value} 写了两遍"
                seen.add(key.value)


def _between(folder: Path, names: Callable[[dict[str, Any]], Iterable[str]]) -> Iterator[str]:
    """Yield the names that two files of a folder give."""
    known: dict[str, str] = {}
    for path in sorted(folder.glob("*.yml")):
        for name in names(yaml.safe_load(path.read_text("utf-8"))):
            if name in known:
                yield f"{path.name} 和 {known[name]} 都写了 {name}"
            known[name] = path.name
