"""A flow never starts on a guess: below half confidence the customer is asked first, and the story is kept."""

import asyncio

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.complaint.form import ValidateComplaintForm
from actions.guided.fundraising_check import FundraisingCheckForm
from actions.guided.quiz import QuizForm
from actions.status import StatusForm
from tests.conftest import in_thread

FLOWS = {
    "complaint_form": (ValidateComplaintForm, "acts.file_complaint"),
    "status_form": (StatusForm, "acts.check_ticket"),
    "quiz_form": (QuizForm, "acts.quiz"),
    "fundraising_check_form": (FundraisingCheckForm, "acts.fundraising_check"),
}
STORY = "你们那个经理说话不算数"


def start(form, confidence):
    """Run the first turn of a form on a message that was understood with this confidence."""
    action, topic = FLOWS[form]
    ranking = [{"id": topic, "confidence": confidence}, {"id": "complaint.how", "confidence": 0.2}]
    message = {"text": STORY, "topic": {"id": topic, "confidence": confidence, "ranking": ranking}, "urgency": "none"}
    said = CollectingDispatcher()
    tracker = Tracker("unsure-start", {}, message, [{"event": "user", "text": STORY}], False, None, {}, "action_listen")
    events = in_thread(asyncio.run, action().run(said, tracker, {}))
    return {event["name"]: event["value"] for event in events if event["event"] == "slot"}, said.messages


@pytest.mark.parametrize("form", [form for form in FLOWS if form != "quiz_form"])
def test_an_unsure_start_is_asked_for(brain, form):
    slots, messages = start(form, 0.45)
    assert slots["requested_slot"] is None
    assert (slots["choosing"], slots["unsure_story"]) == (form, STORY)
    assert [message["response"] for message in messages] == [f"utter_start_{form}"]
    assert len(messages[0]["buttons"]) >= 3


def test_a_quiz_is_not_even_offered_to_who_asks_for_none(brain):
    slots, _ = start("quiz_form", 0.45)
    assert slots["requested_slot"] is None
    assert slots["choosing"] != "quiz_form"


@pytest.mark.parametrize("form", ["complaint_form", "quiz_form", "fundraising_check_form"])
def test_a_sure_start_begins(brain, form):
    slots, _ = start(form, 0.9)
    assert slots["requested_slot"]
