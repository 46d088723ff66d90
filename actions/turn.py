"""One message of a customer as actions see it: what was said, what it means, where the conversation stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from rasa_sdk import Tracker

from actions.files import FileChange

ACTS = "acts."
SURE = 0.5
"""From this confidence on an act or a topic is taken at its word inside a form."""

ONE_THING = 40
Judged = TypeVar("Judged")


@dataclass(frozen=True)
class Turn:
    """`text` is masked and normalised, `raw` masked only: the customer's own words.

    `topic`, `scam_type`, `urgency` and `alarm` are those of the parse report; `also` are topics asked in the same
    message; `grievance` is the chance that somebody complains about the bank. With a `file_change` the words are ours.
    """

    sender: str
    channel: str
    text: str
    raw: str
    topic: str
    confidence: float
    ranking: tuple[tuple[str, float], ...]
    also: tuple[str, ...]
    scam_type: str | None
    scam_ranking: tuple[tuple[str, float], ...]
    urgency: str
    alarm: str | None
    out_of_scope_kind: str | None
    grievance: float
    entities: tuple[dict[str, Any], ...]
    slots: dict[str, Any]
    file_change: FileChange | None = None
    told: tuple[dict[str, Any], ...] = ()
    """Messages that answered the one before."""
    judged: dict[Callable[[Turn], Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was found out about it so far, see `once`."""

    @classmethod
    def of(cls, tracker: Tracker) -> Turn:
        """Read the latest message of a tracker."""
        message = tracker.latest_message
        topic = message.get("topic") or {"id": "acts.out_of_scope", "confidence": 0.0, "ranking": []}
        scam = message.get("scam_type") or {}
        return cls(
            sender=tracker.sender_id,
            channel=tracker.get_latest_input_channel() or "rest",
            text=message.get("text") or "",
            raw=_raw_text(tracker) or message.get("text") or "",
            topic=topic["id"],
            confidence=topic["confidence"],
            ranking=tuple((row["id"], row["confidence"]) for row in topic["ranking"]),
            also=tuple(row["id"] for row in message.get("also_asked") or ()),
            scam_type=scam.get("id"),
            scam_ranking=tuple((row["id"], row["confidence"]) for row in scam.get("ranking") or ()),
            urgency=message.get("urgency", "none"),
            alarm=(message.get("alarm") or {}).get("id"),
            out_of_scope_kind=_sure_kind(message.get("out_of_scope_kind")),
            grievance=message.get("grievance", 0.0),
            entities=tuple(message.get("entities") or ()),
            slots=tracker.current_slot_values(),
            file_change=FileChange.of(message),
            told=_told(tracker),
        )

    def entity(self, *labels: str) -> str | None:
        """Return the value of the first entity with one of these labels."""
        return next((str(e["value"]) for label in labels for e in self.entities if e["entity"] == label), None)

    def is_act(self, *names: str, least: float = SURE) -> bool:
        """Tell whether the message is surely one of these acts."""
        return self.confidence >= least and self.topic in {ACTS + name for name in names}

    def was_told(self, response: str) -> bool:
        """Tell whether the message before was answered with this response."""
        return any((event.get("metadata") or {}).get("utter_action") == response for event in self.told)

    @property
    def is_short(self) -> bool:
        """Whether it asks or says one thing; longer messages tell a story, and what is named in one is not asked."""
        return len(self.text) <= ONE_THING

    @property
    def is_question(self) -> bool:
        """Whether the sentence asks something."""
        end = self.text.rstrip("。！～~ ")
        asks = ("吗", "嘛", "呢", "？", "?", "么", "多久", "多少", "哪里", "哪儿", "怎么办", "啥", "什么")
        starts = ("怎么", "为什么", "为啥", "什么是", "如何", "请问", "哪些", "能不能", "可不可以", "是不是", "会不会")
        return end.endswith(asks) or any(word in end for word in starts)


def once(judge: Callable[[Turn], Judged]) -> Callable[[Turn], Judged]:
    """Judge a message once, however many parts of the conversation ask."""

    @wraps(judge)
    def remembered(turn: Turn) -> Judged:
        if judge not in turn.judged:
            turn.judged[judge] = judge(turn)
        judged: Judged = turn.judged[judge]
        return judged

    return remembered


def _sure_kind(best: dict[str, Any] | None) -> str | None:
    return best["id"] if best and best["confidence"] >= SURE else None


def _raw_text(tracker: Tracker) -> str | None:
    return next((event.get("text") for event in reversed(tracker.events) if event.get("event") == "user"), None)


def _told(tracker: Tracker) -> tuple[dict[str, Any], ...]:
    """Return what was answered between the two latest messages of the customer."""
    heard = [at for at, event in enumerate(tracker.events) if event.get("event") == "user"][-2:]
    if len(heard) < 2:
        return ()
    return tuple(event for event in tracker.events[heard[0] : heard[1]] if event.get("event") == "bot")
