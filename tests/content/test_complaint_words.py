"""Whatever the complaint form can ask, there are words for it: nobody is left in silence."""

import pytest
import yaml

from actions.complaint import answers, fields, summary
from bot.lexicon import ASIDES, FIELDS, table
from bot.settings import ROOT

RESPONSES = {
    name
    for file in (ROOT / "data" / "responses").glob("*.yml")
    for name in yaml.safe_load(file.read_text("utf-8"))["responses"]
}
ASKED = [*fields.ORDER[:-1], *fields.WORKED_OUT, fields.MORE]


@pytest.mark.parametrize("slot", ASKED)
def test_every_field_can_be_asked_explained_and_read(slot):
    assert {f"utter_question_{slot}", f"utter_explain_{slot}", f"utter_wrong_{slot}"} <= RESPONSES
    assert slot in answers._READERS


def test_whatever_the_summary_shows_can_be_named():
    assert set(summary.SHOWN) - {"complaint_evidence"} <= set(table(FIELDS))


@pytest.mark.parametrize("name", table(ASIDES))
def test_every_question_about_the_form_has_an_answer(name):
    assert f"utter_aside_{name}" in RESPONSES
