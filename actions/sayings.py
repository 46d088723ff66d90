"""What people say to the assistant as such, or bring to the wrong door: one reply each, all of it content."""

from __future__ import annotations

from collections.abc import Container

from rasa_sdk.executor import CollectingDispatcher

from actions.speech import say
from actions.turn import Turn
from bot.lexicon import SAYINGS, table

NO_COMPLAINT = (
    "threat", "swindlers", "employer", "payment_app", "other_lender", "neighbours", "regulator", "to_regulator",
    "courts", "shop", "praises_staff", "other_bank", "corruption", "not_complaining", "wants_police",
    "nuisance_calls", "promise",
)  # fmt: skip
"""Sayings that open no complaint, whatever else they sound like."""
SENT_HERE = ("sent_here",)
NO_LOSS = ("called_by_96110", "unknown_money", "rumour", "own_topup", *SENT_HERE)
"""Sayings that open no emergency lane: the police warn of a swindle, money came instead of going, a rumour, what a
child paid in a game, a secret that was sent to nobody but us."""
ELSEWHERE = ("other_bank_card", "wrong_in_an_app")
"""Sayings of a card or a payment that only somebody else can stop: what this bank would do helps nobody."""
TOPICS = {
    "unknown_money": "fraud.mule",
    "wrong_in_an_app": "card.wrong_transfer",
    "called_by_96110": "fraud.anti_fraud_app",
    "sold_data": "rights.info_leaked",
    "rumour": "literacy.deposit_insurance",
    "deposit_became_policy": "literacy.deposit_vs_insurance",
    "deposit_insurance_plain": "literacy.deposit_insurance",
    "kind_stranger": "fraud.elder_protection",
    "cannot_repay": "literacy.cannot_repay",
    "money_is_tight": "literacy.cannot_repay",
    "bank_fails": "literacy.deposit_insurance",
    "nuisance_calls": "rights.marketing_opt_out",
    "child_topup": "saying.child_topup",
    "own_topup": "saying.child_topup",
    "other_bank_price": "saying.other_bank_price",
}
"""Topic at hand after a saying that tells of a matter, for what is asked next."""


def answer(dispatcher: CollectingDispatcher, turn: Turn, among: Container[str] | None = None) -> str | None:
    """Say the reply to the first saying of `sayings.yml` that is heard, of these if given; return its name."""
    name = heard(turn.text or turn.raw, among)  # of a message without words only the signs are left
    if name:
        say(dispatcher, f"utter_saying.{name}")
    return name


def heard(text: str, among: Container[str] | None = None) -> str | None:
    """Return the name of the first saying that a text has, of these if given."""
    names = (name for name, pattern in table(SAYINGS).items() if pattern.search(text))
    return next((name for name in names if among is None or name in among), None)
