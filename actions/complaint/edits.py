"""A change inside a text of the complaint: one thing put for another, something added, something taken out."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from bot.lexicon import EDITS, table
from bot.text.normalize import to_simplified

_EDGES = "，。；！？：、,.;!?:~～“”\"'「」 "
_NUMERAL = "[0-9.零〇一二三四五六七八九十百千万]"
_UNIT = "[%元块]"
_CLAUSE = regex.compile(r"[^，。；！？;!?\n]+[，。；！？;!?\n]*")


@dataclass(frozen=True)
class Edit:
    """`old` goes and `new` comes; one of them may be empty."""

    old: str = ""
    new: str = ""


def read(said: str) -> Edit | None:
    """Return the change that the words behind the name of a field ask for; None when they give a whole new text."""
    words = table(EDITS)
    said = words["inside"].sub("", said).strip(_EDGES)
    if match := words["takes_out"].search(said):
        return Edit(old=words["piece_lead"].sub("", match["old"].strip(_EDGES)).strip(_EDGES))
    if match := words["replaces"].search(said):
        return Edit(match["old"].strip(_EDGES), words["trailing"].sub("", match["new"]).strip(_EDGES))
    if match := words["adds"].search(said):
        return Edit(new=match["more"].strip(_EDGES))
    return None


def puts_right(said: str) -> Edit | None:
    """Return what words put for what else, as 不是南门，是北街 does; None when they do not say both."""
    edit = read(said)
    return edit if edit and edit.old and edit.new else None


def of_numbers(said: str) -> bool:
    """Tell whether of something that is named one mere number is put for another: 利率是3.8不是4."""
    edit = puts_right(said)
    if edit is None or table(EDITS)["puts_on"].match(said):
        return False
    return all(regex.fullmatch(f"{_NUMERAL}+[%成个点]*", side) for side in (edit.old, edit.new))


def holds(text: str, piece: str) -> bool:
    """Tell whether a text has these words, in whatever script; a number is not part of a longer one."""
    if table(EDITS)["last_piece"].match(piece):
        return _last(text) is not None
    return _find(text, piece) is not None


def applied(edit: Edit, text: str, between: str) -> str | None:
    """Return the text with the change; None when it does not hold what should go."""
    if not edit.old:
        return text if holds(text, edit.new) else between.join(filter(None, [text, edit.new]))
    found = _last(text) if table(EDITS)["last_piece"].match(edit.old) else _find(text, edit.old)
    if found is None and not edit.new:
        found = _about(text, edit.old)
    if found is None:
        return None
    if edit.new:
        return _replaced(text, edit)
    return _without(text, found)


def _replaced(text: str, edit: Edit) -> str:
    """Put the new words for all of the old ones; a unit is neither doubled nor lost: 4% → 3.8%."""
    done, rest = "", text
    while found := _find(rest, edit.old):
        start, end = found
        if regex.match(_UNIT, rest[end:]) and rest[end] == edit.new[-1]:
            end += 1
        if regex.match(_UNIT, rest[end - 1]) and regex.match(_NUMERAL, edit.new[-1]):
            end -= 1
        done, rest = f"{done}{rest[:start]}{edit.new}", rest[end:]
    return done + rest


def _without(text: str, found: tuple[int, int]) -> str:
    """Take words out with the clause they are in; what is only part of a sentence in one piece goes alone."""
    start, end = found
    clauses = [match.span() for match in _CLAUSE.finditer(text)]
    touched = [(first, last) for first, last in clauses if first < end and last > start]
    kept = text[: touched[0][0]] + text[touched[-1][1] :] if touched and len(clauses) > 1 else text[:start] + text[end:]
    kept = kept.strip(_EDGES + "\n")
    return kept if len(kept) > 1 else ""


def _last(text: str) -> tuple[int, int] | None:
    """Return where the last clause of a text stands; a text of one clause is no piece."""
    clauses = [match.span() for match in _CLAUSE.finditer(text)]
    return clauses[-1] if len(clauses) > 1 else None


def _about(text: str, piece: str) -> tuple[int, int] | None:
    """Return the one clause of several that says most of what is named: 我儿子吵架 of 我儿子跟他吵了两句."""
    simple, wanted = to_simplified(text), set(_pairs(to_simplified(piece)))
    clauses = [match.span() for match in _CLAUSE.finditer(text)] if len(simple) == len(text) else []
    shares = [len(wanted & set(_pairs(simple[start:end]))) for start, end in clauses]
    best = max(shares, default=0)
    told = len(clauses) > 1 and best > 0 and best * 2 >= len(wanted) and shares.count(best) == 1
    return clauses[shares.index(best)] if told else None


def _pairs(text: str) -> list[str]:
    return [text[i : i + 2] for i in range(len(text) - 1)]


def _find(text: str, piece: str) -> tuple[int, int] | None:
    """Return where the words stand in a text; else where the number they end with does: 利率4% in 年化4%."""
    simple = to_simplified(text)
    if not piece or len(simple) != len(text):
        return None
    ends_in_a_number = regex.search(rf"{_NUMERAL}+{_UNIT}?$", piece)
    named = table(EDITS)["piece_tail"].sub("", piece)  # 电话里 stands for 打电话…
    for wanted in filter(None, [piece, ends_in_a_number and ends_in_a_number.group(), named]):
        before = rf"(?<!{_NUMERAL})" if regex.match(_NUMERAL, wanted) else ""
        behind = rf"(?!{_NUMERAL})" if regex.match(_NUMERAL, wanted[-1]) else ""
        if match := regex.search(f"{before}{regex.escape(to_simplified(wanted))}{behind}", simple):
            return match.span()
    return None
