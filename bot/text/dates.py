"""Dates as people say them, brought into the forms that are kept and that customers are shown."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import regex

from bot.text.numbers import numeral
from bot.text.periods import Period, periods

CHINA = ZoneInfo("Asia/Shanghai")
_DOTTED = regex.compile(
    r"(?<![0-9./\-])(1[0-2]|0?[1-9])[./\-](3[01]|[12][0-9]|0?[1-9])(?![0-9./\-]|个?[元块万亿%]|[点个次天月日号]|(?:就|才|那个?)?是?(?:利率|年化|折|分|厘))"
)
_SLASHED = regex.compile(
    r"(?<![0-9./\-])(1[0-2]|0?[1-9])/(3[01]|[12][0-9]|0?[1-9])(?=(?:那天|当天)?(?:上午|下午|中午|早上|晚上|傍晚|凌晨|夜里|那天|当天|我?去|我?在(?!内)))"
)
"""11/25下午 is a day wherever it stands."""
_SLIP = regex.compile(r"(?<=月(?:[0-9]{1,2}|[一二三十]{1,3}))好(?=$|[，。\s])")
_TO = regex.compile(
    r"\s*(?:[，,]?(?:一直|直)?(?:到|至)了?|—|-|~|～)+\s*"
    r"|[^0-9。；！？]{0,12}(?:一直|直|拖|等)(?:一直|直|拖|等)?(?:到|至)了?\s*"
)
"""Between the ends of one stretch: 到, 一直到, or what went on meanwhile and 拖到."""
_UNTIL = regex.compile(r"[^0-9。；！？]{0,12}[，,…]+(?:到|至)了?\s*")
_ONLY_THEN = regex.compile(r"才|还|都?没|仍")
"""A stretch too: 11月10号卡冻了，到11月14号才解冻; no stretch: 9月1号办的卡，到9月15号少了300."""
_HAN_YEAR = regex.compile(r"(?<![一二三四五六七八九十])(?:二[零〇○]|一九)[零〇○一二三四五六七八九]{2}(?=年)")
_SINCE = regex.compile(
    r"(?:份)?(?:左右|前后|那会儿|那天)?(?:以来|开始|起|[一直]{0,2}(?:到|至)(?:现在|如今|而家|今[天日]?|目前|这会儿|眼下))"
)
_SOME_DAY = regex.compile(r"(?<=月(?:份)?(?:的)?)(?:二十|2[0-9]?|十|1[0-9]?)(?:几|来|多)[号日]")
_TWO_MONTHS = regex.compile(
    r"(?<![0-9一二三四五六七八九十])(一(?=二)|二(?=三)|三(?=四)|四(?=五)|五(?=六)|六(?=七)|七(?=八)|八(?=九))"
    r"([二三四五六七八九])月(?:份)?"
)
"""三四月份 is March to April."""
_MONTH_ONLY = regex.compile(
    r"(?<![0-9一二三四五六七八九十])(?P<n>[0-9]{1,2}|[一二三四五六七八九十]{1,2})(?=(?:到|至|-|~)[0-9一二三四五六七八九十]{1,2}月)"
)
_OR_DAY = regex.compile(
    r"(?P<month>(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2}|上个?)月)(?P<one>[0-9]{1,2}|[一二三]?十?[一二三四五六七八九十])(?:日|号)?"
    r"(?P<or>[，, ]?(?:还是|或者?|要么)(?:是)?)(?P<other>[0-9]{1,2}|[一二三]?十?[一二三四五六七八九十])(?:日|号)?"
)
_AND_DAY = regex.compile(
    r"(?P<month>(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2}|上个?)月)(?P<one>[0-9]{1,2}|[一二三]?十?[一二三四五六七八九十])(?:日|号)?"
    r"(?P<or>[、,，/]|和|跟|与)(?P<other>[0-9]{1,2}|[一二三]?十?[一二三四五六七八九十])(?:日|号)(?!线|楼|窗|柜|机|院)"
)
"""上个月12、13号 are two days of that month."""
UNTIL, SINCE = "至", "起"
"""Between the ends of a stretch that is kept, and behind the day from which on something lasts."""
_FORM = regex.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?")


@dataclass(frozen=True)
class FoundDate:
    """A date in a text: `value` is `YYYY-MM-DD`, `YYYY-MM` or a phrase such as `2026-09上旬`, `2026-09至2026-11`."""

    start: int
    end: int
    value: str
    in_future: bool


def today() -> date:
    """Return today in China."""
    return datetime.now(CHINA).date()


def find_dates(text: str, dotted: bool = False) -> list[FoundDate]:
    """Return the dates and stretches of a text in order; `dotted` reads 9.15 as 15 September too."""
    read = _MONTH_ONLY.sub(r"\g<n>月", _written_out(text))
    for listed in (_OR_DAY, _AND_DAY):
        read = listed.sub(r"\g<month>\g<one>日\g<or>\g<month>\g<other>日", read)
    read = (_DOTTED if dotted else _SLASHED).sub(r"\1月\2日", read)
    joined = _joined(read, _nearest(read, periods(read, today())))
    if len(read) == len(text):
        return joined
    return [FoundDate(0, len(text), found.value, found.in_future) for found in joined]


def _written_out(text: str) -> str:
    """Write 廿三 as 二十三, 二零二六年 as 2026年, 十月二十几号 as 十月下旬, and 11月20好 as was meant."""
    text = _HAN_YEAR.sub(lambda match: "".join(str(numeral(c)) for c in match.group(0).replace("○", "零")), text)
    text = text.replace("旧年", "去年").replace("月头", "月初")
    text = _SOME_DAY.sub(lambda match: "下旬" if match.group().startswith(("二", "2")) else "中旬", text)
    text = _TWO_MONTHS.sub(r"\1月到\2月", text)
    return _SLIP.sub("号", text.replace("廿", "二十").replace("卅", "三十"))


def find_date(text: str, dotted: bool = False) -> FoundDate | None:
    """Return the first date or stretch of a text that is not in the future, else the first one, or None."""
    found = find_dates(text, dotted)
    return next((day for day in found if not day.in_future), found[0] if found else None)


def spoken(value: str) -> str:
    """Write a kept date as people say it: 2026-09上旬 becomes 9月上旬 in 2026 and 2026年9月上旬 later."""
    this_year = set(regex.findall(r"[0-9]{4}", value)) == {str(today().year)}

    def plain(match: regex.Match[str]) -> str:
        year = "" if this_year else f"{match['year']}年"
        day = f"{int(match['day'])}日" if match["day"] else ""
        return f"{year}{int(match['month'])}月{day}"

    words = _FORM.sub(plain, value).replace(UNTIL, "到")
    return f"从{words[:-1]}开始" if words.endswith(SINCE) else words


def _joined(text: str, found: list[Period]) -> list[FoundDate]:
    """Join 9月 and 11月 of 9月到11月, or 9月底 and 10月初 of 9月底10月初, into one stretch."""
    dates: list[FoundDate] = []
    for before, period in zip([None, *found], found, strict=False):
        follows = before and before.end == period.start and before.last + timedelta(days=1) == period.first
        if before and (follows or _is_stretch(text, before, period)):
            last = period if "年" in text[period.start : period.end] else _not_before(before, period)
            value = f"{_form(before)}{UNTIL}{_form(last)}"
            dates[-1] = FoundDate(before.start, period.end, value, before.first > today())
        else:
            dates.append(_single(text, period))
    return dates


def _nearest(text: str, found: list[Period]) -> list[Period]:
    """Leave out what another day or month says more exactly: 今年春天，三月份吧; the ends of a stretch both count."""
    ends = {
        id(period)
        for before, after in pairwise(found)
        if _is_stretch(text, before, after)
        for period in (before, after)
    }
    return [
        period
        for period in found
        if id(period) in ends or _SINCE.match(text, period.end) or not any(_is_within(other, period) for other in found)
    ]


def _is_within(period: Period, whole: Period) -> bool:
    same = (period.first, period.last) == (whole.first, whole.last)
    return not same and not period.vague and whole.first <= period.first and period.last <= whole.last


def _is_stretch(text: str, before: Period, period: Period) -> bool:
    """Tell whether the words between two days, and those behind, make one stretch of them."""
    if _TO.fullmatch(text, before.end, period.start):
        return True
    return bool(_UNTIL.fullmatch(text, before.end, period.start) and _ONLY_THEN.match(text, period.end))


def _single(text: str, period: Period) -> FoundDate:
    """Return one date; 从去年开始 and 9月以来 say that it lasts."""
    since = _SINCE.match(text, period.end)
    end, lasts = (since.end(), SINCE) if since else (period.end, "")
    return FoundDate(period.start, end, _form(period) + lasts, period.first > today())


def _not_before(first: Period, last: Period) -> Period:
    """Return the end of a stretch in the year of its beginning, where that is not before it."""
    moved = last.in_year(first.first.year)
    return moved if moved.first >= first.first else last


def _form(period: Period) -> str:
    first, last = period.first, period.last
    if first == last:
        return f"{first:%Y-%m-%d}{period.vague}"
    if (first.year, first.month) == (last.year, last.month):
        whole = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
        thirds = {(1, 10): "上旬", (11, 20): "中旬", (21, calendar.monthrange(last.year, last.month)[1]): "下旬"}
        third = thirds.get((first.day, last.day))
        if whole or third:
            return f"{first:%Y-%m}{third or ''}"
    if first.year == last.year and first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        halves = {(1, 12): "", (1, 6): "上半年", (7, 12): "下半年"}
        half = halves.get((first.month, last.month))
        return f"{first:%Y}年{half}" if half is not None else f"{first:%Y-%m}{UNTIL}{last:%Y-%m}"
    return f"{first:%Y-%m-%d}{UNTIL}{last:%Y-%m-%d}"
