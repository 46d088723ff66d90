"""A conversation as a page shows it: what was said, oldest first, each with a number that only grows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from bot.answers import PREFIX
from bot.text.normalize import is_simplified, is_traditional

ASIDE = "aside"
"""Mark of what the door says about a message: it is stored before that message and shown after it."""
NEWS = "news"
"""Mark of what is said without having been asked."""
Event = dict[str, Any]


@dataclass
class Transcript:
    """Events from somewhere on, and where the conversation stands now.

    An event has `id`, `from` (user or bot), `text`, `at` (ISO 8601); the customer's have `message_id` and `channel`,
    ours `buttons`, `custom` and `news` where there are such. `last` is the number to go on from; `asked` and `form`
    name the open question.
    """

    events: list[Event] = field(default_factory=list)
    last: int = -1
    asked: str | None = None
    form: str | None = None
    files_wanted: bool = False

    def written(self) -> dict[str, Any]:
        """Return it as JSON takes it."""
        return dict(vars(self))


def events_after(tracker: Any, after: int, in_script: Callable[[Event, bool], Event]) -> list[Event]:
    """Return what was said after event number `after`.

    `in_script` gets every bot event and whether the customer was writing traditional characters then.
    """
    shown: list[Event] = []
    asides: list[Event] = []
    traditional = False
    for number, event in enumerate(tracker.events):
        is_new = number > after  # what a page has already is only read for its script
        if event.type_name == "user" and event.text:
            traditional = _script(event.text, traditional)
            shown += [_said(number, event)] if is_new else []
            shown += [in_script(aside, traditional) for aside in asides]
            asides = []
        elif event.type_name == "bot" and is_new:
            answer = _answered(number, event)
            if event.metadata.get(ASIDE):
                asides.append(answer)
            else:
                shown.append(in_script(answer, traditional))
    return [*shown, *(in_script(aside, traditional) for aside in asides)]


def has_message(tracker: Any, message_id: str) -> bool:
    """Tell whether a customer's message has been taken already."""
    return any(event.type_name == "user" and event.message_id == message_id for event in reversed(tracker.events))


def topic_of(tracker: Any, number: int) -> str | None:
    """Return the topic of the approved answer that event `number` said, or None."""
    if tracker is None or not 0 <= number < len(tracker.events):
        return None
    event = tracker.events[number]
    said = event.metadata.get("utter_action", "") if event.type_name == "bot" else ""
    topic: str = said.removeprefix(PREFIX)
    return topic if said.startswith(PREFIX) else None


def unwritten(messages: Iterable[Event], events: Iterable[Event]) -> list[Event]:
    """Return as events without a number what was said but could not be stored, as an apology for a failed store."""
    known = {event["text"] for event in events}
    now = datetime.now(timezone.utc).isoformat(timespec="seconds")
    kept = ("text", "buttons", "custom")
    return [
        {"id": None, "from": "bot", "at": now, **{key: message[key] for key in kept if key in message}}
        for message in messages
        if message.get("text", "") not in known
    ]


def _script(text: str, before: bool) -> bool:
    return is_traditional(text) or (before and not is_simplified(text))


def _said(number: int, event: Any) -> Event:
    return {
        "id": number, "from": "user", "text": event.text, "at": _moment(event),
        "message_id": event.message_id, "channel": event.input_channel,
    }  # fmt: skip


def _answered(number: int, event: Any) -> Event:
    data = {key: event.data[key] for key in ("buttons", "custom") if (event.data or {}).get(key)}
    news = {NEWS: True} if event.metadata.get(NEWS) else {}
    return {"id": number, "from": "bot", "text": event.text or "", "at": _moment(event), **data, **news}


def _moment(event: Any) -> str:
    return datetime.fromtimestamp(event.timestamp, timezone.utc).isoformat(timespec="seconds")
