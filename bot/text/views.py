"""What of a message is read: the whole of it, of a long story both ends, and its parts (docs/adr/0003)."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from bot.lexicon import heard
from bot.text.normalize import in_clauses

LONGEST = 160
"""Characters read of a story: its beginning says what it is about, its end what came of it and what is asked."""
MOST_PARTS = 4
A_QUESTION = 60
"""In a longer message commas are left alone: a story asks in many clauses."""
_ENDS = regex.compile(
    r"[。？！；?!;\n]+|，?(?:另外|(?<=，)还有|还有(?:就是|一?个(?:问题|事))|顺便(?:问(?:一?下)?)?|再(?:问|请教)(?:一?下|一个)?)，?|"
    r"(?<=[吗呢啊呀吧])，|(?<=[吗呢么嘛啥整办样算不])还有(?!没|多少|几|什么|啥|救)|(?<=[谢了好吗呢，])对了(?=\p{Han}{3})，?"
)


@dataclass(frozen=True)
class Views:
    """A message as a whole, and its parts when it says several things."""

    whole: str
    parts: tuple[str, ...]

    @property
    def all(self) -> list[str]:
        """The whole, then the parts."""
        return [self.whole, *self.parts]


def views(text: str, clauses: str | None = None) -> Views:
    """Return the views of a normalised text; `clauses` is the same with its pauses as commas."""
    return Views(both_ends(text), tuple(parts(clauses or text)))


def asks(text: str) -> bool:
    """Tell whether a text as it was typed asks something in one of its last two clauses."""
    return any(heard("asks", clause) for clause in in_clauses(text).split("，")[-2:])


def both_ends(text: str, longest: int = LONGEST) -> str:
    """Return a text of at most so many characters: the text itself, or its two ends."""
    return text if len(text) <= longest else text[: longest // 2] + text[-(longest // 2) :]


def parts(text: str) -> list[str]:
    """Return the sentences of a message that says at least two things, the last four of them; else nothing."""
    found = [part.strip("，, ") for sentence in _ENDS.split(text) for part in _questions(sentence)]
    said = [part for part in found if len(regex.findall(r"\p{Han}", part)) >= 3]
    return said[-MOST_PARTS:] if len(said) >= 2 else []


def _questions(sentence: str) -> list[str]:
    """Return the questions that a short sentence asks one after the other, else the sentence as it is."""
    if len(sentence) > A_QUESTION:
        return [sentence]
    asked, begun = [], ""
    for clause in sentence.split("，"):
        begun = f"{begun}，{clause}" if begun else clause
        if heard("asks", clause):
            asked.append(begun)
            begun = ""
    if len(asked) < 2:
        return [sentence]
    return [*asked, begun] if begun else asked
