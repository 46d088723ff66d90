"""A rehearsal before the doors open: dictionaries, rules and vectors are read before a customer waits for them."""

from __future__ import annotations

import copy
import logging
from typing import Any

from rasa.core.tracker_store import InMemoryTrackerStore

from actions import reading
from actions.services import Services
from bot.turns import Turns

log = logging.getLogger(__name__)
SENDER = "rehearsal"
LINES = (
    "您好，银行卡丢了怎么挂失",
    "那补卡流程呢",
    "补卡要多少钱",
    "我刚给骗子转了三万块",
    "打过110了，然后呢",
    "我要投诉",
)


async def rehearse(agent: Any, services: Services) -> None:
    """Hold a conversation that is kept nowhere; when it goes wrong the log says so, and customers are let in."""
    services.classifier.suggest("办卡的时候没有说要收年费")
    try:
        stage = copy.copy(agent)
        stage.processor = copy.copy(agent.processor)
        stage.tracker_store = stage.processor.tracker_store = InMemoryTrackerStore(agent.domain)
        turns = Turns(stage, stage.tracker_store, services)
        reading.read_all()
        for line in LINES:
            await turns.answer(SENDER, line, "rest")
    except Exception:  # what customers say may go well; a turn that fails is answered with an apology
        log.exception("the rehearsal failed")
