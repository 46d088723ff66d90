"""What is known of a case: how it began, what was given away, which steps are done or were told."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from rasa_sdk.events import EventType, SlotSet

from actions.turn import Turn

SLOT = "case"
STORY, MONEY, CONTACT, VIOLENCE = "story", "money_moved", "in_contact", "violence"
DESPAIR = ("distress", "distress_other")
GRIEF = "grief"
RAGE = "rage"
"""Kinds of a case; a story was only asked about, in grief somebody has died, the others opened the emergency lane.

Violence of the sort `rage` is the customer's own; any other is suffered.
"""
AREAS = ("fraud.", "card.stolen_use", "card.lending")
"""While the topic at hand is one of these, what belongs to nothing else belongs to the case."""
ERRANDS = ("fraud.account_restricted", "fraud.delayed_transfer")
"""Topics of these areas that no swindler has a part in: what is asked next is asked of the bank, not told of him."""
MOST_TOLD = 40


@dataclass(frozen=True)
class Case:
    """`given` is None while it is not known; once True it stays, whatever is said about the money."""

    kind: str = STORY
    topic: str = ""
    """The answer it began with, for when it is taken up again after something else."""
    given: bool | None = None
    sure: bool = False
    """Whether it was said in so many words that something was given; a reading of a story may be wrong."""
    done: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    """Names of the responses said so far, the latest last."""
    sort: str = ""
    """What was lost and how (`actions/case/sorts.py`); empty while that is not known."""
    wish: str = ""
    """Topic of what was wanted when the emergency was heard, for when there was none; empty without one."""
    lost: str = ""
    """Sort of a loss told beside despair, for when there is none; empty when no loss was told."""

    @classmethod
    def of(cls, turn: Turn) -> Case | None:
        """Return the case of a conversation, None when there is none; a story about a scam is one too."""
        kept = turn.slots.get(SLOT)
        read: dict[str, Any] = {**kept, "done": tuple(kept["done"]), "told": tuple(kept["told"])} if kept else {}
        if (not read or read["kind"] == STORY) and is_about(turn, ERRANDS):
            return None
        if read:
            return cls(**read)
        return cls(topic=turn.slots["last_topic"]) if is_about(turn, AREAS) else None

    @property
    def is_urgent(self) -> bool:
        """Whether it opened the emergency lane."""
        return self.kind not in (STORY, GRIEF)

    @property
    def is_loss(self) -> bool:
        """Whether something was given; who went to the police lost something too, unless said otherwise."""
        return bool(self.given) or (self.given is None and "police" in self.done)

    @property
    def is_despair(self) -> bool:
        """Whether a person is in despair."""
        return self.kind in DESPAIR

    @property
    def is_personal(self) -> bool:
        """Whether a person is in despair, or is being hurt or threatened: nothing of a swindle is told to them."""
        return self.is_despair or (self.kind == VIOLENCE and self.sort != RAGE)

    def with_given(self, given: bool | None) -> Case:
        """Return the case with what was learnt about giving."""
        return self if given is None or self.given else replace(self, given=given)

    def with_done(self, *steps: str) -> Case:
        """Return the case with steps done."""
        return replace(self, done=tuple(dict.fromkeys((*self.done, *steps))))

    def with_told(self, *responses: str) -> Case:
        """Return the case with responses said."""
        return replace(self, told=(*self.told, *responses)[-MOST_TOLD:])

    def kept(self) -> EventType:
        """Return the event that remembers it."""
        return SlotSet(SLOT, {key: list(v) if isinstance(v, tuple) else v for key, v in asdict(self).items()})


def is_about(turn: Turn, areas: tuple[str, ...]) -> bool:
    """Tell whether the topic at hand is of these areas."""
    return (turn.slots.get("last_topic") or "").startswith(areas)
