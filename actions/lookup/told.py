"""What a look-up leaves behind: the topic at hand, the entry that was shown, and what it asked for."""

from __future__ import annotations

from dataclasses import dataclass

from rasa_sdk.events import EventType, SlotSet

from actions.turn import Turn

LOOKED_UP, EXPECTS = "looked_up", "expects"
KEEPS = ("literacy.", "rights.", "matter.")
"""Topics between two questions about the same entry: what R2 means, whether it is guaranteed, what things cost."""


@dataclass(frozen=True)
class Told:
    """`topic` was answered, `entry` answers what is asked next without a name; both may be empty.

    `about` is what the entry belongs to: after the fee for a new card, "how long" is asked of the card.
    """

    topic: str = ""
    entry: tuple[str, str] | None = None
    expects: str | None = None
    about: str = ""

    @property
    def at_hand(self) -> str | None:
        """The topic at hand from now on, None when it stays."""
        return self.about or self.topic or None

    def events(self) -> list[EventType]:
        """Return what the conversation should remember."""
        return [SlotSet(LOOKED_UP, list(self.entry) if self.entry else None), SlotSet(EXPECTS, self.expects)]


def entry(turn: Turn, kind: str) -> str | None:
    """Return the name of the entry of this kind that was shown last, or None."""
    shown = turn.slots.get(LOOKED_UP)
    return str(shown[1]) if shown and shown[0] == kind else None


def forgotten(topic: str | None) -> list[EventType]:
    """Return the event that forgets the entry when the talk has turned to something else."""
    return [SlotSet(LOOKED_UP, None)] if topic and not topic.startswith(KEEPS) else []
