"""Questions that the directory answers: a product, a fee, a branch, the bank's hotline or a public one."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.complaint import demands
from actions.services import services, words
from actions.speech import Button, say, topic_buttons
from actions.turn import Turn
from bot import catalogue
from bot.bank import Branch, Product

PRODUCT, FEE = "rights.product_lookup", "rights.fees"
DESCRIBES_MORE = 40
"""Longer messages tell a story; a branch named in one is where it happened, not what is asked."""
STORIES = ("acts.file_complaint", "acts.scam_check", "fraud.just_scammed", "card.stolen_use", "acts.distress")


def answer(dispatcher: CollectingDispatcher, turn: Turn) -> str | None:
    """Answer from the directory and return the topic at hand, perhaps empty; None when nothing of it is asked."""
    told = turn.topic in STORIES and turn.topic != "acts.scam_check"
    code = catalogue.patterns()["product_code"].search(turn.text) and not turn.entity("ticket_number")
    if turn.topic == PRODUCT or (code and not told) or (turn.entity("product") and _is_short(turn) and not told):
        found = _product(dispatcher, turn)
        if found is not None:
            return found
    if turn.topic in STORIES or not _is_short(turn) or demands.find(turn.text):
        return None
    return _hotline(dispatcher, turn) or _fee(dispatcher, turn) or _branch(dispatcher, turn)


def _is_short(turn: Turn) -> bool:
    return len(turn.text) <= DESCRIBES_MORE


def _product(dispatcher: CollectingDispatcher, turn: Turn) -> str | None:
    found = catalogue.find_product(turn.text)
    if found is None:
        return None
    if found.product:
        _say_product(dispatcher, found.product)
    elif found.alike:
        say(dispatcher, "utter_product_alike", buttons=_choices(found.alike), name=found.name)
    else:
        buttons = topic_buttons(["fundraising.staff_involved", "fundraising.check_license", "fundraising.report"])
        say(dispatcher, "utter_product_unknown", buttons=buttons, name=found.name)
    return PRODUCT


def _choices(products: tuple[Product, ...]) -> list[Button]:
    chosen = [
        {"title": product.name, "payload": words()["ask_product"].format(name=product.name)} for product in products
    ]
    return [*chosen, words()["none_of_these"]]


def _say_product(dispatcher: CollectingDispatcher, product: Product) -> None:
    labels: dict[str, str] = words()["product_rows"]
    values = {key: getattr(product, key) for key in labels}
    rows = [{"label": label, "value": values[key]} for key, label in labels.items() if values[key]]
    listed = "\n".join(f"{row['label']}：{row['value']}" for row in rows)
    response = "utter_product_found" if product.status == words()["on_sale"] else "utter_product_ended"
    card: dict[str, Any] = {"type": "card", "title": product.name, "rows": rows}
    buttons = topic_buttons(["literacy.risk_levels", "literacy.wealth_not_guaranteed", "rights.double_recording"])
    say(dispatcher, response, custom=card, buttons=buttons, name=product.name, rows=listed)


def _hotline(dispatcher: CollectingDispatcher, turn: Turn) -> str | None:
    hotline = catalogue.find_hotline(turn.text)
    if hotline is None:
        return None
    source = {"title": hotline.source, "date": hotline.verified_on.isoformat()}
    custom = {"type": "sources", "items": [source], "reviewed_on": hotline.verified_on.isoformat()}
    say(dispatcher, "utter_public_hotline", custom=custom, number=hotline.number, name=hotline.name, use=hotline.use)
    return turn.topic if turn.topic in services().answers else ""


def _fee(dispatcher: CollectingDispatcher, turn: Turn) -> str | None:
    fee = catalogue.find_fee(turn.text, sure=turn.topic == FEE)
    if fee is None:
        return None
    card = {"type": "card", "title": fee.item, "rows": [{"label": fee.item, "value": fee.price}]}
    say(dispatcher, "utter_fee_found", custom=card, item=fee.item, price=fee.price)
    return FEE


def _branch(dispatcher: CollectingDispatcher, turn: Turn) -> str | None:
    patterns = catalogue.patterns()
    name = turn.entity("branch")
    branch = catalogue.find_branch(name) if name else None
    if branch and (patterns["branch"].search(turn.text) or len(turn.text) <= len(branch.name) + 2):
        say(dispatcher, "utter_branch_found", custom=_branch_card(branch), name=branch.name, address=branch.address,
            phone=branch.phone, hours=branch.hours)  # fmt: skip
        return ""
    if patterns["branch_list"].search(turn.text):
        listed = "\n".join(f"· {branch.name}：{branch.address}，{branch.hours}" for branch in services().bank.branches)
        say(dispatcher, "utter_branch_list", branches=listed)
        return ""
    if patterns["hotline"].search(turn.text):
        say(dispatcher, "utter_hotline")
        return ""
    return None


def _branch_card(branch: Branch) -> dict[str, Any]:
    labels: dict[str, str] = words()["branch_rows"]
    rows = [{"label": label, "value": getattr(branch, key)} for key, label in labels.items()]
    return {"type": "card", "title": branch.name, "rows": rows}
