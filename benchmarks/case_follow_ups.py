"""What people say after an emergency: how much is heard right, by voice: `python -m benchmarks.case_follow_ups`.

Prints every miss and the shares. The messages and what they say are in `case_follow_ups.yml`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

from actions.case import meaning, moves, table
from actions.case.state import MONEY, Case
from actions.turn import Turn

CASES = Path(__file__).with_suffix(".yml")
CASE = Case(MONEY, "fraud.just_scammed", given=True, sure=True, done=("stop",), told=("utter_x",), sort="money")
NOTHING: dict[str, Any] = {
    "sender": "", "channel": "", "topic": "acts.out_of_scope", "confidence": 0.0, "ranking": (), "also": (),
    "alarm": None, "scam_type": None,
    "scam_ranking": (), "urgency": "none", "out_of_scope_kind": None, "grievance": 0.0,
    "entities": (), "slots": {"last_topic": CASE.topic},
}  # fmt: skip


def main() -> int:
    """Read every message and print the misses; returns 0."""
    voices: dict[str, list[list[str]]] = {
        voice: rows for voice, rows in yaml.safe_load(CASES.read_text("utf-8")).items() if isinstance(rows, list)
    }
    shares = {voice: sum(_is_right(*row) for row in rows) for voice, rows in voices.items()}
    for voice, right in shares.items():
        print(f"{voice}: {right} of {len(voices[voice])}")
    print(f"{sum(shares.values())} of {sum(len(rows) for rows in voices.values())} right")
    return 0


def _is_right(text: str, wanted: str) -> bool:
    move = moves.heard(Turn(text=text, raw=text, **NOTHING), CASE)
    heard = move.id if move else table.PLAIN
    right = heard in wanted.split("|") or (move is None and table.OTHER in wanted)
    if not right:
        print(f"{text}: {wanted}, heard {heard} {meaning.ranked(text)[:2]}")
    return right


if __name__ == "__main__":
    sys.exit(main())
