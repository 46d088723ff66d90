"""Is this product ours, and what do we know about it?"""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.case.state import CONTACT
from actions.lookup.told import EXPECTS, Told, entry
from actions.services import words
from actions.speech import Button, say, tell, topic_buttons
from actions.turn import ACTS, Turn
from bot.bank import Product, load_bank
from bot.catalogue import asking, products
from bot.catalogue.asking import patterns
from bot.catalogue.products import Found

TOPIC, KIND = "rights.product_lookup", "product"
UNKNOWN = "?"
"""Entry of a name that the catalogue does not have: nothing can be said of it."""
INSURED = "literacy.deposit_insurance"
SWINDLES = ("fraud.", "fundraising.")
NEXT = ["literacy.risk_levels", "literacy.wealth_not_guaranteed", "rights.double_recording"]
DOUBT = ["fundraising.staff_involved", "fundraising.check_license", "fundraising.report"]
LONGEST_NAME = 20
SURE_ACT = 0.9
"""From this confidence on a few words are a small act, whatever they look like: 谢谢小宝 names no product."""
LEAST = 0.4
"""Below this confidence the topic alone asks for no product."""
UNSURE = 0.6
"""Below this confidence a bare name that looks like a product's is one."""


def answer(dispatcher: CollectingDispatcher, turn: Turn, tells: bool) -> Told | None:
    """Answer what is asked about a product; `tells` is for a story, where one is only mentioned."""
    if tells:
        return None
    about = _about(dispatcher, turn)
    if about:
        return about
    if turn.is_short and patterns()["product_list"].search(turn.text):
        return _on_sale(dispatcher, turn)
    if not _is_asked(turn):
        return None
    named = _is_given(turn)
    found = products.find(turn.raw if named else turn.text, whole=named)
    side = _side_of(turn, found.product) if found and found.product else None
    if found and found.product and side:
        return _say_side(dispatcher, found.product, side)
    if found:
        return _say(dispatcher, found, by_strangers=turn.urgency == CONTACT or turn.topic.startswith(SWINDLES))
    if patterns()["product_ask"].fullmatch(turn.text):
        say(dispatcher, "utter_product_ask")
        return Told(TOPIC, expects=KIND)
    remark = turn.slots.get(EXPECTS) == KIND and not turn.is_question
    if turn.topic != TOPIC or remark:
        return None
    tell(dispatcher, TOPIC)
    return Told(TOPIC, expects=KIND)


def _is_asked(turn: Turn) -> bool:
    """Tell whether a message asks for a product: a guess at that is none where only a branch is named."""
    guessed = turn.confidence < LEAST or turn.entity("branch")
    return (turn.topic == TOPIC and not guessed) or _names_one(turn)


def _names_one(turn: Turn) -> bool:
    code = patterns()["product_code"].search(turn.text) and not turn.entity("ticket_number")
    if patterns()["recommended"].search(turn.text) and not (turn.topic.startswith(ACTS) and turn.confidence >= UNSURE):
        return True
    if turn.is_short and products.sounds_like(turn.text):
        return True
    if patterns()["product_asked"].search(turn.text):
        return True
    if code or (turn.entity("product") and turn.is_short) or patterns()["product_ask"].fullmatch(turn.text):
        return True
    doubtful = turn.confidence < UNSURE or turn.topic.startswith(ACTS)
    if turn.is_act("thanks", "goodbye", "greet", "affirm", "deny", "stop", least=SURE_ACT):
        return False
    return doubtful and (_is_given(turn) or bool(patterns()["product_like"].fullmatch(turn.text)))


def _is_given(turn: Turn) -> bool:
    """Tell whether the whole message is the name or code that was asked for."""
    asks = turn.is_question or any(patterns()[name].search(turn.text) for name in ("branch", "price"))
    errand = turn.is_act("check_ticket", "file_complaint", "human_agent", "quiz", least=SURE_ACT)
    return turn.slots.get(EXPECTS) == KIND and len(turn.text) <= LONGEST_NAME and not (asks or errand)


def _about(dispatcher: CollectingDispatcher, turn: Turn) -> Told | None:
    """Answer a question about the product shown last: 风险等级几, 保本吗."""
    shown = entry(turn, KIND) or ""
    product = products.by_code(shown)
    side = asking.side("product", turn.text) if product or shown == UNKNOWN else None
    if side and shown == UNKNOWN:
        say(dispatcher, "utter_product_unknown_side", buttons=topic_buttons(DOUBT))
        return Told(TOPIC, entry=(KIND, UNKNOWN), expects=KIND)
    return _say_side(dispatcher, product, side) if product and side else None


def _side_of(turn: Turn, product: Product) -> str | None:
    """Return which side of a product a message asks about beside its name: 日日盈里的也保不保."""
    name = products.said_as(product, turn.text)
    return asking.side("product", turn.text.replace(name, "", 1)) if name else None


def _say_side(dispatcher: CollectingDispatcher, product: Product, side: str) -> Told:
    """Say one side of a product; it stays the one at hand, and deposit insurance the topic where that was asked."""
    known: dict[str, Any] = {
        key: getattr(product, key) for key in ("name", "kind", "relation", "issuer", "risk", "status")
    }
    response = "utter_product_no_risk" if side == "risk" and not product.risk else f"utter_product_{side}"
    say(dispatcher, response, buttons=topic_buttons(NEXT[:2]), **known)
    return Told(INSURED if side == "insured" else TOPIC, entry=(KIND, product.code))


def _on_sale(dispatcher: CollectingDispatcher, turn: Turn) -> Told:
    """List what is on sale, only of the kind that is named if the catalogue has it."""
    selling = [product for product in load_bank().products if product.status == words()["on_sale"]]
    named = [kind for kind in words()["kinds"] if kind in turn.text]
    kinds = [product for product in selling if any(kind in product.kind for kind in named)]
    listed = "\n".join(f"· {product.name}（{product.kind}，{product.relation}）" for product in kinds or selling)
    say(dispatcher, "utter_products_on_sale", buttons=topic_buttons(NEXT[:2]), listed=listed)
    shown = entry(turn, KIND)
    return Told(TOPIC, entry=(KIND, shown) if shown else None, expects=KIND)


def _say(dispatcher: CollectingDispatcher, found: Found, by_strangers: bool) -> Told:
    """Say what the catalogue has; a name that is there makes nobody honest who presses to buy it."""
    if found.product and by_strangers:
        say(dispatcher, "utter_product_by_strangers", name=found.product.name)
    if found.product:
        _show(dispatcher, found.product)
        return Told(TOPIC, entry=(KIND, found.product.code))
    if by_strangers and found.alike:
        say(dispatcher, "utter_product_unknown", buttons=topic_buttons(DOUBT), name=found.name)
        return Told(TOPIC, expects=KIND)
    if found.within:
        say(dispatcher, "utter_product_within", buttons=topic_buttons(DOUBT), name=found.name, known=found.within.name)
    elif found.alike:
        say(dispatcher, "utter_product_alike", buttons=_choices(found.alike), name=found.name)
    else:
        say(dispatcher, "utter_product_unknown", buttons=topic_buttons(DOUBT), name=found.name)
        return Told(TOPIC, entry=(KIND, UNKNOWN), expects=KIND)
    return Told(TOPIC, expects=KIND)


def _choices(products: tuple[Product, ...]) -> list[Button]:
    chosen = [
        {"title": product.name, "payload": words()["ask_product"].format(name=product.name)} for product in products
    ]
    return [*chosen, words()["none_of_these"]]


def _show(dispatcher: CollectingDispatcher, product: Product) -> None:
    labels: dict[str, str] = words()["product_rows"]
    values = {key: getattr(product, key) for key in labels}
    rows = [{"label": label, "value": values[key]} for key, label in labels.items() if values[key]]
    listed = "\n".join(f"{row['label']}：{row['value']}" for row in rows)
    response = "utter_product_found" if product.status == words()["on_sale"] else "utter_product_ended"
    card: dict[str, Any] = {"type": "card", "title": product.name, "rows": rows}
    say(dispatcher, response, custom=card, buttons=topic_buttons(NEXT), name=product.name, rows=listed)
