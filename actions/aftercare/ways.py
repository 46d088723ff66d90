"""What a customer can do with a complaint after filing, by the act that asks for it."""

from __future__ import annotations

import regex

from actions import doors
from actions.aftercare import afterwards
from actions.complaint import demands
from actions.turn import Turn
from bot.lexicon import heard

WAYS = {
    "supplement_ticket": "supplement",
    "withdraw_ticket": "withdraw",
    "review_ticket": "review",
    "rate_service": "rate",
}
"""Acts, and what `Progress.can` calls them (tickets/aftercare.py)."""
TELLS_ALREADY = 25
"""A message of so many characters that asks to add something, or for a review, says what or why."""
ASKS_ONLY = 12
"""A shorter message that asks once more is no story."""
LEAST_STORY, ONLY_STARS = 6, 8
"""An addition to an addition has so many characters; a rating that is only put right has no more than so many."""
_ADDED = regex.compile(
    r"(?:补充|追加|加[一条点个项]{1,2}|[忘漏][了记]?[说写讲填]了?)[^：:，,。]{0,8}[：:，,]\s*(?P<more>.+)", regex.S
)
_SUBSTANCE = regex.compile(r"[\p{L}\p{N}]")
_NUMERALS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}


def meant(turn: Turn) -> str | None:
    """Return what the message asks for, or None; a rating has to be heard besides: few words look like one."""
    if heard("wants_to_withdraw", turn.text):
        return WAYS["withdraw_ticket"]
    plainly = doors.of_filed(turn.text)
    if plainly in WAYS.values():
        return plainly
    way = next((way for act, way in WAYS.items() if turn.is_act(act)), None)
    rates = heard("rates", turn.text) and not heard("asks_if_unsatisfied", turn.text)
    return None if way == "rate" and not rates else way


def told(turn: Turn) -> str | None:
    """Return what the first message adds or complains of already, or None when it only asks for the way."""
    match = _ADDED.search(turn.raw)
    if match:
        return match.group("more").strip()
    asks_to_change = doors.said("asks_to_change", turn.text) and not heard("tells_more", turn.text)  # 我还有录音
    if asks_to_change or doors.said("asks_to_add", turn.text) or heard("rewrites", turn.text):
        return None
    least = TELLS_ALREADY if afterwards.meant(turn) is None else ASKS_ONLY
    wish = demands.find(turn.text)
    wish = None if wish and doors.of_filed(wish) else wish  # 我要补充材料 asks for the way
    tells = wish or len(turn.text) >= least or heard("tells_more", turn.text) or heard("says_the_new", turn.text)
    only_asks = turn.is_question and not (wish or heard("says_the_new", turn.text))
    return turn.raw.strip() if tells and not only_asks else None


def story(turn: Turn) -> str | None:
    """Return the customer's words, or None when they say nothing."""
    only_asks = len(turn.text) < ASKS_ONLY and meant(turn) in ("supplement", "review")
    only_asks = only_asks and not heard("tells_more", turn.text)
    return None if only_asks or len(_SUBSTANCE.findall(turn.raw)) < 2 else turn.raw.strip()


def remark(turn: Turn) -> str:
    """Return what the customer says to a rating; empty when there is nothing to say."""
    nothing = any(heard(name, turn.text) for name in ("skip", "nothing", "no_answer", "stop"))
    return "" if nothing else turn.raw.strip()


def is_new(turn: Turn) -> bool | None:
    """Tell whether what is added happened since, or is a new reason (C1-36); None when the message does not say."""
    return _yes_or_no(turn.text, "new_facts", "no_new_facts")


def confirms(turn: Turn) -> bool | None:
    """Tell whether the customer really withdraws; None when the message does not say."""
    return _yes_or_no(turn.text, "withdraws", "does_not_withdraw")


def agrees(turn: Turn) -> bool:
    """Tell whether words that were shown back are right."""
    return bool(heard("yes_answer", turn.text) or heard("as_told", turn.text))


def stars(turn: Turn) -> int | None:
    """Return the rating a message gives, one to five; None when it gives none or another."""
    match = heard("stars", turn.text)
    if match is None:
        return None
    said = match.group("n")
    if said is None:
        return 5  # full marks
    number = _NUMERALS[said] if said in _NUMERALS else int(said)
    return number if 1 <= number <= 5 else None


def _yes_or_no(text: str, yes: str, no: str) -> bool | None:
    """Return what is heard; a no may hold the words of the yes, so it is listened for first."""
    if heard(no, text):
        return False
    return True if heard(yes, text) else None
