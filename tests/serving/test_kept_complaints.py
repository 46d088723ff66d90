"""When the database is down at filing the customer hears the truth, and gets the receipt once it is back."""

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions import receipts
from actions import services as current
from actions.complaint import filing
from actions.services import Services
from actions.turn import Turn
from bot.answers import answers
from bot.bank import load_bank
from bot.owed import Debts
from tickets.crypto import Cipher
from tickets.database import Database
from tickets.devices import Devices
from tickets.draft_codes import DraftCodes
from tickets.errors import StoreUnavailable
from tickets.evidence import Evidence
from tickets.journal import Journal

PHRASES = {"utter_complaint_receipt": {"text": "单号 {number}，查询码 {query_code}，最晚 {due_text}"}}
CONTACT = {"complainant_name": "王小明", "complainant_phone": "13900001111"}


@pytest.fixture
def down(register, monkeypatch):
    """The register, its draft kept, then out of reach."""
    register.keep_draft("c1", CONTACT)
    reach = Database.transaction

    def refuse(_self, hasty=False):
        raise StoreUnavailable("no answer")

    monkeypatch.setattr(Database, "transaction", refuse)
    register.comes_back = lambda: monkeypatch.setattr(Database, "transaction", reach)
    return register


@pytest.fixture
def journal(down, classifier, tmp_path, monkeypatch):
    journal = Journal(tmp_path / "journal", Cipher("a key of the tests"))
    monkeypatch.setattr(
        current,
        "_current",
        Services(
            down, journal, DraftCodes(down), Evidence(down, tmp_path), Devices(down), load_bank(), answers(), classifier
        ),
    )
    return journal


def turn(**slots):
    told = {
        "complaint_filing": "f1", "complaint_business": "B.card", "complaint_facts": "多收了年费",
        "complaint_request": "退费", "complaint_amount": "45.50", **slots,
    }  # fmt: skip
    return Turn(
        "c1", "rest", "确认提交", "确认提交", "acts.affirm", 1.0, (), (), None, (), "none", None, None, 0.0, (), told
    )


def said(act, *arguments):
    dispatcher = CollectingDispatcher()
    result = act(dispatcher, *arguments)
    return result, [message["response"] for message in dispatcher.messages]


def test_a_complaint_confirmed_while_the_database_is_down_is_kept_and_the_customer_told(down, journal):
    assert said(filing.file, turn()) == (receipts.KEPT, ["utter_complaint_journaled"])
    assert journal.is_waiting("c1")


def test_confirming_again_meanwhile_hears_the_same(down, journal):
    filing.file(CollectingDispatcher(), turn())
    assert said(receipts.repeat, turn(last_ticket=receipts.KEPT))[1] == ["utter_complaint_journaled"]


def test_when_not_even_the_journal_can_be_written_nothing_is_claimed(down, journal, tmp_path):
    (tmp_path / "journal").write_text("a file where the folder should be")
    assert said(filing.file, turn()) == (None, ["utter_complaint_store_down"])


def test_the_receipt_comes_once_with_the_next_message(down, journal):
    filing.file(CollectingDispatcher(), turn())
    debts = Debts(down, journal, PHRASES)
    assert debts.of("c1") == []
    down.comes_back()
    (owed,) = debts.of("c1")
    number = down.own("c1").number
    assert owed.message["custom"] == {**receipts.payload(down.own("c1")), "number": number}
    assert number in owed.message["text"]
    assert receipts.CODE_MASK in owed.message["text"]
    assert [owed.mark("proof") for _ in range(2)] == [True, False]
    assert debts.of("c1") == []
    assert down.cipher.open(down.ticket(number).sealed_phone) == CONTACT["complainant_phone"]


def test_a_status_does_not_stand_for_the_receipt_and_a_repeated_receipt_does(down, journal):
    filing.file(CollectingDispatcher(), turn())
    down.comes_back()
    debts = Debts(down, journal, PHRASES)
    (owed,) = debts.of("c1")
    debts.settle("c1", {"已受理"}, "proof")
    assert debts.of("c1")
    debts.settle("c1", {owed.message["text"]}, "proof")
    assert debts.of("c1") == []
