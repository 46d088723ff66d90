"""No more customer-service messages than WeChat allows, whoever sends them and whenever."""

import itertools
import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.wechat.ledger import ALLOWANCES, FOLLOW, MESSAGE, SCANNED, TAP, Ledger, kind_of
from bot.channels.wechat.packets import Incoming
from bot.settings import ROOT
from tests.wechat.parts import clock
from tickets.crypto import Cipher
from tickets.database import Database, migrate
from tickets.store import Store

NOON = datetime(2026, 11, 29, 4, 0, tzinfo=timezone.utc)
VECTORS = ROOT.parent / "shared" / "wechat" / "vectors.json"
SECOND = timedelta(seconds=1)


class Book:
    """A ledger with a clock, and one follower."""

    def __init__(self, store) -> None:
        self.store, self.ledger, self.hand = store, Ledger(store), clock(store, NOON)
        self.names = itertools.count()
        self.key = "k"

    def begin(self):
        self.key, self.hand.at = f"k{next(self.names)}", NOON

    def allow(self, kind):
        with self.store.transaction() as session:
            self.ledger.grant(session, self.key, kind, self.hand.at)

    def send(self, times=1):
        """Return how many of so many could be sent."""
        return sum(self.ledger.spend(self.key) is not None for _ in range(times))


@pytest.fixture
def book(register):
    return Book(register)


@pytest.mark.parametrize(("kind", "most", "within"), [
    (MESSAGE, 5, timedelta(hours=48)), (TAP, 3, timedelta(minutes=1)),
    (FOLLOW, 3, timedelta(minutes=1)), (SCANNED, 3, timedelta(minutes=1)),
])  # fmt: skip
def test_each_kind_allows_so_many_for_so_long(book, kind, most, within):
    book.allow(kind)
    book.hand.at += within - SECOND
    assert book.send() == 1
    assert book.ledger.left(book.key) == most - 1
    assert book.send(10) == most - 1
    book.allow(kind)
    book.hand.at += within
    assert book.send() == 0


def test_without_anything_from_the_customer_nothing_may_be_sent(book):
    assert book.send() == 0


def test_a_new_message_begins_anew_and_adds_nothing_to_what_was_left(book):
    book.allow(MESSAGE)
    book.send(2)
    book.allow(MESSAGE)
    assert book.send(10) == 5


def test_what_ends_first_is_spent_first(book):
    book.allow(MESSAGE)
    book.allow(TAP)
    book.send(3)
    book.hand.at += timedelta(minutes=2)
    assert book.send(10) == 5


def test_a_refused_message_may_be_sent_again_but_not_out_of_a_later_allowance(book):
    book.allow(MESSAGE)
    spent = book.ledger.spend(book.key)
    book.ledger.give_back(book.key, spent)
    assert book.ledger.left(book.key) == 5
    spent = book.ledger.spend(book.key)
    book.hand.at += SECOND
    book.allow(MESSAGE)
    book.send()
    book.ledger.give_back(book.key, spent)
    assert book.send(10) == 4


def test_when_wechat_says_that_it_is_used_up_nothing_more_is_sent(book):
    book.allow(MESSAGE)
    book.allow(TAP)
    book.ledger.close(book.key)
    assert book.send() == 0


def test_processes_together_send_no_more(register, database_url, book):
    book.allow(MESSAGE)
    others = [Ledger(Store(Database(database_url), register.cipher, lambda: NOON)) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        sent = list(pool.map(lambda ledger: sum(ledger.spend(book.key) is not None for _ in range(3)), others))
    assert sum(sent) == 5


@pytest.mark.parametrize(("fields", "kind"), [
    ({"kind": "text"}, MESSAGE), ({"kind": "image"}, MESSAGE), ({"kind": "text", "menu_option": "a1"}, TAP),
    ({"kind": "event", "event": "CLICK"}, TAP), ({"kind": "event", "event": "scancode_waitmsg"}, TAP),
    ({"kind": "event", "event": "VIEW"}, None), ({"kind": "event", "event": "subscribe"}, FOLLOW),
    ({"kind": "event", "event": "SCAN"}, SCANNED), ({"kind": "event", "event": "unsubscribe"}, None),
])  # fmt: skip
def test_what_counts_as_what(fields, kind):
    assert kind_of(Incoming(openid="o", account="a", created_at=1, **fields)) == kind


@pytest.fixture(scope="module")
def shared_book(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('ledger') / 'tickets.db'}"
    migrate(url)
    return Book(Store(Database(url), Cipher("a key of the tests")))


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("allow"), st.sampled_from(sorted(ALLOWANCES))),
        st.tuples(st.just("send"), st.integers(1, 6)),
        st.tuples(st.just("wait"), st.sampled_from([1, 30, 59, 61, 3600, 48 * 3600])),
    ),
    max_size=12,
)


@settings(deadline=None)
@given(STEPS)
def test_never_more_than_was_allowed_by_what_is_still_open(shared_book, steps):
    book = shared_book
    book.begin()
    open_ = {}
    for step, given_ in steps:
        if step == "allow":
            book.allow(given_)
            open_[given_] = [book.hand.at + ALLOWANCES[given_].within, ALLOWANCES[given_].messages]
        elif step == "wait":
            book.hand.at += timedelta(seconds=given_)
        else:
            allowed = sum(left for until, left in open_.values() if until > book.hand.at)
            assert book.send(given_) == min(given_, allowed)
            for until, kind in sorted((until, kind) for kind, (until, _) in open_.items()):
                taken = min(given_, open_[kind][1]) if until > book.hand.at else 0
                open_[kind][1], given_ = open_[kind][1] - taken, given_ - taken


@pytest.mark.skipif(not VECTORS.exists(), reason="the shared vectors are not here")
def test_the_shared_quota_scenarios(shared_book):
    packets = {
        "user_text": {"kind": "text"}, "menu_CLICK": {"kind": "event", "event": "CLICK"},
        "msgmenu": {"kind": "text", "menu_option": "101"},
    }  # fmt: skip
    seen = 0
    for scenario in json.loads(VECTORS.read_text("utf-8"))["quota_scenarios"]:
        if "MsgId" in scenario["events"][0]:
            continue  # of deliveries, not of the ledger: test_inbox.py
        shared_book.begin()
        for event in scenario["events"]:
            name = next((name for name in packets if event.startswith(name)), None)
            if name:
                shared_book.allow(kind_of(Incoming(openid="o", account="a", created_at=1, **packets[name])))
        outcome = SimpleNamespace(**numbers(scenario["events"], shared_book))
        if "send x" in " ".join(scenario["events"]):
            most = int(re.match(r"(\d) ok", scenario["expect"]).group(1))
            assert (outcome.sent, outcome.more) == (most, 0), scenario["id"]
        elif "t0+61s" in " ".join(scenario["events"]):
            assert shared_book.send() == 0, scenario["id"]
        else:
            assert shared_book.send(10) == 3, scenario["id"]
        seen += 1
    assert seen == 4


def numbers(events, book):
    """Do the sends of a scenario; returns how many went, and how many of the one too many."""
    times = next((int(re.search(r"x(\d)", event).group(1)) for event in events if event.startswith("send x")), 0)
    late = next((int(found.group(1)) for found in (re.search(r"t0\+(\d+)s", event) for event in events) if found), 0)
    book.hand.at += timedelta(seconds=late)
    return {"sent": book.send(times), "more": book.send() if times else 0}
