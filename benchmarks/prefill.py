"""What the first sentence of a complaint fills by itself: filled, to be confirmed, wrong and missed by field.

Run on a file of lines with `text`, `place`, `amount`, `when`, `request` (null = not said):
`python -m benchmarks.prefill tests/heldout/complaints/stories.jsonl`
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from actions.complaint import story
from bot import places
from bot.text.dates import find_date
from bot.text.normalize import normalize

FIELDS = {
    "place": "complaint_place",
    "amount": "complaint_amount",
    "when": "complaint_occurred_on",
    "request": "complaint_request",
}
ALIKE = 0.6
"""Share of the shorter wording's characters from which two wordings of a wish count as the same."""


def _same_place(found: str, stated: str) -> bool:
    stated = normalize(stated)
    meant = {place.value for place in [*places.find(stated), places.read(stated)] if place}
    return found in meant or stated in found or found in stated


def _same_amount(found: str, stated: str) -> bool:
    return float(found) == float(stated)


def _same_day(found: str, stated: str) -> bool:
    day = find_date(normalize(stated), dotted=True)
    return day is not None and found.removesuffix("起") == day.value


def _same_wish(found: str, stated: str) -> bool:
    one, other = set(found), set(normalize(stated))
    return len(one & other) >= ALIKE * min(len(one), len(other))


SAME: dict[str, Callable[[str, str], bool]] = {
    "place": _same_place,
    "amount": _same_amount,
    "when": _same_day,
    "request": _same_wish,
}


def judge(rows: list[dict[str, Any]]) -> dict[str, Counter[str]]:
    """Return per field how often it was filled right, offered for confirmation, wrong, missed, or made up."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in FIELDS}
    for row in rows:
        told = story.read(row["text"])
        for name, slot in FIELDS.items():
            counts[name][_verdict(name, row.get(name), told.values.get(slot), told.doubts.get(slot))] += 1
    return counts


def _verdict(name: str, stated: str | None, found: str | None, offered: list[str] | None) -> str:
    if stated is None:
        return "made up" if found else "nothing said"
    if found:
        return "filled" if SAME[name](found, stated) else "wrong"
    if offered and any(SAME[name](value, stated) for value in offered):
        return "offered"
    return "missed"


def main(path: Path) -> None:
    """Print the table."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    counts = judge(rows)
    counts["all"] = sum(counts.values(), Counter())
    print(f"{len(rows)} messages")
    print(f"{'field':10}{'stated':>8}{'filled':>10}{'offered':>9}{'wrong':>8}{'missed':>8}{'made up':>9}")
    for name, count in counts.items():
        stated = sum(count[verdict] for verdict in ("filled", "offered", "wrong", "missed"))
        share = f"{count['filled']} {count['filled'] / max(1, stated):.0%}"
        rest = f"{count['offered']:>9}{count['wrong']:>8}{count['missed']:>8}{count['made up']:>9}"
        print(f"{name:10}{stated:>8}{share:>10}{rest}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
