"""The self-check: eight questions about an investment, then a level with its reasons and what to do."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import regex
import yaml
from rasa_sdk.executor import CollectingDispatcher

from actions.guided.conversation import GuidedConversation, State, chosen
from actions.speech import say, topic_buttons
from actions.turn import Turn
from bot.lexicon import heard

GUIDE_FILE = Path(__file__).resolve().parents[2] / "data" / "guides" / "fundraising_check.yml"
SHORT = 8


class FundraisingCheckForm(GuidedConversation):
    """Asks one thing at a time with the reason for it; the result is a level, never "safe"."""

    form, slot = "fundraising_check_form", "fundraising_check_answer"

    def begin(self, dispatcher: CollectingDispatcher, turn: Turn) -> State:
        """Introduce the check."""
        say(dispatcher, "utter_fundraising_check_begins", count=str(len(_questions())))
        return {"answers": []}

    def ask(self, dispatcher: CollectingDispatcher, state: State) -> None:
        """Ask the open question with its reason."""
        question = _open(state)
        say(
            dispatcher,
            "utter_fundraising_check_question",
            buttons=[{"title": option["title"], "payload": option["title"]} for option in question["options"]],
            n=str(len(state["answers"]) + 1),
            of=str(len(_questions())),
            question=question["ask"],
            why=question["why"],
        )

    def read(self, turn: Turn, state: State) -> int | None:
        """Return which option was meant, counted from 0: the first is yes, the second no, the third unsure."""
        options = _open(state)["options"]
        picked = chosen(turn, [option["title"] for option in options])
        if picked is not None:
            return picked
        for index, option in enumerate(options):
            if option.get("words") and regex.search(option["words"], turn.text):
                return index
        if len(turn.text) > SHORT:
            return None
        names = ((2, "check_unsure"), (1, "check_no"), (0, "check_yes"))
        said = next((index for index, name in names if heard(name, turn.text)), None)
        return said if said is not None and said < len(options) else None

    def go_on(self, dispatcher: CollectingDispatcher, turn: Turn, state: State, answer: Any) -> State | None:
        """Keep the answer; after the last question say the level."""
        answers = [*state["answers"], answer]
        if len(answers) < len(_questions()):
            return {"answers": answers}
        self._conclude(dispatcher, answers)
        return None

    def back(self, state: State) -> State | None:
        """Take the last answer back."""
        return {"answers": state["answers"][:-1]} if state["answers"] else None

    @staticmethod
    def _conclude(dispatcher: CollectingDispatcher, answers: list[int]) -> None:
        options = [question["options"][answer] for question, answer in zip(_questions(), answers, strict=True)]
        points = sum(option.get("points", 0) for option in options)
        level = next(row["level"] for row in _guide()["levels"] if points >= row["from"])
        reasons = "\n".join(f"· {option['reason']}" for option in options if option.get("reason"))
        say(dispatcher, f"utter_fundraising_level_{level}" + ("" if reasons else "_bare"), reasons=reasons)
        invested = _invested(answers)
        buttons = _guide()["after_invested" if invested else "after"]
        say(dispatcher, f"utter_fundraising_next_{'in' if invested else 'out'}", buttons=topic_buttons(buttons))

    def remember(self, turn: Turn, state: State | None) -> dict[str, Any]:
        """Keep the topic at hand for follow-up questions."""
        invested = bool(state) and _invested((state or {})["answers"])
        return {"last_topic": "fundraising.already_invested" if invested else "fundraising.identify"}


@cache
def _guide() -> dict[str, Any]:
    guide: dict[str, Any] = yaml.safe_load(GUIDE_FILE.read_text("utf-8"))
    return guide


def _questions() -> list[dict[str, Any]]:
    questions: list[dict[str, Any]] = _guide()["questions"]
    return questions


def _open(state: State) -> dict[str, Any]:
    return _questions()[len(state["answers"])]


def _invested(answers: list[int]) -> bool:
    return any(
        question["options"][answer].get("invested") for question, answer in zip(_questions(), answers, strict=False)
    )
