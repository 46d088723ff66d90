"""Building the Rasa agent that serves: its model, its stored conversations, its actions in this process."""

from __future__ import annotations

import logging
from pathlib import Path

import structlog
from rasa.core.agent import Agent
from rasa.core.lock_store import InMemoryLockStore
from rasa.shared.core.domain import Domain
from threadpoolctl import threadpool_limits

from bot.inprocess import InProcessActions, trust_own_actions
from bot.tracker_store import RememberingTrackerStore


def load_agent(model: Path, store: RememberingTrackerStore) -> Agent:
    """Load a trained model; raises `rasa.exceptions.ModelNotFound` when there is none."""
    quiet_rasa()
    trust_own_actions()
    agent = Agent.load(
        str(model), tracker_store=store, lock_store=InMemoryLockStore(), action_endpoint=InProcessActions()
    )
    compute_on_one_thread()
    return agent


def open_store(tracker_database: Path) -> RememberingTrackerStore:
    """Open the stored conversations."""
    return RememberingTrackerStore(Domain.empty(), dialect="sqlite", db=str(tracker_database))


def compute_on_one_thread() -> None:
    """Do the linear algebra of this process on one thread: a message is small, and threads that wait for more spin."""
    threadpool_limits(limits=1, user_api="blas")


def quiet_rasa() -> None:
    """Keep Rasa's own log lines below warnings out: at debug level they hold whole messages."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    for name in ("rasa", "rasa_sdk", "jieba", "matplotlib", "tensorflow"):
        logging.getLogger(name).setLevel(logging.ERROR)
