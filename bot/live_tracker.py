"""A conversation in memory: a turn in the fortieth minute costs what it cost in the first."""

from __future__ import annotations

import copy
import itertools
from collections import deque
from typing import Any

from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    Event,
    Restarted,
    SessionStarted,
    UserUtteranceReverted,
    UserUttered,
)  # fmt: skip
from rasa.shared.core.trackers import DialogueStateTracker


class LiveTracker(DialogueStateTracker):
    """Rasa's tracker, which goes on from what it knows instead of living through the conversation again.

    Rasa works out several times a turn which events apply, and replays all of them for a copy.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._begin(self.events)

    def _begin(self, events: deque[Event]) -> None:
        self._of, self._seen = events, 0
        """The events that `_applied` was made of, and how many of them."""
        self._applied: list[Event] = []
        self._loops: set[str] = set()

    def applied_events(self) -> list[Event]:
        """Return the events that apply, without what was undone, as Rasa does."""
        if self.events is not self._of:
            self._begin(self.events)
        for event in itertools.islice(self.events, self._seen, None):
            self._apply(event)
        self._seen = len(self.events)
        return list(self._applied)

    def copy(self) -> LiveTracker:
        """Return a conversation of its own that stands where this one stands."""
        twin = copy.copy(self)
        twin.events = twin._of = self._create_events(list(self.events))
        twin._applied, twin._loops = list(self._applied), set(self._loops)
        twin.slots = {name: copy.copy(slot) for name, slot in self.slots.items()}
        twin.active_loop = copy.copy(self.active_loop)
        return twin

    def _apply(self, event: Event) -> None:
        if isinstance(event, ActiveLoop) and event.name:
            self._loops.add(event.name)
        if isinstance(event, Restarted | SessionStarted):
            self._applied = []
        elif isinstance(event, ActionReverted):
            self._undo_till_previous(ActionExecuted, self._applied)
        elif isinstance(event, UserUtteranceReverted):  # the message, and the listening before it
            self._undo_till_previous(UserUttered, self._applied)
            self._undo_till_previous(ActionExecuted, self._applied)
        elif self._goes_on_with_a_loop(event):
            self._undo_till_previous_loop_execution(event.action_name, self._applied)
        else:
            self._applied.append(event)

    def _goes_on_with_a_loop(self, event: Event) -> bool:
        """Tell whether a form runs once more: of its runs only the first counts as a step of the conversation."""
        if not isinstance(event, ActionExecuted) or event.action_name not in self._loops:
            return False
        return not self._first_loop_execution_or_unhappy_path(event.action_name, self._applied)
