"""An unfinished complaint moves to another conversation once, and nobody can read it on the way."""

import re
from datetime import datetime, timedelta, timezone

import pytest

from tickets.draft_codes import DraftCodes
from tickets.errors import UnknownDraftCode

VALUES = {"complaint_facts": "多收了年费", "complainant_name": "欧阳小明"}


@pytest.fixture
def codes(register):
    return DraftCodes(register)


def test_a_code_opens_the_draft_once(codes):
    code = codes.give(VALUES)
    assert re.fullmatch(r"[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}", code)
    assert codes.redeem(code.lower()) == VALUES
    with pytest.raises(UnknownDraftCode):
        codes.redeem(code)


def test_a_code_is_good_for_seven_days(codes, register):
    now = datetime(2026, 11, 22, 4, 0, tzinfo=timezone.utc)
    register._now = lambda: now
    early, late = codes.give(VALUES), codes.give(VALUES)
    register._now = lambda: now + timedelta(days=7)
    assert codes.redeem(early) == VALUES
    register._now = lambda: now + timedelta(days=7, seconds=1)
    with pytest.raises(UnknownDraftCode):
        codes.redeem(late)


def test_neither_code_nor_story_can_be_read_in_the_file(codes, tmp_path):
    code = codes.give(VALUES)
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("tickets.db*"))
    for secret in (code, "多收了年费", "欧阳小明"):
        assert secret.encode() not in raw
