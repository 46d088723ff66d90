"""Festivals and days of the lunar calendar as days of ours."""

from __future__ import annotations

import contextlib
import io
from datetime import date
from functools import cache
from typing import Any

SOLAR = {
    "元旦": (1, 1), "情人节": (2, 14), "三八": (3, 8), "妇女节": (3, 8), "劳动节": (5, 1), "五一": (5, 1),
    "儿童节": (6, 1), "六一": (6, 1), "618": (6, 18), "六一八": (6, 18), "国庆节": (10, 1), "国庆": (10, 1),
    "双十一": (11, 11), "双11": (11, 11), "双十二": (12, 12), "圣诞节": (12, 25), "圣诞": (12, 25),
}  # fmt: skip
LUNAR = {
    "春节": (1, 1), "大年初一": (1, 1), "过年": (1, 1), "元宵节": (1, 15), "元宵": (1, 15), "正月十五": (1, 15),
    "端午节": (5, 5), "端午": (5, 5), "七夕": (7, 7), "中秋节": (8, 15), "中秋": (8, 15), "重阳": (9, 9),
}  # fmt: skip


def festival_in(name: str, year: int) -> date:
    """Return the day of a festival in a year."""
    if name in LUNAR:
        return solar(year, *LUNAR[name])
    return date(year, *SOLAR.get(name, (10, 1)))


def lunar_year(today: date) -> int:
    """Return the lunar year of today: it begins with the spring festival."""
    return today.year if solar(today.year, 1, 1) <= today else today.year - 1


def solar(year: int, month: int, day: int) -> date:
    """Return the day of ours that a day of a lunar year is; raises `ValueError` for one that is none."""
    found: date = _lunar_to_solar()(year, month, day, False).date()
    return found


@cache
def _lunar_to_solar() -> Any:
    with contextlib.redirect_stdout(io.StringIO()):
        from jionlp import lunar2solar  # prints a banner and takes a second: only when a lunar festival is named
    return lunar2solar
