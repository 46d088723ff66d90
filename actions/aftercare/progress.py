"""Where a complaint stands, in words a customer understands: what happened, what comes next and by when."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions import receipts
from actions.services import services, words
from actions.speech import Button, say
from tickets import lifecycle
from tickets.aftercare import Aftercare, Progress
from tickets.register import Receipt

ANSWERED = ("decided", "notified", "followed_up", "closed", "review_decided")
"""States in which the customer is told the answer."""
AHEAD = ("submitted", "investigating", "decided")
"""What still lies before a complaint that is being handled."""


def tell(dispatcher: CollectingDispatcher, receipt: Receipt) -> None:
    """Tell where a complaint stands, with the whole answer when there is one (C1-50), and offer what can be done."""
    care = Aftercare(services().register)
    progress = care.progress(receipt.number)
    offered = buttons(progress.can)
    answer = _answer(progress)
    say(
        dispatcher,
        f"utter_status.{progress.status}",
        buttons=None if answer else offered,
        custom={**receipts.payload(receipt), "steps": steps(progress)},
        number=progress.number,
        received_text=receipts.day_text(progress.received_on),
        due_text=receipts.day_text(progress.due_on),
        marks="".join(f"\n{line}" for line in _marks(progress)),
    )
    if answer:
        say(dispatcher, "utter_told", buttons=offered, told=care.notice(progress.number, answer))


def tell_who_presses(dispatcher: CollectingDispatcher, receipt: Receipt) -> None:
    """Tell somebody who is in a hurry where the complaint stands, and what can be done to have it hurried."""
    tell(dispatcher, receipt)
    say(dispatcher, "utter_urged")


def steps(progress: Progress) -> list[dict[str, Any]]:
    """Return the way of a complaint as a page draws it: `label`, `on` (a day or None) and whether it is `done`."""
    words_of = words()["status"]
    shown: list[dict[str, Any]] = []
    for state, day in progress.path:
        if not shown or shown[-1]["label"] != words_of[state]:
            shown.append({"label": words_of[state], "on": day.isoformat(), "done": True})
    if progress.status in lifecycle.running():
        ahead = [words_of[state] for state in AHEAD]
        ahead = ahead[ahead.index(shown[-1]["label"]) + 1 :] if shown[-1]["label"] in ahead else ahead[-1:]
        shown += [{"label": label, "on": None, "done": False} for label in ahead]
        shown[-1]["on"] = progress.due_on.isoformat()
    return shown


def buttons(can: tuple[str, ...]) -> list[Button]:
    """Return one button for each thing that can be done now."""
    return [words()["after_filing"][way] for way in can]


def _answer(progress: Progress) -> str | None:
    """Return which answer stands: none before it, none while it is reviewed."""
    if progress.status not in ANSWERED:
        return None
    return "review_decided" if progress.review_decision else "decided"


def _marks(progress: Progress) -> list[str]:
    """Return what else has to be known: extension with its reason, stopped clock, what is wanted, review."""
    told = words()["progress"]
    lines = []
    if progress.merged_into:
        lines.append(told["merged_into"].format(into=progress.merged_into))
    if progress.wanted:
        lines.append(told["wanted"].format(wanted=progress.wanted))
    if progress.extended:
        lines.append(told["extended"].format(reason=progress.extension_reason))
    if progress.agreement:
        lines.append(told["agreed"].format(agreement=progress.agreement))
    if progress.paused:
        lines.append(told["paused"][progress.pause_cause])
    if progress.review_until:
        lines.append(told["review_until"].format(day=receipts.day_text(progress.review_until)))
    return lines
