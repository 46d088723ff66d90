"""A message taken apart by the fields of a complaint that it speaks of: 地点改成西关支行，金额写100."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from actions.complaint import confirming, demands, edits, fields
from bot.lexicon import EDITS, FIELDS, heard, table, without
from bot.text.normalize import clauses

_EDGES = "，。；！？：、,.;!?:~～ "
LONGEST_BLAME = 30
"""A longer message that asks how something came to be written tells a story: 你怎么写成我签的字."""
SHORTEST_NAME_AND_CUE = 8
"""While a story is asked, a correction begins with the field and says so within as many characters."""


@dataclass(frozen=True)
class Part:
    """Neighbouring clauses about the same fields; without fields the values have to speak for themselves."""

    slots: tuple[str, ...]
    text: str
    is_blamed: bool = False
    """Whether it asks what has been written there: 你这写的凭证呢."""


def fields_named(text: str) -> tuple[str, ...]:
    """Return the fields that a text names, in the order of naming."""
    found = {slot: match.start() for slot, words in table(FIELDS).items() if (match := words.search(text))}
    return tuple(sorted(found, key=lambda slot: found[slot]))


def bare_field(text: str) -> str | None:
    """Return the field whose name is all that a message says."""
    return next((slot for slot, words in table(FIELDS).items() if words.fullmatch(text.strip(_EDGES))), None)


def behind_name(slot: str, text: str) -> str:
    """Return what stands behind the name of a field, with what is to be done to it: 去掉诉求里的利息 → 里的利息去掉."""
    does = table(EDITS)["does"]
    match = regex.match(
        rf"^(?:把|将|的|那个|这个|在|就是|就|那|{does.pattern})*(?:{table(FIELDS)[slot].pattern})", text
    )
    if match is None:
        return text
    done = does.search(match.group())
    return table(EDITS)["remark_behind_name"].sub("", text[match.end() :]) + (done.group() if done else "")


def split(text: str) -> list[Part]:
    """Put the clauses together by the field they are about; a clause without one goes with the clause before.

    A yes to the whole, a question, and what is said about the card itself are no part of a value.
    """
    parts: list[Part] = []
    for clause in clauses(text):
        if parts and _is_a_whole_text(parts[-1]):
            parts[-1] = replace(parts[-1], text=f"{parts[-1].text}，{clause}")
            continue
        if about_the_card(clause) and (blamed := fields_named(clause)):
            parts.append(Part(blamed[:1], _name_in(clause, blamed[0]), is_blamed=True))
            continue
        if is_beside(clause) and not (parts and _wishes_on(parts[-1], clause)):
            continue
        named = fields_named(_before_the_value(clause))
        named = named[:1] if named and named[0] in fields.FREE_TEXT else named
        if parts and _goes_on(parts[-1], clause, named):
            parts[-1] = replace(parts[-1], text=f"{parts[-1].text}，{clause}")
        else:
            parts.append(Part(named, clause))
    return parts


def is_beside(clause: str) -> bool:
    """Tell whether a clause sends the whole in, asks something, or speaks of the card, and so gives no value."""
    clause = table(EDITS)["afresh"].sub("", clause).strip(_EDGES)
    if not clause or confirming.says_yes(clause) or about_the_card(clause):
        return True
    said = (
        heard("misspoke_first", clause)
        or (heard("corrects", clause) and fields_named(clause))
        or opens(clause)
        or table(EDITS)["tells_a_fact"].search(clause)
    )
    return bool(heard("asks", clause)) and not said


def about_the_card(text: str) -> bool:
    """Tell whether words are about what the card has or lacks, not about the matter."""
    return bool(table(EDITS)["about_the_card"].search(text))


def opens(clause: str) -> bool:
    """Tell whether a clause begins with the name of a field and says what becomes of it: 金额写100."""
    rest = table(EDITS)["afresh"].sub("", clause)
    found = next((match for words in table(FIELDS).values() if (match := words.match(rest))), None)
    return found is not None and bool(table(EDITS)["opens"].match(rest[found.end() :]))


def begins_with_it(text: str) -> bool:
    """Tell whether a message begins by correcting: 时间写错了…, 说错了…; a story has such words somewhere."""
    rest = without("begins_afresh", text)
    if len(text) <= LONGEST_BLAME and table(EDITS)["blames_the_card"].search(text):
        return True
    behind = without("changes_first", rest).strip(_EDGES)
    if behind != rest and any(words.match(behind) for words in table(FIELDS).values()):
        return True
    cue = heard("corrects", rest)
    named = any(words.match(rest) for words in table(FIELDS).values())
    if named and len(text) <= LONGEST_BLAME and table(EDITS)["takes_out"].search(text):
        return True
    if named:
        return cue is not None and cue.start() <= SHORTEST_NAME_AND_CUE
    return bool(heard("misspoke_first", rest))


def _name_in(clause: str, slot: str) -> str:
    match = table(FIELDS)[slot].search(clause)
    return match.group() if match else ""


def _goes_on(part: Part, clause: str, named: tuple[str, ...]) -> bool:
    """Tell whether a clause belongs to the part before it."""
    if part.slots and part.slots[0] in fields.FREE_TEXT:
        return not (opens(clause) or begins_with_it(clause))
    if named:
        return named == part.slots
    return not part.slots or not _is_of_its_own(clause)


def _wishes_on(part: Part, clause: str) -> bool:
    """Tell whether a clause that sounds like a question goes on with a wish: 诉求写尽快办，并说明为什么拖."""
    wish = demands.find(clause) or demands.names_a_remedy(clause)
    return part.slots[:1] == ("complaint_request",) and bool(wish) and not heard("asks_how", clause)


def _is_of_its_own(clause: str) -> bool:
    """Tell whether a clause tells of something that it names itself: 利率说的是3.8不是4, 产品叫稳盈."""
    named = edits.puts_right(clause) or table(EDITS)["tells_a_fact"].search(clause)
    return named is not None and not table(EDITS)["puts_on"].match(clause)


def _is_a_whole_text(part: Part) -> bool:
    """Tell whether a new story is told behind a colon, to the end of the message."""
    return part.slots[:1] == ("complaint_facts",) and "：" in part.text


def _before_the_value(clause: str) -> str:
    """Cut a clause before the new value, which may hold the word for a field: 应该是西关支行, 地点是电话."""
    kept = without("negated", clause)
    lead = heard("new_value_lead", kept)
    if not lead:
        return kept
    behind_the_lead = any(words.match(kept, lead.end()) for words in table(FIELDS).values())
    return kept if behind_the_lead and not fields_named(kept[: lead.end()]) else kept[: lead.end()]
