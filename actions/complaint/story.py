"""What a customer tells in their own words: business, day, place, amount and wish, sure or to be confirmed."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from actions.complaint import demands, fields
from actions.services import services
from bot import places
from bot.lexicon import ANSWERS, DOORS, EDITS, heard, table, without
from bot.text import amounts, dates
from bot.text.normalize import clauses, in_clauses, normalize
from tickets import categories

MOST_CANDIDATES = 4
SURE, MAYBE = 0.8, 0.4
"""From these confidences on a business is filled in, or offered to be confirmed (docs/quality.md)."""
_WHOLE_YEAR = regex.compile(rf"[0-9]{{4}}年{dates.SINCE}?")
_FIGURES = regex.compile(r"[0-9]+(?:[-/.][0-9]+)+")
_IN_PROPORTION = regex.compile(r"[0-9](?:万|千|[wWkK])|收益|利率|利息|年化|[折倍%％]|个点")
"""Figures with a point are amounts or rates here, no days: 3.5w, 收益4.5."""
_CLAUSES = regex.compile(r"[，。！？；、,.!?;\s]+")
_LITTLE = regex.compile(r"[是在就去的那天个时候大概吧啊呀了好像可能，。！？、\s]")
HINT, SUBSTANCE = 5, 8
"""So many characters besides greeting, wish to complain and anger say something of what happened, or tell it."""
OTHER = "B.other"
"""No business of its own: nobody can tell whether it is meant, so it is taken, never asked back."""
RIVAL = 0.15
"""From this chance on a second business is offered beside the likeliest one."""


@dataclass(frozen=True)
class Told:
    """`values` are sure; `doubts` hold what may be meant, to be confirmed in one short question."""

    values: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, list[str]] = field(default_factory=dict)

    def only(self, slots: list[str]) -> Told:
        """Return what is told about these fields."""
        return Told(
            {slot: value for slot, value in self.values.items() if slot in slots},
            {slot: value for slot, value in self.doubts.items() if slot in slots},
        )


def read(raw: str) -> Told:
    """Return what a message in the customer's own words tells about the fields of a complaint."""
    text = in_clauses(raw)
    found = {
        "complaint_business": _businesses(text),
        "complaint_occurred_on": _days(text),
        "complaint_place": _places(text),
        "complaint_amount": _amounts(text),
        "complaint_request": [(demand, True)] if (demand := demands.find(text)) else [],
    }
    told = Told()
    for slot, candidates in found.items():
        if len(candidates) == 1 and candidates[0][1]:
            told.values[slot] = candidates[0][0]
        elif candidates:
            told.doubts[slot] = [value for value, _ in candidates[:MOST_CANDIDATES]]
    return told


def is_told(text: str) -> bool:
    """Tell whether a text says what happened, not only who complains, that they do, and how angry they are."""
    return len(_substance(text)) >= SUBSTANCE


def tells(text: str) -> bool:
    """Tell whether an answer to what happened says it, if in a few words: 多扣了两次, 态度恶劣 alone does not."""
    kept = _substance(text)
    return len(kept) >= SUBSTANCE or bool(heard("it_happened", kept) or table(DOORS)["matter"].search(kept))


def hints(text: str) -> bool:
    """Tell whether a sentence too short to be the story says something of it: 我要投诉信用卡乱扣年费."""
    return len(_substance(text)) >= HINT or bool(table(DOORS)["matter"].search(normalize(text)))


def grieves(raw: str) -> bool:
    """Tell whether a few words that a complaint was offered for say what went wrong: 柜员态度差，翻白眼."""
    return len(raw.strip()) >= SUBSTANCE and bool(table(DOORS)["matter"].search(normalize(raw)))


def is_of_a_matter(raw: str) -> bool:
    """Tell whether a message of before tells what went wrong, so that a complaint which begins now means it."""
    text = normalize(raw)
    says_so = goes_on(text) or heard("it_happened", text) or table(DOORS)["matter"].search(text)
    only_inquires = table(DOORS)["not_now"].search(text)
    return is_told(raw) and bool(says_so) and not (only_inquires or heard("about_the_form", text))


def is_none(raw: str) -> bool:
    """Tell whether a message only says that it tells nothing, in whatever clause: 烦死了, 都说过了."""
    said = clauses(raw)
    told = [clause for clause in said if not table(DOORS)["no_story"].search(normalize(clause))]
    if not (len(told) < len(said) or table(DOORS)["no_story"].search(normalize(raw))):
        return False
    rest = "，".join(told)
    return not (is_told(rest) and tells(rest)) and not goes_on(normalize(raw))


def is_lone(raw: str) -> bool:
    """Tell whether an answer to what happened is a mere place or day."""
    text = in_clauses(raw)
    named = [(day.start, day.end) for day in days(text)]
    rest = "".join(c for i, c in enumerate(text) if not any(start <= i < end for start, end in named))
    for place in places.find(rest) or filter(None, [places.read(rest)]):
        rest = rest.replace(place.value, "")
        named.append((0, 0))
    return bool(named) and len(_LITTLE.sub("", rest)) <= 1


def _substance(text: str) -> str:
    """Return what is left of a text without greeting, wish to complain, anger, threats and bare names."""
    kept = (without("tells_nothing", clause) for clause in _CLAUSES.split(in_clauses(text)))
    return "".join(clause for clause in kept if not table(DOORS)["names_only"].search(clause))


def goes_on(text: str) -> bool:
    """Tell whether a message tells more of what happened: somebody or something did it."""
    told = heard("who_did_it", text) and heard("it_happened", text) and is_told(text)
    return bool(told) and not heard("about_the_form", text)


def tells_a_fact(text: str) -> bool:
    """Tell whether a few words say who or what was in the matter: 客户经理姓刘, 他骂我."""
    return bool(table(EDITS)["tells_a_fact"].search(text)) and not heard("about_the_form", text)


def days(text: str) -> list[dates.FoundDate]:
    """Return the days of the matter that a text names: not the one on which somebody died or was born."""
    other = [match.span() for match in table(ANSWERS)["another_day"].finditer(text)]
    found = dates.find_dates(text, dotted=len(text) <= 12 and not _IN_PROPORTION.search(text))
    return [day for day in found if not any(start <= day.start < end for start, end in other)]


Candidates = list[tuple[str, bool]]


def _businesses(text: str) -> Candidates:
    """Return the business that the story names by itself or is surely about, else what it may be, to be confirmed."""
    if not is_told(text) and categories.suggest("business", text) is None:
        return []
    named = categories.named("business", _CLAUSES.split(text)[0])
    if named:
        return [(named, True)]
    best, rival, *_ = services().classifier.rank(text)["business"]
    if best.confidence >= SURE or (best.code == OTHER and best.confidence >= MAYBE):
        return [(best.code, True)]
    possible = [best, rival] if rival.confidence >= RIVAL and rival.code != OTHER else [best]
    return [(each.code, False) for each in possible] if best.confidence >= MAYBE else []


def _days(text: str) -> Candidates:
    """Return the days a story names; whole years and today give way to anything nearer the matter."""
    found = [day.value for day in days(text) if not day.in_future]
    today = f"{dates.today():%Y-%m-%d}"
    exact = [value for value in found if not _WHOLE_YEAR.fullmatch(value)]
    earlier = [value for value in exact if not value.startswith(today)]
    return [(value, True) for value in dict.fromkeys(earlier or exact or found)]


def _places(text: str) -> Candidates:
    """Return the places a story names; a mere counter does not say of which branch, so that is asked."""
    everywhere = table(EDITS)["of_a_branch"]
    return [(place.value, place.sure) for place in places.find(text) if not everywhere.match(place.value)]


def _without_days(text: str) -> str:
    """Return a text without its days in figures, which look like a range of amounts: 2026-11-22."""
    for day in reversed(days(text)):
        if _FIGURES.fullmatch(text[day.start : day.end]):
            text = f"{text[: day.start]}，{text[day.end :]}"
    return text


def _amounts(text: str) -> Candidates:
    text = _without_days(text)
    values = (fields.in_range(value) for value in amounts.stated(text).candidates)
    stated = [(value, True) for value in values if value is not None]
    borrowed = None if stated else fields.in_range(amounts.lent(text))
    return [(borrowed, False)] if borrowed else stated
