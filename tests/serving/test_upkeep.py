"""Beside answering, the customer-side process looks after the register by itself."""

import os
from datetime import datetime, timezone

import pytest

from bot.settings import load_settings
from bot.stores import journal_of, register_of
from bot.upkeep import Upkeep
from tests.tickets.victims import NOON_IN_CHINA
from tickets.models import DraftField

LONG_AGO = datetime(2020, 1, 1, tzinfo=timezone.utc)


@pytest.fixture
def settings(empty_database, tmp_path):
    return load_settings({"XIAOBAO_VAR": str(tmp_path), "XIAOBAO_DATABASE_URL": empty_database})


def test_a_round_files_what_the_journal_kept_and_erases_what_is_past_its_time(settings, complaint):
    register = register_of(settings)
    register._now = lambda: LONG_AGO
    register.keep_draft("old", {"name": "王小明"})
    journal_of(settings).keep(complaint, NOON_IN_CHINA)
    Upkeep(settings).round()
    assert register.own("c1").number == "TS20261121-0001"
    assert register.draft("old") == {}


def test_retention_is_not_done_twice_a_day(settings):
    register = register_of(settings)
    Upkeep(settings).round()
    register._now = lambda: LONG_AGO
    register.keep_draft("old", {"name": "王小明"})
    Upkeep(settings).round()
    with register._database.reading() as session:
        assert session.query(DraftField).count() == 1


def test_the_thread_ends_when_told_though_the_database_is_down(tmp_path):
    nobody_listens = "postgresql+psycopg2://nobody@127.0.0.1:9/none"
    upkeep = Upkeep(load_settings({"XIAOBAO_VAR": str(tmp_path), "XIAOBAO_DATABASE_URL": nobody_listens}))
    upkeep.start()
    upkeep.stop()
    assert not upkeep._thread.is_alive()


def test_a_round_sweeps_files_that_no_complaint_has(settings, complaint):
    register_of(settings).file(complaint)
    settings.evidence.mkdir()
    orphan = settings.evidence / ("0" * 32)
    orphan.write_bytes(b"left by a crash")
    os.utime(orphan, (0, 0))
    Upkeep(settings).round()
    assert not orphan.exists()
