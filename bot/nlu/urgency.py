"""Rules for what cannot wait: sayings that are urgent beyond doubt, kept in `data/lexicon/urgency.yml`."""

from __future__ import annotations

from pathlib import Path

import regex
import yaml

URGENCIES = ("money_moved", "in_contact", "none")
RULES = Path(__file__).resolve().parents[2] / "data" / "lexicon" / "urgency.yml"


class UrgencyRules:
    """Reads the rules once; a message without a sure sign is left to the model."""

    def __init__(self, path: Path = RULES) -> None:
        raw = yaml.safe_load(path.read_text("utf-8"))
        self._moved, self._unless, self._under_way = (
            [regex.compile(pattern) for pattern in raw[key]] for key in ("money_moved", "unless", "under_way")
        )

    def read(self, text: str) -> str | None:
        """Return `money_moved` for a sure sign of it, else None."""
        if any(pattern.search(text) for pattern in self._unless):
            return None
        return URGENCIES[0] if any(pattern.search(text) for pattern in self._moved) else None

    def is_under_way(self, text: str) -> bool:
        """Tell whether a call, a screen share or a payment is going on right now."""
        return any(pattern.search(text) for pattern in self._under_way)
