"""An unfinished complaint moves to another conversation once, and nobody can read it on the way."""

import re
from datetime import datetime, timedelta, timezone

import pytest

from bot.text.privacy import mask
from tickets.draft_codes import DraftCodes, new_draft_code
from tickets.errors import UnknownDraftCode

SLOTS, FULL = {"complaint_facts": "多收了年费"}, {"complainant_name": "欧阳小明"}


@pytest.fixture
def codes(register):
    return DraftCodes(register)


def test_a_code_opens_the_draft_once(codes):
    code = codes.give(SLOTS, FULL)
    assert re.fullmatch(r"[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}", code)
    assert codes.redeem(code.lower(), "another") == SLOTS
    with pytest.raises(UnknownDraftCode):
        codes.redeem(code, "another")


def test_every_code_has_letters_and_digits_or_it_would_not_be_heard():
    codes = [new_draft_code() for _ in range(500)]
    assert all(mask(f"草稿码 {code}").found for code in codes)


def test_a_code_is_good_for_seven_days(codes, register):
    now = datetime(2026, 11, 22, 4, 0, tzinfo=timezone.utc)
    register._now = lambda: now
    early, late = codes.give(SLOTS, FULL), codes.give(SLOTS, FULL)
    register._now = lambda: now + timedelta(days=7)
    assert codes.redeem(early, "another") == SLOTS
    register._now = lambda: now + timedelta(days=7, seconds=1)
    with pytest.raises(UnknownDraftCode):
        codes.redeem(late, "another")


def test_neither_code_nor_story_can_be_read_in_the_file(codes, tmp_path):
    code = codes.give(SLOTS, FULL)
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("tickets.db*"))
    for secret in (code, "多收了年费", "欧阳小明"):
        assert secret.encode() not in raw


def test_the_full_values_are_then_the_draft_of_the_other_conversation(codes, register):
    codes.redeem(codes.give(SLOTS, FULL), "another")
    assert register.draft("another") == FULL


def test_a_complaint_without_full_values_moves_too(codes, register):
    assert codes.redeem(codes.give(SLOTS, {}), "another") == SLOTS
    assert register.draft("another") == {}
