"""What of a message is read: the whole of it, of a long story both ends, and its parts (docs/adr/0003)."""

from __future__ import annotations

from dataclasses import dataclass

import regex

LONGEST = 160
"""Characters read of a story: its beginning says what it is about, its end what came of it and what is asked."""
MOST_PARTS = 4
_ENDS = regex.compile(
    r"[。？！；?!;\n]+|，?(?:另外|(?<=，)还有|还有(?:就是|一?个(?:问题|事))|顺便(?:问(?:一?下)?)?|再(?:问|请教)(?:一?下|一个)?)，?|"
    r"(?<=[吗呢啊呀吧])，"
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


def views(text: str) -> Views:
    """Return the views of a normalised text."""
    return Views(both_ends(text), tuple(parts(text)))


def both_ends(text: str, longest: int = LONGEST) -> str:
    """Return a text of at most so many characters: the text itself, or its two ends."""
    return text if len(text) <= longest else text[: longest // 2] + text[-(longest // 2) :]


def parts(text: str) -> list[str]:
    """Return the sentences of a message that says at least two things, the last four of them; else nothing."""
    found = [part.strip("，, ") for part in _ENDS.split(text)]
    said = [part for part in found if len(regex.findall(r"\p{Han}", part)) >= 3]
    return said[-MOST_PARTS:] if len(said) >= 2 else []
