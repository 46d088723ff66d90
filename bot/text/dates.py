"""Dates as people say them: 上周三, 国庆前后, 9月初, 9.15. Parsing is JioNLP's; the forms kept are ours."""

from __future__ import annotations

import calendar
import logging
import time
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import regex

CHINA = ZoneInfo("Asia/Shanghai")
_HINT = regex.compile(r"[年月日号天周昨前今节初底旬]|礼拜|星期|春|夏|秋|冬|刚才|[0-9][./-][0-9]|[0-9]{8}")
_HOURS = regex.compile(r"[一半整大好几个]*(?:天|上午|下午|早上|早晨|中午|晚上|夜里|傍晚|凌晨|夜)")
"""等了一上午 tells how long, not when."""
_DOTTED = regex.compile(r"(?<![0-9.])(1[0-2]|0?[1-9])[./](3[01]|[12][0-9]|0?[1-9])(?![0-9.]|[元块万%])")
_FULL_DOTTED = regex.compile(r"(?<![0-9])(20[0-9]{2})[./](1[0-2]|0?[1-9])[./](3[01]|[12][0-9]|0?[1-9])(?![0-9])")


@dataclass(frozen=True)
class FoundDate:
    """A date in a text: `value` is `YYYY-MM-DD`, `YYYY-MM` or a phrase such as `2026-09上旬`."""

    start: int
    end: int
    value: str
    in_future: bool


@cache
def _parser() -> Any:
    import contextlib
    import io

    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        import jionlp  # prints a banner and takes a second: only when the first date has to be read
        from jionlp.gadget import time_parser

    time_parser.logging = logging.getLogger("jionlp")  # it logs what it cannot read, a customer's words, by root
    time_parser.logging.setLevel(logging.CRITICAL)
    return jionlp.ner.extract_time


def today() -> date:
    """Return today in China."""
    return datetime.now(CHINA).date()


def find_date(text: str, dotted: bool = False) -> FoundDate | None:
    """Return the first date or period of a text, or None; `dotted` reads 9.15 as 15 September too."""
    if not _HINT.search(text):
        return None
    read = _FULL_DOTTED.sub(r"\1年\2月\3日", text)
    read = _DOTTED.sub(r"\1月\2日", read) if dotted else read
    base = time.mktime(datetime.now(CHINA).replace(tzinfo=None).timetuple())
    try:
        found = _parser()(read, time_base=base, with_parsing=True)
    except (ValueError, KeyError, IndexError, TypeError, OverflowError):  # odd input trips the parser: no date then
        return None
    for item in found:
        if (
            item.get("type") in ("time_point", "time_span")
            and item.get("detail")
            and not _HOURS.fullmatch(item["text"])
        ):
            value = _form(item["text"], item["detail"]["time"])
            if value:
                start, end = item["offset"] if read == text else (0, len(text))
                return FoundDate(start, end, value[0], value[1] > today())
    return None


def _form(words: str, span: list[str]) -> tuple[str, date] | None:
    """Turn a span into the form that is kept, and the first day it may mean."""
    if len(span) != 2 or span[1] in ("inf", "-inf"):
        return None
    last = date.fromisoformat(span[1][:10])
    first = last if span[0] in ("-inf", "inf") else date.fromisoformat(span[0][:10])
    if not 1990 <= first.year <= 2100:
        return None
    if ("前" in words[-2:] and span[0] == "-inf") or "前后" in words:
        return f"{last:%Y-%m-%d}前后", last
    if first == last:
        return f"{first:%Y-%m-%d}", first
    if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%Y-%m}", first
        if (first.month, last.month) == (1, 12) and first.year == last.year:
            return f"{first:%Y}年", first
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}{_third(first.day, last.day)}", first
    return f"{first:%Y-%m-%d}至{last:%Y-%m-%d}", first


def _third(first: int, last: int) -> str:
    if last <= 10:
        return "上旬"
    return "下旬" if first >= 21 else "中旬"
