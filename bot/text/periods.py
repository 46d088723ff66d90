"""Words for days and stretches of time (上周三, 9月初, 国庆前后, 去年): which first and last day they mean."""
# ruff: noqa: E501  # a broken pattern is harder to read than a long one

from __future__ import annotations

import calendar
import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import regex

from bot.text.lunar import LUNAR, SOLAR, festival_in, lunar_year, solar
from bot.text.numbers import numeral

_N = r"(?:[0-9]{1,2}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_YEAR = r"(?:(?:(?P<year>(?:20[0-9]|19[5-9])[0-9]|[0-9]{2}(?=年\s?(?:[0-9]|[一二三四五六七八九十]{1,2}月|[底初末上下春夏秋冬])))\s?年?|(?P<ago>大前年|前年|去年|今年|明年))的?\s?)"
_MONTH_OF = r"(?P<back>大上个?|上上个?|上个?|这个?|本|下个?)月的?\s?"
_MONTH_NAMED = rf"(?P<month>{_N})\s?月(?:份)?(?:的)?"
_LUNAR_DAY = (
    r"(?:(?P<ago>大前年|前年|去年|今年)的?)?(?:(?:农历|农曆|阴历|旧历)(?:的)?(?:(?P<ago>大前年|前年|去年|今年)的?)?(?P<moon>腊月|正月|(?:[一二三四五六七八九十]{1,2}|冬|[0-9]{1,2})月)"
    r"|(?P<moon>腊月|正月)|(?P<moon>(?:[一二三四五六七八九]|十[一二]?|冬|[0-9]{1,2})月)(?=初[一二三四五六七八九十](?![日号级中])))(?P<day>初?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2}))?(?P<some>几|来|多)?(?:日|号)?"
)
_THIRD = r"(?P<third>初|上旬|中旬|下旬|底|末|中(?!午|国|心))"
_DAY = r"(?P<day>[0-9]{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]|初[一二三四五六七八九十])(?:日|号|(?<=初.)(?![中级])|(?=[，。\s]|$|那天|早|晚|上午|下午|中午|去|我|在|还是|或|和|跟|与|、|[两二]回|[两二]次|来着|左右|前后))"
_NOT_COUNTER = r"(?!窗|柜|线|楼|机|店|院|厅|员|客服|行|门|卡|桌|单|通知|床|车|房)"
_FESTIVAL = "|".join(
    sorted([*SOLAR, *LUNAR, "十一(?=期间|假期|长假|那天|当天|的时候|前|后|节)"], key=len, reverse=True)
)
_ONE_DAY = ("双十一", "双11", "双十二", "618", "六一八")
_YEAR_PARTS = {
    "初": (1, 1), "中": (6, 7), "底": (12, 12), "末": (12, 12), "春": (3, 5), "夏": (6, 8), "秋": (9, 11), "冬": (12, 2),
    "上半年": (1, 6), "下半年": (7, 12),
}  # fmt: skip
_RELATIVE_DAYS = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "夜": -1, "听": 1}
_RELATIVE_DAYS |= dict.fromkeys("琴寻尋噚擒", -1)
_WEEKDAYS = {
    name: index for index, names in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天末7")) for name in names
}
_YEARS_BACK = {"大前年": 3, "前年": 2, "去年": 1, "今年": 0, "明年": -1}
_LUNAR_MONTH = timedelta(days=28)
_SOME_DAYS = timedelta(days=9)
"""二十几 is one of so many days."""
ABOUT = "前后"
"""Stands behind a day that is only about so."""
_FUTURE_WITHIN = timedelta(days=60)
"""A month and day without a year lie in the past, unless they come so soon that the coming one may be meant."""


@dataclass(frozen=True)
class Period:
    """A stretch of time in a text; `vague` is what the words say about its edge: `ABOUT`, 前, 后."""

    start: int
    end: int
    first: date
    last: date
    vague: str = ""

    def in_year(self, year: int) -> Period:
        """Return the same days of another year; a leap day becomes the last of February."""
        return replace(self, first=_same_day(self.first, year), last=_same_day(self.last, year))


def periods(text: str, today: date) -> list[Period]:
    """Return every day or stretch that a text names, in order; where rules overlap the longer reading counts."""
    found = [period for pattern, read in _RULES for period in _read_all(pattern, read, text, today)]
    kept: list[Period] = []
    for period in sorted(found, key=lambda period: (period.start - period.end, period.start)):
        if all(period.end <= other.start or period.start >= other.end for other in kept):
            kept.append(period)
    return sorted(kept, key=lambda period: period.start)


Span = tuple[date, date, str]
Rule = Callable[["regex.Match[str]", date], Span]


def _read_all(pattern: regex.Pattern[str], read: Rule, text: str, today: date) -> Iterator[Period]:
    for match in pattern.finditer(text):
        with contextlib.suppress(ValueError):  # the 31st of a short month, the year 0
            yield Period(match.start(), match.end(), *read(match, today))


# ---- rules: one form of words each


def _year_month_day(match: regex.Match[str], today: date) -> Span:
    year, month, day = _year(match, today), numeral(match["month"]), numeral(match["day"].removeprefix("初"))
    found = date(year or today.year, month, day)
    if year is None and found > today + _FUTURE_WITHIN:
        found = date(today.year - 1, month, day)
    return found, found, ""


def _year_month(match: regex.Match[str], today: date) -> Span:
    year, month = _year(match, today), numeral(match["month"])
    if year is None and date(today.year, month, 1) > today + _FUTURE_WITHIN:
        year = today.year - 1
    return _month(year or today.year, month, match["third"])


def _relative_month(match: regex.Match[str], today: date) -> Span:
    back = match["back"]
    first = _months_before(
        today, 2 if back.startswith(("上上", "大上")) else 1 if back[0] == "上" else -1 if back[0] == "下" else 0
    )
    if match["day"]:
        found = first.replace(day=numeral(match["day"].removeprefix("初")))
        return found, found, ""
    span = _month(first.year, first.month, match["third"])
    return (span[0], min(span[1], max(today, span[0])), "") if match["third"] else span


def _bare_month_third(match: regex.Match[str], today: date) -> Span:
    return _month(today.year, today.month, match["third"])


def _whole_year(match: regex.Match[str], today: date) -> Span:
    year = _year(match, today) or today.year
    return date(year, 1, 1), date(year, 12, 31), ""


def _lunar_day(match: regex.Match[str], today: date) -> Span:
    """Read 腊月二十八, 农历八月十五, 十月初一, 正月 as a whole: of the year named, else the latest not to come."""
    moon = match["moon"].removesuffix("月")
    month = {"腊": 12, "冬": 11, "正": 1}.get(moon) or numeral(moon)
    day = numeral(match["day"].removeprefix("初")) if match["day"] else 1
    if match["ago"]:
        found = solar(lunar_year(today) - _YEARS_BACK[match["ago"]], month, day)
    else:
        found = next(past for back in range(3) if (past := solar(today.year - back, month, day)) <= today)
    if match["day"] and match["some"]:
        return found, min(found + _SOME_DAYS, today), ""
    return found, found if match["day"] else min(found + _LUNAR_MONTH, today), ""


def _part_of_year(match: regex.Match[str], today: date) -> Span:
    first, last = _YEAR_PARTS[match["part"].removesuffix("天")]
    year = _year(match, today) or today.year - (date(today.year, first, 1) > today)
    start = date(year, first, 1)
    if last < first:  # winter goes on into the next year
        return start, min(_end_of_month(year + 1, last), max(today, start)), ""
    return start, _end_of_month(year, last), ""


def _relative_day(match: regex.Match[str], today: date) -> Span:
    found = today + timedelta(days=_RELATIVE_DAYS[match["word"]])
    return found, found, ""


def _just_now(match: regex.Match[str], today: date) -> Span:
    return today, today, ""


def _some_days_ago(match: regex.Match[str], today: date) -> Span:
    found = today - timedelta(days=3)
    return found, found, ABOUT


def _counted_back(match: regex.Match[str], today: date) -> Span:
    count, unit = match["count"], match["unit"]
    vague = ABOUT if match["about"] or unit != "天" else ""
    if unit == "天":
        found = today - timedelta(days=numeral(count))
    elif count.startswith("半"):
        found = today - timedelta(days=15) if "月" in unit else _months_before(today, 6)
    elif "月" in unit:
        found = _months_before(today, numeral(count))
        return found, _end_of_month(found.year, found.month), ""
    elif "年" in unit:
        return date(today.year - numeral(count), 1, 1), date(today.year - numeral(count), 12, 31), ""
    else:
        found = today - timedelta(weeks=numeral(count))
    return found, found, vague


def _counted_back_about(match: regex.Match[str], today: date) -> Span:
    """Read 三四天前: some day between the two."""
    near, far = numeral(match["near"]), numeral(match["far"])
    if "年" in match["unit"]:
        return date(today.year - far, 1, 1), date(today.year - near, 12, 31), ""
    if "月" in match["unit"]:
        last = _months_before(today, near)
        return _months_before(today, far), _end_of_month(last.year, last.month), ""
    days = 1 if match["unit"] in "天日" else 7
    return today - timedelta(days=far * days), today - timedelta(days=near * days), ""


def _lately(match: regex.Match[str], today: date) -> Span:
    """Read 这半个月, 最近一周: from so long ago to today."""
    count, unit = match["count"], match["unit"]
    if "月" in unit:
        days = 15 if count == "半" else 30 * numeral(count)
    else:
        days = numeral(count) * (1 if unit in "天日" else 7)
    return today - timedelta(days=days), today, ""


def _weekday(match: regex.Match[str], today: date) -> Span:
    monday = today - timedelta(days=today.weekday())
    said = match["back"] or ""
    back = -1 if said == "下" else said.count("上") + said.count("大")
    if match["day"] is None:
        first = monday - timedelta(weeks=back)
        return first, min(first + timedelta(days=6), max(today, first)), ""
    found = monday + timedelta(days=_WEEKDAYS[match["day"]] - 7 * back)
    if not said and found > today:
        found -= timedelta(days=7)
    return found, found, ""


def _day_of_month(match: regex.Match[str], today: date) -> Span:
    day = numeral(match["day"])
    first = today.replace(day=1) if day <= today.day else _months_before(today, 1)
    found = first.replace(day=day)
    return found, found, ""


def _festival(match: regex.Match[str], today: date) -> Span:
    year = _year(match, today)
    found = festival_in(match["name"], year or today.year)
    if year is None and found > today + _FUTURE_WITHIN:
        found = festival_in(match["name"], today.year - 1)
    near = match["near"] or ""
    if near in ("前", "之前", "后", "之后", "过后"):
        return found, found, near[-1]
    if near.endswith("前一天"):
        found -= timedelta(days=1)
    exact = near.endswith("一天") or near in ("那天", "当天", "当日") or match["name"] in _ONE_DAY
    return found, found, "" if exact else ABOUT


def _day_of_festival(match: regex.Match[str], today: date) -> Span:
    """Read 国庆第二天, 大年初三."""
    year, after = _year(match, today), timedelta(days=numeral(match["nth"]) - 1)
    found = festival_in(match["name"] or "春节", year or today.year) + after
    if year is None and found > today + _FUTURE_WITHIN:
        found = festival_in(match["name"] or "春节", today.year - 1) + after
    return found, found, ""


def _digits(match: regex.Match[str], today: date) -> Span:
    found = date(int(match["year"]), int(match["month"]), int(match["day"]))
    return found, found, ""


_RULES: tuple[tuple[regex.Pattern[str], Rule], ...] = (
    (regex.compile(r"(?<![0-9])(?P<year>20[0-9]{2})[-./]?(?P<month>1[0-2]|0?[1-9])[-./]?(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9])"), _digits),
    (regex.compile(rf"{_YEAR}?(?<![每0-9]){_MONTH_NAMED}(?!初[一二三四五六七八九十](?![日号级中])){_DAY}"), _year_month_day),
    (regex.compile(rf"{_YEAR}?(?<![每个0-9]){_MONTH_NAMED}{_THIRD}?(?!期|[0-9](?![0-9]?月))"), _year_month),
    (regex.compile(rf"{_MONTH_OF}(?:{_DAY}|{_THIRD})?"), _relative_month),
    (regex.compile(r"(?<![个0-9一二三四五六七八九十每])月(?P<third>初|底|末|中旬)"), _bare_month_third),
    (regex.compile(rf"{_YEAR}年?(?P<part>[初底末](?!三|一)|中(?=$|[，。！？吧的左前那]|就|才)|[春夏秋冬]天?|上半年|下半年)"), _part_of_year),
    (regex.compile(r"(?<!年)(?P<part>上半年|下半年)(?P<year>(?!))?(?P<ago>(?!))?"), _part_of_year),
    (regex.compile(r"(?<![每去今前明])年(?P<part>初|底|末)(?P<year>(?!))?(?P<ago>(?!))?"), _part_of_year),
    (regex.compile(r"(?<![0-9])(?:(?P<year>(?:20[0-9]|19[5-9])[0-9])\s?年(?!期|内)|(?P<ago>大前年|前年|去年|今年(?![0-9一二三四五六七八九十都已才快刚满有就也])))"), _whole_year),
    (regex.compile(_LUNAR_DAY), _lunar_day),
    (regex.compile(r"(?P<word>大前|前|昨|今|明|后|夜(?=儿)|[琴寻尋噚擒](?=日)|听(?=日))(?:天|儿个?|日(?!期)|晚|早(?!就|已)|夜)"), _relative_day),
    (regex.compile(r"(?:刚刚|刚才|方才)(?![那这说填写讲的]|我[说填写讲])"), _just_now),
    (regex.compile(r"[前这最近]{1,2}(?:几|两)天|前不久|前些(?:天|日子)"), _some_days_ago),
    (regex.compile(r"(?<![0-9一二三四五六七八九十])(?P<near>[一二两三四五六七八])[、]?(?P<far>[二两三四五六七八九])(?P<unit>[天日]|个月|个?(?:星期|礼拜)|周|年)(?:之|以)?前"), _counted_back_about),
    (regex.compile(rf"(?:最近|这|近)(?:这|来)?(?P<count>半|{_N})(?P<unit>[天日]|个月|个?(?:星期|礼拜)|周)(?!前|后)"), _lately),
    (regex.compile(rf"(?<about>大概|大约)?(?P<count>半|{_N})(?P<unit>天|个多?月|个?多?星期|个?礼拜|周|年多?)(?:之|以)?前(?<about>左右)?"), _counted_back),
    (regex.compile(r"(?<![每逢到至])(?:(?P<back>大上|上+|这|本|下)个?)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末1-7])(?![0-9]|[到至](?:周|星期|礼拜|[一二三四五六日天1-7])|个|才)"), _weekday),
    (regex.compile(r"(?P<back>大上|上+|这|本)个?(?:周|星期|礼拜)(?!之?内|以内)(?P<day>(?!))?"), _weekday),
    (regex.compile(rf"(?<![每0-9月.]|月的)(?P<day>[0-9]{{1,2}}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?:号|日){_NOT_COUNTER}"), _day_of_month),
    (regex.compile(rf"{_YEAR}?(?:(?P<name>{_FESTIVAL})(?:假期|期间|放假)?的?第(?P<nth>[一二两三四五六七八1-8])天|大年初(?P<nth>[一二三四五六七八九十]))"), _day_of_festival),
    (regex.compile(rf"{_YEAR}?(?:{_N}月(?:份)?的?)?(?P<name>{_FESTIVAL})(?P<near>前后|期间|假期|那天|当天|当日|那几天|的?前一天|的?头一天|之前|之后|过后|前(?!台)|后)?"), _festival),
)  # fmt: skip


# ---- arithmetic


def _year(match: regex.Match[str], today: date) -> int | None:
    if match["year"]:
        return int(match["year"]) + (0 if len(match["year"]) == 4 else 2000)
    return today.year - _YEARS_BACK[match["ago"]] if match["ago"] else None


def _month(year: int, month: int, third: str | None) -> Span:
    last = _end_of_month(year, month)
    first_day, last_day = {"初": (1, 10), "上旬": (1, 10), "中": (11, 20), "中旬": (11, 20)}.get(
        third or "", (21, last.day)
    )
    if third is None:
        first_day = 1
    return date(year, month, first_day), date(year, month, last_day), ""


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _same_day(day: date, year: int) -> date:
    return date(year, day.month, min(day.day, _end_of_month(year, day.month).day))


def _months_before(day: date, count: int) -> date:
    """Return the first day of the month that lies so many months before."""
    months = day.year * 12 + day.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)
