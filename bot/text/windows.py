"""Cutting messages up: long stories into windows, several questions into parts (docs/adr/0003)."""

from __future__ import annotations

from dataclasses import dataclass

import regex

WINDOW = 60
LONGEST = 600
LEADING = 160
"""Of a long story so many characters stand for the whole."""
MOST_PARTS = 4
_ENDS = regex.compile(
    r"[。？！；?!;\n]+|，?(?:另外|(?<=，)还有|还有(?:就是|一?个(?:问题|事))|顺便(?:问(?:一?下)?)?|再(?:问|请教)(?:一?下|一个)?)，?|"
    r"(?<=[吗呢啊呀吧])，|(?<=[吗呢么嘛啥整办样算不])还有(?!没|多少|几|什么|啥|救)|(?<=[谢了好吗呢，])对了(?=\p{Han}{3})，?"
)
_CLAUSES = regex.compile(r"[^，。！？；,!?;\n]*[，。！？；,!?;\n]?")


def windows(text: str, size: int = WINDOW) -> list[str]:
    """Return the text itself when it is short, else pieces of about `size` characters cut at clause ends.

    Of texts over 600 characters only the first and last 300 are read: a question stands at either end.
    """
    if len(text) <= size:
        return [text]
    if len(text) > LONGEST:
        text = text[: LONGEST // 2] + "，" + text[-LONGEST // 2 :]
    pieces: list[str] = []
    current = ""
    for clause in _CLAUSES.findall(text):
        for part in (clause[i : i + size] for i in range(0, len(clause), size)):
            if current and len(current) + len(part) > size:
                pieces.append(current)
                current = ""
            current += part
    return [*pieces, current] if current else pieces


@dataclass(frozen=True)
class Views:
    """A message as a whole, its windows when it is long, its parts when it says several things."""

    whole: str
    windows: tuple[str, ...]
    parts: tuple[str, ...]

    @property
    def all(self) -> list[str]:
        """Whole, windows and parts in this order."""
        return [self.whole, *self.windows, *self.parts]


def views(text: str) -> Views:
    """Return the views of a normalised text."""
    pieces = windows(text)
    if len(pieces) == 1:
        return Views(text, (), tuple(parts(text)))
    return Views(text[:LEADING], tuple(pieces), tuple(parts(text)))


def parts(text: str) -> list[str]:
    """Return the sentences of a message that says at least two things, the last four of them; else nothing."""
    found = [part.strip("，, ") for part in _ENDS.split(text)]
    said = [part for part in found if len(regex.findall(r"\p{Han}", part)) >= 3]
    return said[-MOST_PARTS:] if len(said) >= 2 else []
