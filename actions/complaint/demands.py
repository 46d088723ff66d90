"""What a customer wants, found in their own words: 我要退钱, 给我个说法, 把手续费退给我."""

from __future__ import annotations

import regex

from bot.lexicon import REQUESTS, table

LONGEST = 60
_CLAUSE_END = regex.compile(r"[，。！？；,.!?;\n]|$")


def find(text: str) -> str | None:
    """Return the part of a text that says what the customer wants, or None; several are joined."""
    kept: list[str] = []
    end = 0
    for match in table(REQUESTS)["wants"].finditer(text):
        if match.start() < end or _is_told_of_others(text, match):
            continue
        end = max(match.end(), _CLAUSE_END.search(text, match.end()).start())  # type: ignore[union-attr]  # $ matches
        wish = text[match.start() : end].strip("，。！？；,.!?; 、\n")
        if not table(REQUESTS)["no_wish"].search(wish):
            kept.append(wish)
    return "，".join(dict.fromkeys(kept))[:LONGEST] or None


def _is_told_of_others(text: str, match: regex.Match[str]) -> bool:
    """Tell whether the words before belong to what somebody else said or refused: 柜员说要退….."""
    begins_a_clause = _CLAUSE_END.match(match.group())
    clause = regex.split(r"[，。！？；]", text[: match.start()])[-1]
    return bool(table(REQUESTS)["said_by_others" if begins_a_clause else "never"].search(clause))
