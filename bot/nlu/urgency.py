"""What cannot wait: sayings that are urgent beyond doubt (`data/lexicon/urgency.yml`), and a head for the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import regex
import yaml

from bot.nlu.linear import LinearHead, Matrix

URGENCIES = ("money_moved", "in_contact", "none")
NOT_URGENT = URGENCIES[-1]
MAY_BE_URGENT = (
    "fraud.", "fundraising.", "card.stolen_use", "acts.scam_check", "acts.fundraising_check", "acts.file_complaint",
)  # fmt: skip
SUPPOSED_LONGEST = 40
MOVED_BY_DEFINITION = "fraud.just_scammed"
MAYBE_MOVED = 0.15
"""From this chance of that topic on money is taken to have moved, whatever else is more likely."""
STRENGTH = 3.0
"""Of the head: its three labels need a smoother border than the topics (docs/quality.md)."""
LEANS = ("fraud.", "acts.scam_check")
LEAN = {"money_moved": 6.0, "in_contact": 3.0}
"""To miss that somebody is being cheated costs more than one warning too many."""
RULES = Path(__file__).resolve().parents[2] / "data" / "lexicon" / "urgency.yml"


class UrgencyRules:
    """Reads the rules once; a message without a sure sign is left to the model."""

    def __init__(self, path: Path = RULES) -> None:
        raw = yaml.safe_load(path.read_text("utf-8"))
        self._patterns = {key: [regex.compile(pattern) for pattern in patterns] for key, patterns in raw.items()}

    def read(self, text: str) -> str | None:
        """Return `money_moved` for a sure sign of it, else None."""
        if self._shows("unless", text):
            return None
        return URGENCIES[0] if self._shows("money_moved", text) else None

    def is_supposed(self, text: str) -> bool:
        """Tell whether the loss is only supposed, or nothing was given yet; long stories hold too many such words."""
        if len(text) > SUPPOSED_LONGEST:
            return False
        return (self._shows("supposed", text) and not self._shows("given", text)) or self.is_averted(text)

    def is_averted(self, text: str) -> bool:
        """Tell whether somebody says that they gave nothing."""
        return self._shows("not_given", text) and not self._shows("given", text)

    def is_under_way(self, text: str) -> bool:
        """Tell whether a call, a screen share or a payment is going on right now."""
        return self._shows("under_way", text)

    def is_despair(self, text: str) -> bool:
        """Tell whether somebody sounds as if life was too much for them."""
        return self._shows("despair", self._plainly(text))

    def is_exaggerated(self, text: str) -> bool:
        """Tell whether "to death" is only a manner of speaking: 撑死了."""
        return self._plainly(text) != text and not self.is_despair(text)

    def is_violence(self, text: str) -> bool:
        """Tell whether somebody may hurt others, or is being hurt."""
        return self._shows("violence", text)

    def _plainly(self, text: str) -> str:
        for pattern in self._patterns["exaggerated"]:
            text = pattern.sub("", text)
        return text

    def _shows(self, key: str, text: str) -> bool:
        return any(pattern.search(text) for pattern in self._patterns[key])


@dataclass(frozen=True)
class UrgencyModel:
    """Rules first, then the head where a topic may be urgent at all."""

    head: LinearHead
    rules: UrgencyRules = field(default_factory=UrgencyRules)

    @classmethod
    def fit(cls, rows: Matrix, metadata: list[dict[str, Any]]) -> UrgencyModel:
        """Train on all sentences; urgency stands beside the example."""
        labels = [row.get("urgency", NOT_URGENT) for row in metadata]
        return cls(LinearHead.fit(rows, labels, STRENGTH, balanced=True))

    def level(self, text: str, rows: Matrix, ranking: list[tuple[str, float]], grievance: float) -> str:
        """Return the urgency of a message; `rows` has one row, its features.

        Whoever rather complains about the bank (`grievance`) than tells of a swindler has no money on the move.
        """
        topic, chance = ranking[0][0], dict(ranking).get(MOVED_BY_DEFINITION, 0.0)
        moved = (topic == MOVED_BY_DEFINITION or chance >= MAYBE_MOVED) and chance > grievance
        ruled = self.rules.read(text)
        supposed = self.rules.is_supposed(text)
        if moved and not supposed:
            return URGENCIES[0]
        if ruled or not topic.startswith(MAY_BE_URGENT):
            return ruled or NOT_URGENT
        chances = np.exp(self.head.log_probabilities(rows))[0]
        if topic.startswith(LEANS):
            chances = chances * [LEAN.get(label, 1.0) for label in self.head.labels]
        if supposed:
            chances = chances * [label != URGENCIES[0] for label in self.head.labels]
        return str(self.head.labels[int(chances.argmax())])

    def save(self, folder: Path) -> None:
        """Write the head."""
        self.head.save(folder / "urgencies.npz")

    @classmethod
    def load(cls, folder: Path) -> UrgencyModel:
        """Read what `save` wrote."""
        return cls(LinearHead.load(folder / "urgencies.npz"))
