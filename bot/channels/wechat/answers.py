"""What a message, an event or a piece of news is answered with, before it has a form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.channels.visitors import WECHAT
from bot.channels.wechat.rendering import OURS
from bot.channels.wechat.words import said
from bot.transcript import NEWS, Event, Transcript


@dataclass(frozen=True)
class Answer:
    """What is to be told, up to which event of the conversation that tells it, and the question that is open now."""

    events: list[Event] = field(default_factory=list)
    told: int | None = None
    asked: str | None = None

    @classmethod
    def of(cls, transcript: Transcript) -> Answer:
        """Return what a conversation has said that was not told here yet."""
        return cls(list(untold(transcript.events)), transcript.last, transcript.asked)

    def followed_by(self, other: Answer) -> Answer:
        """Return both as one answer."""
        told = self.told if other.told is None else other.told
        return Answer([*self.events, *other.events], told, other.asked or self.asked)


def in_words(name: str, **filled: str) -> Answer:
    """Return an answer of the channel's own words (data/wechat.yml)."""
    return Answer([own(said(name, **filled))])


def own(text: str) -> Event:
    """Return a text of the channel's own as an event."""
    return {"id": None, "from": "bot", "text": text, OURS: True}


def untold(events: Iterable[Event]) -> Iterator[Event]:
    """Yield what the assistant said to messages that came by WeChat, and news.

    Messages typed on the page that goes on with the conversation were answered there.
    """
    here = True
    for event in events:
        if event["from"] == "user":
            here = event.get("channel") == WECHAT
        elif here or event.get(NEWS):
            yield event
