"""What cannot wait: sayings that are urgent beyond doubt (`data/lexicon/urgency.yml`), and a head for the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import regex
import yaml

from bot.nlu.linear import LinearHead, Matrix
from bot.text.patterns import Pattern, compiled

URGENCIES = ("money_moved", "in_contact", "none")
IN_CONTACT, NOT_URGENT = URGENCIES[1:]
MAY_BE_URGENT = (
    "fraud.", "fundraising.", "card.stolen_use", "acts.scam_check", "acts.fundraising_check", "acts.file_complaint",
)  # fmt: skip
SUPPOSED_LONGEST = 40
STORY_FROM = 60
"""From so many characters on a story is left to the model: it may hold any word."""
BRIEF, BRIEF_SAD = 25, 12
"""So short a message has to say that something is gone, or how sad somebody is: the models guess too much of it."""
MOVED_BY_DEFINITION = "fraud.just_scammed"
MAYBE_MOVED = 0.35
"""From this chance of that topic on money is taken to have moved, whatever else is more likely."""
LONG_STANDING = ("fundraising.", "fraud.recover_money")
"""What is told of these is long past unless it is said to be fresh (contract §4)."""
LIKELY = 0.35
"""What is less likely of these tells nothing of the time."""
COMPLAINS = 0.9
"""From this chance of a grievance on it is the bank that has the money, not a swindler."""
STRENGTH = 3.0
"""Of the head: its three labels need a smoother border than the topics (docs/quality.md)."""
LEANS = ("fraud.", "acts.scam_check")
LEAN = {"money_moved": 4.0, "in_contact": 4.5}
"""To miss that somebody is being cheated costs more than one warning too many."""
_CLAUSES = regex.compile(
    r"[,，。;；!！\s]+|但是?|不过|可是|然后|(?=(?:就|只)(?:是|配合|把|按|照|给|让|有))|(?=[我也还]*(?:没|沒|未|冇))"
)
ASKED_AGAIN = 256
"""Answers that are remembered: a turn asks the same of a message again and again; no message stays for long."""
RULES = Path(__file__).resolve().parents[2] / "data" / "lexicon" / "urgency.yml"


class UrgencyRules:
    """Reads the rules once; a message without a sure sign is left to the model."""

    def __init__(self, path: Path = RULES) -> None:
        raw = yaml.safe_load(path.read_text("utf-8"))
        words: dict[str, str] = raw.pop("stands_for", {})
        self._patterns = {key: [_compiled(row, words) for row in rows] for key, rows in raw.items()}
        self._shows = lru_cache(ASKED_AGAIN)(self._shows_anew)

    def read(self, text: str) -> str | None:
        """Return `money_moved` for a sure sign of it, else None."""
        if self.is_handed_over(text) or self.is_taken(text):
            return URGENCIES[0]
        if (
            self.is_only_told_of(text)
            or self._shows("unless", text)
            or self.is_no_swindle(text)
            or self.is_not_mine(text)
        ):
            return None
        return URGENCIES[0] if self._shows("money_moved", text) else None

    def is_supposed(self, text: str) -> bool:
        """Tell whether the loss is only supposed, or nothing was given yet; long stories hold too many such words."""
        if self.is_no_swindle(text):
            return True
        if len(text) > SUPPOSED_LONGEST:
            return len(text) <= STORY_FROM and self.is_averted(text) and not self._shows("acted", text)
        return (
            (self._shows("supposed", text) and not self._shows("given", text) and not self.is_handed_over(text))
            or (self._shows("long_ago", text) and not self._shows("recent", text))
            or self.is_averted(text)
        )

    def is_not_mine(self, text: str) -> bool:
        """Tell whether only others ask or give, a card is stuck, a call was ended: nothing left says it was given."""
        if len(text) > BRIEF:
            return False
        rest = self._without("not_mine", text)
        return rest != text and not self._shows("acted", rest)

    def is_wavering(self, text: str) -> bool:
        """Tell whether somebody has not paid yet and is of two minds; a story may hold such words, but not end so."""
        wavers = (len(text) <= STORY_FROM and self._shows("wavers", text)) or self._shows("undecided", text)
        return wavers and not self._shows("given", text)

    def is_no_swindle(self, text: str) -> bool:
        """Tell whether a message that sounds urgent is of something else: one's own people, a debt, a closed shop."""
        return len(text) <= STORY_FROM and self._shows("no_swindle", text)

    def is_past(self, text: str) -> bool:
        """Tell whether nothing in a message is said to have happened just now."""
        return not self._shows("recent", text)

    def only_learns(self, text: str) -> bool:
        """Tell whether somebody prepares a lesson or a text about scams."""
        return self._shows("only_learns", text)

    def is_averted(self, text: str) -> bool:
        """Tell whether somebody says that they gave nothing."""
        kept = self._shows("not_given", text) or self._shows("unharmed", text)
        return kept and not (self._shows("given", text) or self.is_handed_over(text) or self.is_taken(text))

    def is_taken(self, text: str) -> bool:
        """Tell whether money left a card by itself: it is gone, and the customer did nothing; fees are no theft."""
        if self._shows("not_taken", text) or (self._shows("long_ago", text) and not self._shows("recent", text)):
            return False
        return self._shows("taken", text) and self._shows("not_me", text)

    def is_denied(self, text: str) -> bool:
        """Tell whether somebody says that nobody swindled them, and nothing else in the message says otherwise."""
        rest = self._without("denied", text)
        return rest != text and not self._shows("acted", rest)

    def is_only_told_of(self, text: str) -> bool:
        """Tell whether a loss is denied, supposed, defined, retold from the news or a story, or claimed by others."""
        return self.is_denied(text) or self.is_of_a_story(text)

    def is_of_a_story(self, text: str) -> bool:
        """Tell whether a loss is supposed, defined, or retold from the news or a story."""
        return any(self._shows(key, text) for key in ("imagined", "told_of"))

    def is_general(self, text: str) -> bool:
        """Tell whether a short message asks how such things go, and nothing in it goes on with anybody."""
        return len(text) <= STORY_FROM and self._shows("general", text) and not self._shows("involved", text)

    def is_of_nobody(self, text: str) -> bool:
        """Tell whether no loss of anybody is meant: denied, retold, or no swindle at all."""
        return self.is_no_swindle(text) or self.is_denied(text) or self._shows("told_of", text)

    def is_handed_over(self, text: str) -> bool:
        """Tell whether no money is lost so far, but what opens the way to it was handed over: that counts as given."""
        if self.is_no_swindle(text) or self._shows("only_installed", text):
            return False
        if not (self._shows("not_given", text) or self._shows("unlost", text)):
            return False
        told = [part for part in _CLAUSES.split(self._without("not_mine", text)) if not self._shows("not_given", part)]
        return any(self._shows("handed_over", part) for part in told)

    def is_gone(self, text: str) -> bool:
        """Tell whether a message may say that something is gone; a longer one always may."""
        return len(text) > BRIEF or self._shows("gone", text)

    def is_under_way(self, text: str) -> bool:
        """Tell whether a call, a screen share or a payment is going on right now."""
        return self._shows("under_way", text)

    def is_pressed(self, text: str) -> bool:
        """Tell whether what goes on right now is steered by a swindler."""
        return self.is_under_way(text) and self._shows("swindler", text)

    def is_only_pressed(self, text: str) -> bool:
        """Tell whether a swindler is on the line and no word says that anything was given yet."""
        return len(text) <= STORY_FROM and self.is_pressed(text) and not self._shows("acted", text)

    def is_despair(self, text: str) -> bool:
        """Tell whether somebody sounds as if life was too much for them."""
        plain = self._plainly(text)
        return self._shows("despair", plain) or self._shows("despair_of_another", plain)

    def denies_despair(self, text: str) -> bool:
        """Tell whether somebody says that nobody is in despair."""
        return self._shows("no_despair", text) and not self.is_despair(text)

    def is_own_despair(self, text: str) -> bool:
        """Tell whether words of despair are surely about the writer: said of oneself, or a farewell to the family."""
        return self._shows("own_despair", self._plainly(text))

    def is_of_another(self, text: str) -> bool:
        """Tell whether the one in despair is somebody else: named before the words of despair, no "I" in between."""
        plain = self._plainly(text)
        if self.is_own_despair(text):
            return False
        if self._shows("despair_of_another", plain):
            return True
        found = [match for pattern in self._patterns["despair"] if (match := pattern.search(plain))]
        if not found:
            return self._shows("state_of_another", plain)
        before = plain[: min(match.start() for match in found)]
        return any(pattern.search(before) for pattern in self._patterns["other_person"])

    def names_somebody(self, text: str) -> bool:
        """Tell whether a message speaks of anybody but the writer."""
        return self._shows("somebody", text)

    def is_no_despair(self, text: str) -> bool:
        """Tell whether despair would be imagined: "to death" as a manner of speaking, a few words without sadness."""
        if self.is_despair(text):
            return False
        return self.is_exaggerated(text) or (len(text) <= BRIEF_SAD and not self._shows("low", text))

    def is_low(self, text: str) -> bool:
        """Tell whether a message has a word of sadness that few words need to sound like despair."""
        return self._shows("low", self._plainly(text))

    def is_exaggerated(self, text: str) -> bool:
        """Tell whether a danger is a manner of speaking, a swindler's threat, denied, or over."""
        return self._plainly(text) != text

    def is_sad(self, text: str) -> bool:
        """Tell whether anything in a message sounds as if somebody was unwell."""
        return self._shows("sad", self._plainly(text))

    def may_be_violence(self, text: str) -> bool:
        """Tell whether a message may be about blows: a short one has to say something of the kind."""
        return len(text) > BRIEF or self._shows("hurt", text)

    def is_violence(self, text: str) -> bool:
        """Tell whether somebody may hurt others, or is being hurt."""
        return self._shows("violence", text)

    def _plainly(self, text: str) -> str:
        for key in ("exaggerated", "no_despair"):
            text = self._without(key, text)
        return text

    def _without(self, key: str, text: str) -> str:
        for pattern in self._patterns[key]:
            text = pattern.sub("", text)
        return text

    def _shows_anew(self, key: str, text: str) -> bool:
        return any(pattern.search(text) for pattern in self._patterns[key])


def _compiled(row: str, words: dict[str, str]) -> Pattern:
    """Compile a row of the table; `<谁>` in it stands for the words that the table gives for it."""
    for name, meaning in words.items():
        row = row.replace(f"<{name}>", meaning)
    return compiled(row)


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
        if self.rules.only_learns(text):
            return NOT_URGENT
        topic, chance = ranking[0][0], dict(ranking).get(MOVED_BY_DEFINITION, 0.0)
        moved = (topic == MOVED_BY_DEFINITION or chance >= MAYBE_MOVED) and chance > grievance
        ruled = self.rules.read(text)
        past = topic.startswith(LONG_STANDING) and ranking[0][1] >= LIKELY and self.rules.is_past(text)
        unpaid = self.rules.is_supposed(text) or self.rules.is_wavering(text) or self.rules.is_not_mine(text)
        kept = past or unpaid or self.rules.is_only_told_of(text) or not self.rules.is_gone(text)
        complains = grievance >= COMPLAINS and ranking[0][1] < grievance
        kept = kept or complains or self.rules.is_only_pressed(text)
        if (ruled and not past) or (moved and not kept):
            return URGENCIES[0]
        level = self._modelled(rows, topic, kept)
        if level != URGENCIES[0] and self.rules.is_pressed(text):
            return IN_CONTACT
        return NOT_URGENT if self.rules.is_general(text) else level

    def _modelled(self, rows: Matrix, topic: str, kept: bool) -> str:
        """Return what the head says; money that is `kept` has not moved."""
        if not topic.startswith(MAY_BE_URGENT):
            return NOT_URGENT
        chances = np.exp(self.head.log_probabilities(rows))[0]
        if topic.startswith(LEANS):
            chances = chances * [LEAN.get(label, 1.0) for label in self.head.labels]
        if kept:
            chances = chances * [label != URGENCIES[0] for label in self.head.labels]
        return str(self.head.labels[int(chances.argmax())])

    def save(self, folder: Path) -> None:
        """Write the head."""
        self.head.save(folder / "urgencies.npz")

    @classmethod
    def load(cls, folder: Path) -> UrgencyModel:
        """Read what `save` wrote."""
        return cls(LinearHead.load(folder / "urgencies.npz"))
