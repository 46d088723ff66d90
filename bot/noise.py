"""Messages as other people would have typed them: for measuring how well understanding bears it."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

import regex

from bot.text.normalize import to_traditional
from bot.text.sounds import sounds

SHARE = 0.1
"""Share of characters that a homophone replaces."""
_HAN = regex.compile(r"\p{Han}")
_PUNCTUATION = regex.compile(r"\p{P}+")
_EMOJI = ("😭", "🙏", "😡", "❓", "😰")

Noise = Callable[[str, random.Random], str]


def homophones(known: Iterable[str]) -> Noise:
    """Return a noise that replaces a tenth of the characters by others of the same sound, frequent ones first."""
    frequent = Counter(char for text in known for char in _HAN.findall(text))
    same: dict[str, list[str]] = defaultdict(list)
    for char, _count in frequent.most_common():
        same[sounds(char)].append(char)

    def noise(text: str, chance: random.Random) -> str:
        def other(char: str) -> str:
            choices = [c for c in same.get(sounds(char), ())[:6] if c != char] if _HAN.match(char) else []
            return chance.choice(choices) if choices and chance.random() < SHARE else char

        return "".join(other(char) for char in text)

    return noise


def traditional(text: str, chance: random.Random) -> str:
    """Write traditional characters."""
    return to_traditional(text)


def no_punctuation(text: str, chance: random.Random) -> str:
    """Leave out punctuation, as voice input does."""
    return _PUNCTUATION.sub("", text)


def emoji(text: str, chance: random.Random) -> str:
    """Put emoji behind a clause and at the end."""
    middle = text.replace("，", chance.choice(_EMOJI) + "，", 1)
    return middle + chance.choice(_EMOJI) * chance.randint(1, 3)
