"""Saying things: every word comes from a response in `data/`, filled with the bank's facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.services import services

Button = dict[str, str]


def say(
    dispatcher: CollectingDispatcher,
    response: str,
    buttons: list[Button] | None = None,
    custom: dict[str, Any] | None = None,
    **words: str,
) -> None:
    """Utter a response of the domain; `words` fill its braces, buttons come behind its own."""
    filled = {**services().bank.words(), **words}
    dispatcher.utter_message(response=response, buttons=buttons, json_message=custom, **filled)


def tell(dispatcher: CollectingDispatcher, topic: str) -> None:
    """Say an approved answer with its sources and the questions that usually come next."""
    answer = services().answers[topic]
    sources = {"type": "sources", "items": [dict(item) for item in answer.sources], "reviewed_on": answer.reviewed_on}
    say(dispatcher, answer.response, buttons=topic_buttons(list(answer.related)), custom=sources)


def say_again(dispatcher: CollectingDispatcher, told: Iterable[dict[str, Any]]) -> None:
    """Utter once more what was said, as the tracker keeps it."""
    for event in told:
        data = event.get("data") or {}
        dispatcher.utter_message(text=event.get("text"), buttons=data.get("buttons"), json_message=data.get("custom"))


def topic_buttons(topics: list[str]) -> list[Button]:
    """Return one button a topic that has an answer; pressing it types the topic's own question."""
    known = services().answers
    return [{"title": known[topic].button, "payload": known[topic].ask} for topic in topics if topic in known]
