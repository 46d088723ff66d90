"""The commands that look after the register say what they did, and one sentence when they cannot."""

import os

import pytest

from bot.cli import main
from bot.settings import load_settings
from bot.stores import evidence_of, journal_of, register_of
from tests.files import JPEG
from tests.tickets.victims import NOON_IN_CHINA
from tickets.crypto import Cipher
from tickets.models import EvidenceFile


@pytest.fixture
def settings(empty_database, tmp_path, monkeypatch):
    monkeypatch.setenv("XIAOBAO_VAR", str(tmp_path))
    monkeypatch.setenv("XIAOBAO_DATABASE_URL", empty_database)
    return load_settings()


def test_replay_files_what_the_journal_kept(settings, complaint, capsys):
    journal_of(settings).keep(complaint, NOON_IN_CHINA)
    assert main(["tickets", "replay"]) == 0
    assert "补登 1 件" in capsys.readouterr().out
    assert register_of(settings).own("c1").number == "TS20261121-0001"


def test_rotate_seals_everything_under_the_newest_key_or_names_what_it_cannot_open(
    settings, complaint, capsys, monkeypatch
):
    number = register_of(settings).file(complaint).number
    monkeypatch.setenv("XIAOBAO_SECRET_KEY", "new")
    assert main(["db", "rotate"]) == 2
    assert "tickets" in capsys.readouterr().err
    monkeypatch.setenv("XIAOBAO_SECRET_KEY", f"new,{settings.secret_key}")
    assert main(["db", "rotate"]) == 0
    assert "1 行" in capsys.readouterr().out
    assert Cipher("new").open(register_of(settings).ticket(number).sealed_name) == complaint.name


def test_a_database_that_is_down_is_one_sentence(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("XIAOBAO_VAR", str(tmp_path))
    monkeypatch.setenv("XIAOBAO_DATABASE_URL", "postgresql+psycopg2://nobody@127.0.0.1:9/none")
    for command in (["tickets"], ["db", "upgrade"]):
        assert main(command) == 2
        assert capsys.readouterr().err.strip().splitlines()[-1].startswith("不能执行：数据库")


def test_a_database_that_is_neither_sqlite_nor_postgresql_is_refused(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("XIAOBAO_VAR", str(tmp_path))
    monkeypatch.setenv("XIAOBAO_DATABASE_URL", "mysql://host/tickets")
    assert main(["db", "upgrade"]) == 2
    assert "XIAOBAO_DATABASE_URL" in capsys.readouterr().err


def test_forgetting_a_conversation_and_retention_take_the_files_that_no_complaint_has(settings, complaint, changed):
    register = register_of(settings)
    evidence = evidence_of(settings, register)
    filed, _draft, orphan = (evidence.keep(who, "a", JPEG).id for who in ("c1", "c2", "c3"))
    register.file(changed(complaint, evidence=[filed]))
    assert main(["db", "forget", "c2"]) == 0
    assert {file.name for file in settings.evidence.iterdir()} == {filed, orphan}
    with register.transaction() as session:
        session.query(EvidenceFile).filter_by(id=orphan).delete()
    os.utime(settings.evidence / orphan, (0, 0))
    assert main(["db", "retention", "--dry-run"]) == 0
    assert (settings.evidence / orphan).exists()
    assert main(["db", "retention"]) == 0
    assert {file.name for file in settings.evidence.iterdir()} == {filed}
