"""What a customer wants, found in their own words: 我要退钱, 给我个说法, 把手续费退给我."""

from __future__ import annotations

import regex

from bot.lexicon import REQUESTS, heard, table, without

LONGEST = 120
LONGEST_REMEDY = 24
"""A longer clause tells a story, whatever remedy it names."""
_CLAUSE_END = regex.compile(r"[，。！？；!?;\n]|[.,](?![0-9])|(?<![0-9])[.,]|$")
_EDGES = "，。！？；,.!?; 、\n"
Span = tuple[int, int]


def find(text: str) -> str | None:
    """Return the part of a text that says what the customer wants, or None; several are joined.

    What stands beside a wish and names a remedy as well belongs to it: 钱退给我，保安道歉.
    """
    wishes = _plain(text)
    spans = _clauses(text) if wishes else []
    for start, end in [*spans, *reversed(spans)]:  # onwards from a wish, then back from it
        is_new = all(last <= start or first >= end for first, last in wishes)
        if is_new and names_a_remedy(text[start:end]) and any(_touch(text, (start, end), wish) for wish in wishes):
            wishes.append((start, end))
    kept = [text[start:end].strip(_EDGES) for start, end in sorted(wishes)]
    return "，".join(dict.fromkeys(kept))[:LONGEST] or None


def names_a_remedy(clause: str) -> bool:
    """Tell whether a clause says what shall be done, if hardly as a wish: 保安道歉; a wish beside it, or the question
    for something else, makes it one."""
    clause = clause.strip(_EDGES)
    words = table(REQUESTS)
    is_one = len(clause) <= LONGEST_REMEDY and words["remedy"].search(clause) and not words["narrates"].search(clause)
    return bool(is_one) and not words["no_wish"].search(clause)


def orders(text: str) -> bool:
    """Tell whether words tell the bank to do something, or to say something: 告诉我为什么, 一次说清要哪些材料."""
    if heard("wants_to_be_told", text):
        return True
    asks_how = heard("asks_how", without("as_due", text)) or heard("asks_a_price", text)
    if table(REQUESTS)["no_wish"].search(text) or asks_how or heard("asks_for_person", text):
        return False
    return bool(find(text) or heard("orders", text))


def _plain(text: str) -> list[Span]:
    """Return where a text says by itself what is wanted, to the end of the clause."""
    found: list[Span] = []
    for match in table(REQUESTS)["wants"].finditer(text):
        if (found and match.start() < found[-1][1]) or _is_told_of_others(text, match):
            continue
        end = max(match.end(), _CLAUSE_END.search(text, match.end()).start())  # type: ignore[union-attr]  # $ matches
        wish = text[match.start() : end].strip(_EDGES)
        if not (table(REQUESTS)["no_wish"].search(wish) or _was_refused(text, match.start(), end)):
            found.append((match.start(), end))
    return found


def _is_told_of_others(text: str, match: regex.Match[str]) -> bool:
    """Tell whether the words before belong to what somebody else said or refused: 柜员说要退….."""
    begins_a_clause = _CLAUSE_END.match(match.group())
    clause = regex.split(r"[，。！？；]", text[: match.start()])[-1]
    return bool(table(REQUESTS)["said_by_others" if begins_a_clause else "never"].search(clause))


def _was_refused(text: str, start: int, end: int) -> bool:
    """Tell whether a wish is what the customer wanted then and did not get: 想取消，客服说不行."""
    words = table(REQUESTS)
    return bool(words["wanted_then"].match(text[start:end]) and words["refused"].match(text[end:].lstrip(_EDGES)))


def _clauses(text: str) -> list[Span]:
    """Return where the clauses of a text begin and end."""
    starts = [0, *(match.end() for match in _CLAUSE_END.finditer(text) if match.group())]
    return [(start, _CLAUSE_END.search(text, start).start()) for start in starts]  # type: ignore[union-attr]


def _touch(text: str, clause: Span, wish: Span) -> bool:
    """Tell whether nothing but a pause stands between a clause and a wish."""
    (first, second) = sorted((clause, wish))
    return not text[first[1] : second[0]].strip(_EDGES)
