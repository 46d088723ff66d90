"""Whatever state a complaint is in and whatever cannot be done, there are words for it."""

import pytest
import yaml

from actions.aftercare.form import FIRST, AftercareForm
from actions.aftercare.progress import ANSWERED
from actions.services import words
from bot.settings import ROOT
from tickets import lifecycle
from tickets.aftercare import WAYS

RESPONSES = {
    name: body[0]["text"]
    for file in (ROOT / "data" / "responses").glob("*.yml")
    for name, body in yaml.safe_load(file.read_text("utf-8"))["responses"].items()
}


@pytest.mark.parametrize("state", lifecycle.states())
def test_every_state_begins_with_the_word_for_customers(state):
    assert RESPONSES[f"utter_status.{state}"].startswith(f"您的投诉 {{number}}：{words()['status'][state]}")


def test_what_is_answered_says_so_and_nothing_else_does():
    below = {state for state in lifecycle.states() if "在下面" in RESPONSES[f"utter_status.{state}"]}
    assert below | {"closed"} == set(ANSWERED)


@pytest.mark.parametrize("way", WAYS.values())
def test_every_way_has_a_button_a_question_and_a_refusal(way):
    assert words()["after_filing"][way]["title"]
    for kind in ("question", "explain", "wrong"):
        assert RESPONSES[f"utter_{kind}_{FIRST[way]}"]
    assert way == "rate" or RESPONSES[f"utter_cannot_{way}"]


def test_stopping_and_a_register_that_is_down_have_words_in_both_forms():
    for form in (AftercareForm.form, "status_form"):
        assert RESPONSES[f"utter_{form}_stopped"]
        assert RESPONSES[f"utter_{form}_unavailable"]
