"""How a message sounds: pinyin without tones, so that 刷弹 and 刷单 read the same."""

from __future__ import annotations

from functools import lru_cache

from pypinyin import Style, lazy_pinyin


@lru_cache(1 << 15)  # training reads every sentence three times
def sounds(text: str) -> str:
    """Return the syllables of a normalised text, blanks between; what has no pinyin stays as it is."""
    return " ".join(lazy_pinyin(text, style=Style.NORMAL))
