"""Guided conversations that were left or finished: taken up where they stood, or begun again, when asked for."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.speech import say
from actions.turn import Turn
from bot.lexicon import heard

LEFT = "guide_left"
SELF_CHECK, QUIZ = "fundraising_check_form", "quiz_form"


def wanted(turn: Turn) -> str | None:
    """Return the form that a message asks to go on with, to begin again, or by name; None when it asks for none."""
    left = turn.slots.get(LEFT)
    if left and (heard("guide_resume", turn.text) or heard("guide_again", turn.text)):
        return str(left["form"])
    return SELF_CHECK if heard("wants_self_check", turn.text) else None


def warn(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Warn whoever takes the result of the self-check for a permission to invest; False when nobody does."""
    checked = (turn.slots.get(LEFT) or {}).get("form") == SELF_CHECK
    about = (turn.slots.get("last_topic") or "").startswith("fundraising.")
    if not (checked and about and heard("check_may_invest", turn.text)):
        return False
    say(dispatcher, "utter_fundraising_check_may_invest")
    return True


def tell_of_result(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Say how it stands with the result of what was left or finished; False when nobody asks for one."""
    left = turn.slots.get(LEFT)
    if left and left["state"] and left["form"] == QUIZ and heard("asks_quiz_answer", turn.text):
        say(dispatcher, "utter_quiz_answer_later")
        return True
    if not left or not heard("asks_guide_result", turn.text):
        return False
    say(dispatcher, "utter_guide_no_result" if left["state"] else "utter_guide_result_above")
    return True


def state(turn: Turn, form: str) -> dict[str, Any] | None:
    """Return where this form stood when it was left, if the customer wants to go on there."""
    left = turn.slots.get(LEFT) or {}
    resumed = left.get("form") == form and heard("guide_resume", turn.text) and not heard("guide_again", turn.text)
    return left["state"] if resumed else None
