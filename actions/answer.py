"""Everything that is not a flow: knowledge answers, small talk, requests for a person, not understood."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import emergency, receipts, requests
from actions.services import services, words
from actions.speech import Button, say, topic_buttons
from actions.turn import ACTS, Turn
from bot.answers import Answer

UNSURE = 0.35
CLOSE = 0.6
PLAIN_ACTS = (
    "greet", "help", "who_are_you", "goodbye", "thanks", "affirm", "deny", "stop", "go_back",
    "chitchat", "anger", "quiz", "fundraising_check",
)  # fmt: skip
CONFIRMATIONS = ("确认提交", "确认", "提交")


class ActionAnswer(Action):
    """Answers the latest message outside any form."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Say the answer; keep the topic at hand and count misses."""
        turn = Turn.of(tracker)
        if turn.slots.get("last_ticket") and (turn.text in CONFIRMATIONS or turn.is_act("affirm")):
            return receipts.repeat(dispatcher, turn)
        return [*respond(dispatcher, turn), SlotSet("last_ticket", None)]


def respond(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """Answer one message and return what the conversation should remember; forms use this in between too."""
    kind = emergency.lane(turn)
    if kind:
        emergency.handle(dispatcher, turn, kind)
        return _understood("fraud.just_scammed" if kind == "money_moved" else None)
    if turn.topic == ACTS + "out_of_scope":
        return _missed(dispatcher, turn)
    choice = _between(turn)
    if choice:
        say(dispatcher, "utter_choose_topic", buttons=[*choice, words()["none_of_these"]])
        return []
    if turn.topic in services().answers:
        tell(dispatcher, services().answers[turn.topic])
        return _understood(turn.topic)
    return _act(dispatcher, turn)


def tell(dispatcher: CollectingDispatcher, answer: Answer) -> None:
    """Say an approved answer with its sources and the questions that usually come next."""
    sources = {"type": "sources", "items": [dict(item) for item in answer.sources], "reviewed_on": answer.reviewed_on}
    say(dispatcher, answer.response, buttons=topic_buttons(list(answer.related)), custom=sources)


def _act(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    act = turn.topic.removeprefix(ACTS)
    if act == "human_agent" or act in requests.KINDS:
        requests.take(dispatcher, turn, act)
    elif act in ("repeat", "simpler"):
        _again(dispatcher, turn, simpler=act == "simpler")
    elif act == "scam_check":
        return _scam_check(dispatcher, turn)
    elif act in PLAIN_ACTS:
        say(dispatcher, f"utter_{act}")
    else:
        return _missed(dispatcher, turn)
    return [SlotSet("misses", 0)]


def _scam_check(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """Name the likely kind of scam and tell what to do; never say that something is safe."""
    answer = services().answers.get(turn.scam_type or "")
    if answer is None:
        say(dispatcher, "utter_scam_check_unsure", buttons=topic_buttons(["fraud.verify_caller", "fraud.just_scammed"]))
        return [SlotSet("misses", 0)]
    say(dispatcher, "utter_scam_check_likely", scam_title=answer.title)
    tell(dispatcher, answer)
    return _understood(answer.topic)


def _again(dispatcher: CollectingDispatcher, turn: Turn, simpler: bool) -> None:
    answer = services().answers.get(turn.slots.get("last_topic") or "")
    if answer is None:
        say(dispatcher, "utter_nothing_to_repeat")
    elif simpler:
        say(dispatcher, answer.simple_response, buttons=topic_buttons(list(answer.related)))
    else:
        tell(dispatcher, answer)


def _between(turn: Turn) -> list[Button]:
    """Return the two or three topics to choose from when no one stands out."""
    if turn.confidence >= UNSURE or len(turn.ranking) < 2:
        return []
    first = turn.ranking[0][1]
    near = [topic for topic, chance in turn.ranking[:3] if chance >= first * CLOSE and topic in services().answers]
    return topic_buttons(near) if len(near) >= 2 else []


def _missed(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """Say honestly that this is not ours; after the second time in a row offer a person."""
    misses = int(turn.slots.get("misses") or 0) + 1
    say(dispatcher, "utter_two_misses" if misses >= 2 else "utter_out_of_scope")
    return [SlotSet("misses", 0 if misses >= 2 else misses)]


def _understood(topic: str | None) -> list[EventType]:
    return [SlotSet("misses", 0), *([SlotSet("last_topic", topic)] if topic else [])]
