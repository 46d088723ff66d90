"""Where is a branch, when is it open, what is its number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.lookup import opening
from actions.lookup.told import Told, entry
from actions.services import services, words
from actions.speech import say
from actions.turn import Turn
from bot import places
from bot.bank import Branch, load_bank
from bot.catalogue import asking
from bot.catalogue.asking import patterns

KIND, ALL = "branch", "*"
"""Kind of entry, and what stands for all of them after the list."""
OF_ALL = {"service": "utter_branch_phones", "noon": "utter_branches_noon", "way": "utter_branches_way"}
"""Sides of a branch that are asked after the list of all, and what answers them there."""
MORE_THAN_A_NAME = 2
"""So many characters beside its name, and a branch is asked for, not only mentioned."""


def answer(dispatcher: CollectingDispatcher, turn: Turn) -> Told | None:
    """Answer what a message asks about our branches; None when it asks nothing about them."""
    branch = load_bank().branch(turn.entity("branch") or "")
    if not branch and patterns()["other_office"].search(turn.text):
        return None
    at_hand = load_bank().branch(entry(turn, KIND) or "")
    meant = branch or at_hand
    others = tuple(services().bank.branches)
    if meant and opening.answer(dispatcher, turn, meant, others):
        return Told(entry=(KIND, meant.name))
    if branch and _is_scene(turn):
        told = {key: getattr(branch, key) for key in ("name", "hours", "phone")}
        say(dispatcher, "utter_branch_scene", **told)
        return Told(entry=(KIND, branch.name))
    if branch and _asks_for(branch.name, turn.text):
        return _show(dispatcher, branch)
    if branch and patterns()["branch_moved"].search(turn.text):
        say(dispatcher, "utter_branch_moved", name=branch.name, address=branch.address, phone=branch.phone)
        return Told(entry=(KIND, branch.name))
    if at_hand and patterns()["branch_bare"].fullmatch(turn.text):
        return _show(dispatcher, at_hand)
    side = asking.side("branch", turn.text) if at_hand else None
    if at_hand and side:
        told = {key: getattr(at_hand, key) for key in ("name", "address", "hours", "phone")}
        say(dispatcher, f"utter_branch_{side}", **told)
        return Told(entry=(KIND, at_hand.name))
    days = opening.asked(turn.text) if patterns()["branch_list"].search(turn.text) or entry(turn, KIND) == ALL else ()
    if not days and entry(turn, KIND) == ALL and patterns()["branch_bare"].fullmatch(turn.text):
        return _list(
            dispatcher, "utter_branch_phones" if patterns()["number"].search(turn.text) else "utter_branch_list"
        )
    side = asking.side("branch", turn.text) if entry(turn, KIND) == ALL and not branch else None
    if side in OF_ALL:
        return _list(dispatcher, OF_ALL[side])
    if not branch and patterns()["holiday_anywhere"].search(turn.text):
        return _list(dispatcher, "utter_branches_holiday", day=opening.asks_of_holiday(turn.text) or "")
    if days and not branch:
        return _list(
            dispatcher, "utter_branches_open", only=opening.open_then(days, others), day=opening.in_words(days)
        )
    unknown = None if branch else patterns()["branch_named_next"].fullmatch(turn.text)
    if unknown and (entry(turn, KIND) or patterns()["branch_name"].search(unknown["name"])):
        return _list(dispatcher, "utter_branch_unknown", name=unknown["name"])
    if not branch and patterns()["branch_near"].search(turn.text):
        return _list(dispatcher, "utter_branch_near")
    named = None if branch else next(iter(places.find(turn.text)), None)
    if named and _asks_for(named.value, turn.text):
        alike = load_bank().branch(named.value)
        if alike:
            say(dispatcher, "utter_branch_meant", name=alike.name)
            return _show(dispatcher, alike)
        if patterns()["branch_name"].search(named.value):
            return _list(dispatcher, "utter_branch_unknown", name=named.value)
    if not patterns()["branch_list"].search(turn.text):
        return None
    there = load_bank().branch(places.on_the_street(turn.text) or "")
    return _show(dispatcher, there) if there else _list(dispatcher, "utter_branch_list")


def _is_scene(turn: Turn) -> bool:
    """Tell whether a branch is only named as the place where the matter of a card at hand happened."""
    of_a_card = (turn.slots.get("last_topic") or "").startswith("card.")
    return of_a_card and bool(patterns()["branch_scene"].search(turn.text))


def _asks_for(name: str, text: str) -> bool:
    said = text
    for word in (word for branch in services().bank.branches for word in (branch.name, *branch.aliases)):
        said = said.replace(word, "")  # 总行营业部 asks for no hours by its name
    return bool(patterns()["branch"].search(said)) or len(text) <= len(name) + MORE_THAN_A_NAME


def _show(dispatcher: CollectingDispatcher, branch: Branch) -> Told:
    labels: dict[str, str] = words()["branch_rows"]
    rows = [{"label": label, "value": getattr(branch, key)} for key, label in labels.items()]
    card: dict[str, Any] = {"type": "card", "title": branch.name, "rows": rows}
    told: dict[str, Any] = {key: getattr(branch, key) for key in ("name", *labels)}
    say(dispatcher, "utter_branch_found", custom=card, **told)
    return Told(entry=(KIND, branch.name))


def _list(dispatcher: CollectingDispatcher, response: str, only: Sequence[Branch] | None = None, **told: Any) -> Told:
    branches = only or services().bank.branches
    listed = "\n".join(f"· {branch.name}：{branch.address}，{branch.hours}" for branch in branches)
    phones = "\n".join(f"· {branch.name}：{branch.phone}" for branch in branches)
    say(dispatcher, response, branches=listed, phones=phones, **told)
    return Told(entry=(KIND, ALL))
