"""Who is in danger, whatever else a message is about: a head of its own, so that no other topic speaks louder."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from bot.nlu.linear import LinearHead, Matrix
from bot.nlu.urgency import BRIEF, IN_CONTACT, UrgencyRules

LIFE, OTHER, DESPAIR, FEAR = "life", "other", "despair", "fear"
MISSING, HELD, VIOLENCE, UNDER_WAY = "missing", "held", "violence", "under_way"
CALM, NEAR = "none", "near"
"""Nobody is in danger; the second only sounds as if, and is learnt by itself: among all that is calm it was lost."""
OF_DESPAIR = (LIFE, OTHER, DESPAIR, FEAR)
"""Alarms that are the topic `acts.distress`."""
DISTRESS = "acts.distress"
STRENGTH = 3.0
"""Of the head, as of the one for urgency: few labels need a smooth border."""
LOUD = 0.7
"""From this chance on a life is in danger."""
LOUDEST, HALF = 0.85, 0.5
"""Any other alarm is at its loudest; of despair only where nothing else is likely, nor that somebody complains."""
BEYOND = 0.98
"""From this chance on a danger is heard though the message is likely about something else."""
SMALL = tuple(
    "acts." + act
    for act in ("distress", "chitchat", "out_of_scope", "anger", "greet", "goodbye", "thanks", "affirm", "deny", "stop")
)
"""Topics that are nothing of their own: somebody in danger may sound like them."""
SWINDLES = ("fraud.", "fundraising.", "acts.scam_check")
THANKS, CLEAR = "acts.thanks", 0.95
"""Somebody may thank before a farewell; who clearly does nothing else is in no despair."""
IN_ANY_WORDS = 0.9
"""From this chance on an alarm needs no sad word, however few words there are."""
SERENE = 0.99
RETOLD = (OTHER, DESPAIR, FEAR)
"""A story that as a whole is so calm only retells what sounds like these in a part of it."""
TEACHES = 60
"""A call under way is taught by the rules too, from messages of at most so many characters: stories hold any word."""


@dataclass(frozen=True)
class Alarm:
    """`id` is the likeliest alarm, `confidence` its chance."""

    id: str
    confidence: float


@dataclass(frozen=True)
class AlarmModel:
    """The head knows every alarm, `none` and `near`; the last two count as one when it is asked."""

    head: LinearHead
    rules: UrgencyRules = field(default_factory=UrgencyRules)

    @classmethod
    def fit(cls, rows: Matrix, topics: list[str], sentences: list[str], metadata: list[dict[str, Any]]) -> AlarmModel:
        """Train on all sentences; the alarm stands beside the example."""
        rules = UrgencyRules()
        told = zip(topics, sentences, metadata, strict=True)
        return cls(LinearHead.fit(rows, [_label(rules, *each) for each in told], STRENGTH, balanced=True))

    def sure(self, rows: Matrix, text: str, ranking: list[tuple[str, float]], grievance: float) -> Alarm | None:
        """Return the alarm of a message that surely is one, else None.

        `rows` are the features of the whole and of its parts, `ranking` its likeliest topics, `grievance` the chance
        that somebody complains. Where the rules hear despair, only its kind is asked: does it call for help at once?
        """
        chances = self._loudest(rows)
        if self.rules.is_despair(text):
            alarm = _best({label: chances[label] for label in OF_DESPAIR})
            share = alarm.confidence / sum(chances[label] for label in OF_DESPAIR)
            return Alarm(alarm.id, share) if alarm.id in (LIFE, OTHER) and share >= HALF else None
        topic, chance = ranking[0]
        other = grievance >= HALF or chance >= (CLEAR if topic == THANKS else HALF if topic not in SMALL else np.inf)
        loudness, alarm = 1 - chances.pop(CALM), _best(chances)
        if alarm.id != LIFE and (self.rules.is_exaggerated(text) or (other and alarm.id in OF_DESPAIR)):
            return None  # sorrow and fear belong to what is told; what the rules hear as despair comes first anyway
        if self._is_imagined(alarm, text):
            return None
        loss = self.rules.read(text) or self.rules.is_averted(text)
        if alarm.id in RETOLD and loss and not self.rules.is_sad(text):
            return None  # a loss is told, or a near one, and nobody in it is unwell
        if loudness < self._least(alarm.id, topic, other):
            return None
        if alarm.confidence < HALF and (self.rules.read(text) or self.rules.is_pressed(text)):
            return None  # it sounds like several alarms, and the words surely tell of a swindle
        return alarm

    def _is_imagined(self, alarm: Alarm, text: str) -> bool:
        """Tell whether a few words hold nothing of the danger that they sound like."""
        if alarm.id == VIOLENCE:
            return not self.rules.may_be_violence(text)
        if alarm.id not in (LIFE, DESPAIR, FEAR) or len(text) > BRIEF or alarm.confidence >= IN_ANY_WORDS:
            return False
        return not self.rules.is_sad(text)

    @staticmethod
    def _least(alarm: str, topic: str, other: bool) -> float:
        """Return how loud an alarm has to be: what goes on with a swindler is no other matter than the swindle."""
        if other and not (alarm in (UNDER_WAY, HELD) and topic.startswith(SWINDLES)):
            return BEYOND
        return LOUD if alarm == LIFE else LOUDEST

    def _loudest(self, rows: Matrix) -> dict[str, float]:
        """Return the chances of the whole, or of a part that is at its loudest: a long story holds any word."""
        chances = np.exp(self.head.log_probabilities(rows))
        near, none = self.head.labels.index(NEAR), self.head.labels.index(CALM)
        chances[:, none] += chances[:, near]
        chances[:, near] = 0
        calm = chances[:, none]
        part = int(calm.argmin())
        heard = chances[part if calm[part] <= 1 - LOUDEST else 0]
        loudest = dict(zip(self.head.labels, heard.tolist(), strict=True))
        retold = calm[0] >= SERENE and loudest[CALM] < HALF and _best(loudest).id in RETOLD
        return dict(zip(self.head.labels, chances[0].tolist(), strict=True)) if retold else loudest

    def save(self, folder: Path) -> None:
        """Write the head."""
        self.head.save(folder / "alarms.npz")

    @classmethod
    def load(cls, folder: Path) -> AlarmModel:
        """Read what `save` wrote."""
        return cls(LinearHead.load(folder / "alarms.npz"))


def _best(chances: dict[str, float]) -> Alarm:
    return Alarm(*max(chances.items(), key=lambda pair: pair[1]))


def _label(rules: UrgencyRules, topic: str, text: str, metadata: dict[str, Any]) -> str:
    """Return what an example teaches: told beside it, or what the rules are sure of."""
    if "alarm" in metadata:
        return str(metadata["alarm"])
    if topic == DISTRESS:
        return OTHER if rules.is_of_another(text) else DESPAIR
    live = metadata.get("urgency") == IN_CONTACT and len(text) <= TEACHES and rules.is_under_way(text)
    return UNDER_WAY if live else CALM
