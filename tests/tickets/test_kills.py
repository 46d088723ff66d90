"""SIGKILL at any moment: what was confirmed is there once, what was not can go on (issue: nothing lost)."""

import random

import pytest
from sqlalchemy import func, select, text

from tests.tickets.victims import CONTACT, Victim, complaint_of, file_for_ever, register_at
from tickets.models import Ticket, TicketEvent

KILLS = 200


@pytest.fixture
def survivor(database_url):
    register = register_at(database_url)
    yield register
    register._database.close()


def test_after_200_kills_every_confirmed_complaint_is_there_once_and_every_draft_goes_on(survivor, database_url):
    seed = random.randrange(1_000_000)
    confirmed, drafted = file_and_kill(database_url, random.Random(seed))
    is_sound(survivor)
    numbers = {survivor.own(conversation).number for conversation in confirmed}
    assert numbers == set(confirmed.values()), seed
    assert survivor.tickets({}, 1, 1)[1] - len(confirmed) <= KILLS  # at most one a kill was filed and not heard of
    for conversation in drafted - confirmed.keys():
        filed = survivor.own(conversation)
        assert survivor.draft(conversation) == ({} if filed else CONTACT), seed
        receipt = survivor.file(complaint_of(conversation))
        assert filed in (None, receipt), seed
    assert survivor.tickets({}, 1, 1)[1] == len(drafted), seed
    is_sound(survivor)


def file_and_kill(url, chance):
    """Let processes file and die, the next at work already when one is killed.

    Returns what they confirmed, and every conversation that had a draft.
    """
    reports = []
    victim = Victim(file_for_ever, url, "0")
    for n in range(1, KILLS):
        following = Victim(file_for_ever, url, str(n))
        reports += victim.kill_at_random(chance)
        victim = following
    reports += victim.kill_at_random(chance)
    confirmed = {conversation: number for conversation, number in reports if number}
    return confirmed, {conversation for conversation, _ in reports}


def is_sound(register):
    """The database is intact: numbers without gaps, one audit event a ticket, nothing broken on disk."""
    with register._database.transaction() as session:
        numbers = sorted(session.scalars(select(Ticket.number)))
        events = session.scalar(select(func.count()).select_from(TicketEvent))
        if session.get_bind().dialect.name == "sqlite":
            assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    assert numbers == [f"TS20261121-{n:04d}" for n in range(1, len(numbers) + 1)]
    assert events == len(numbers)
