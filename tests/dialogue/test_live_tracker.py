"""A conversation kept in memory says at every moment what Rasa would work out from all of its events."""

from __future__ import annotations

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActionReverted,
    ActiveLoop,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)  # fmt: skip
from rasa.shared.core.trackers import DialogueStateTracker

from bot.live_tracker import LiveTracker
from tests.conftest import run

LINES = ("我要投诉", "同意", "银行卡", "年费怎么收", "南门支行", "10元", "等我找一下", "先不办了", "确定取消", "谢谢")
LISTEN, FORM, LOOP = ActionExecuted("action_listen"), "complaint_form", ActiveLoop("complaint_form")
TOLD = {
    "a message taken back": [LISTEN, UserUttered("您好"), ActionExecuted("action_answer"), UserUtteranceReverted()],
    "an action taken back": [LISTEN, UserUttered("您好"), ActionExecuted("action_answer"), ActionReverted()],
    "a restart": [LISTEN, UserUttered("您好"), Restarted(), LISTEN],
    "a new session": [LISTEN, UserUttered("您好"), SessionStarted(), LISTEN],
    "a form": [
        LISTEN, UserUttered("投诉"), ActionExecuted(FORM), LOOP, LISTEN,
        UserUttered("年费"), ActionExecuted(FORM), SlotSet("complaint_facts", "年费"), LISTEN,
    ],
    "a form left for an answer": [
        LISTEN, UserUttered("投诉"), ActionExecuted(FORM), LOOP, LISTEN, UserUttered("多久"),
        ActionExecutionRejected(FORM), ActionExecuted("action_answer"), ActionExecuted(FORM), LISTEN,
    ],
    "a form begun twice": [
        LISTEN, UserUttered("投诉"), ActionExecuted(FORM), LOOP, ActiveLoop(None), LISTEN,
        UserUttered("投诉"), ActionExecuted(FORM), LOOP, LISTEN, UserUttered("年费"), ActionExecuted(FORM), LISTEN,
    ],
}  # fmt: skip


@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD.keys())
def test_what_applies_is_what_rasa_works_out(told):
    slots = Domain.load("domain.yml").slots
    plain, live = DialogueStateTracker("one", slots), LiveTracker("one", slots)
    for event in told:
        live.update(event)
        plain.update(event)
        assert live.applied_events() == plain.applied_events()


def test_a_copy_stands_where_the_conversation_stands_and_goes_its_own_way(customer):
    slots = Domain.load("domain.yml").slots
    for line in LINES:
        customer.say(line)
        live = run(customer.brain._store.retrieve(customer.sender))
        replayed = DialogueStateTracker.from_events(live.sender_id, list(live.events), slots)
        twin = live.copy()
        assert isinstance(live, LiveTracker)
        assert twin.current_state() == replayed.current_state()
        assert twin.applied_events() == replayed.applied_events()
        assert twin.active_loop == replayed.active_loop
    before = live.current_state()
    twin.update(SlotSet("last_topic", "card.lost"))
    twin.update(ActiveLoop(FORM))
    assert live.current_state() == before
    assert live.applied_events() == replayed.applied_events()
