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

GUIDE_FILE = Path(__file__).resolve().parents[2] / "data" / "guides" / "fundraising_check.yml"
_UNSURE = regex.compile(r"不(?:清楚|知道|确定|记得|晓得|懂)|说不(?:好|准|清)|唔知|没问过|没注意|跳过")
_NO = regex.compile(r"^(?:没|冇|无|不|唔|否|莫得|未)|没有|还没")
_YES = regex.compile(r"^(?:有|是|对|嗯|系|係|会|能|要|投了|已经|给了|确实|都)|有的|有啊")


class FundraisingCheckForm(GuidedConversation):
    """Asks one thing at a time with the reason for it; the result is a level, never "safe"."""

    form, slot = "fundraising_check_form", "fundraising_check_answer"

    def begin(self, dispatcher: CollectingDispatcher, turn: Turn) -> State:
        """Introduce the check; what the first message shows already counts."""
        say(dispatcher, "utter_fundraising_check_begins", count=str(len(_questions())))
        return {"n": 0, "points": 0, "reasons": [], "invested": False}

    def ask(self, dispatcher: CollectingDispatcher, state: State) -> None:
        """Ask the open question with its reason."""
        question = _questions()[state["n"]]
        say(
            dispatcher,
            "utter_fundraising_check_question",
            buttons=[{"title": option["title"], "payload": option["title"]} for option in question["options"]],
            n=str(state["n"] + 1),
            of=str(len(_questions())),
            question=question["ask"],
            why=question["why"],
        )

    def read(self, turn: Turn, state: State) -> int | None:
        """Return which option was meant, counted from 0: the first is yes, the second no, the third unsure."""
        options = _questions()[state["n"]]["options"]
        picked = chosen(turn, [option["title"] for option in options])
        if picked is not None or len(turn.text) > 20:
            return picked
        signs = (_UNSURE, _NO, _YES) if len(options) == 3 else (_NO, _YES)
        index = {_UNSURE: 2, _NO: 1, _YES: 0}
        return next((index[sign] for sign in signs if sign.search(turn.text)), None)

    def go_on(self, dispatcher: CollectingDispatcher, turn: Turn, state: State, answer: Any) -> State | None:
        """Add the points; after the last question say the level."""
        option = _questions()[state["n"]]["options"][answer]
        after = {
            "n": state["n"] + 1,
            "points": state["points"] + option.get("points", 0),
            "reasons": [*state["reasons"], *([option["reason"]] if option.get("reason") else [])],
            "invested": state["invested"] or bool(option.get("invested")),
        }
        if after["n"] < len(_questions()):
            return after
        self._conclude(dispatcher, after)
        return None

    @staticmethod
    def _conclude(dispatcher: CollectingDispatcher, state: State) -> None:
        level = next(row["level"] for row in _guide()["levels"] if state["points"] >= row["from"])
        reasons = "\n".join(f"· {reason}" for reason in state["reasons"])
        say(dispatcher, f"utter_fundraising_level_{level}" + ("" if reasons else "_bare"), reasons=reasons)
        invested = state["invested"]
        buttons = _guide()["after_invested" if invested else "after"]
        say(dispatcher, f"utter_fundraising_next_{'in' if invested else 'out'}", buttons=topic_buttons(buttons))

    def remember(self, turn: Turn, state: State | None) -> dict[str, Any]:
        """Keep the topic at hand for follow-up questions."""
        return {"last_topic": "fundraising.already_invested" if state and state["invested"] else "fundraising.identify"}


@cache
def _guide() -> dict[str, Any]:
    guide: dict[str, Any] = yaml.safe_load(GUIDE_FILE.read_text("utf-8"))
    return guide


def _questions() -> list[dict[str, Any]]:
    questions: list[dict[str, Any]] = _guide()["questions"]
    return questions
