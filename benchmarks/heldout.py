"""The held-out messages in their sets, and whether an answer to one is right."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.evaluation import read_lines
from bot.settings import ROOT

FOLDER = ROOT / "tests" / "heldout"


@dataclass(frozen=True)
class HeldOut:
    """Messages written by others than the training sentences; `key` is their entry in the file of floors."""

    key: str
    title: str
    files: tuple[Path, ...]

    def rows(self) -> list[dict[str, Any]]:
        """Return the labelled messages."""
        return [row for path in self.files for row in read_lines(path)]


SETS = (
    HeldOut("heldout", "自己的评测集", tuple(sorted(FOLDER.glob("*.jsonl")))),
    HeldOut("urgency", "紧急程度的难句（钱走了、还在被骗、没事，各种说法）", (FOLDER / "urgency" / "states.jsonl",)),
    HeldOut("wild", "更野的一批（又一个人写的，故意更难）", (FOLDER / "wild" / "messages.jsonl",)),
    HeldOut("wild_urgency", "更野的一批，紧急程度", (FOLDER / "wild" / "urgency.jsonl",)),
)


@cache
def heldout() -> list[dict[str, Any]]:
    """Return the messages of the first set, the one that experiments are judged by."""
    return SETS[0].rows()


def is_right(row: dict[str, Any], said: str) -> bool:
    """Tell whether a topic is the labelled one, or one of `also_ok`."""
    return bool(said == row["topic"] or said in row.get("also_ok", ()))
