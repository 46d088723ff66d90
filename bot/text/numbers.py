"""Numbers of Arabic and Chinese digits with units: 35000, 3.5w, 三万五, 一千二."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import cn2an
import regex

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "壹": 1, "贰": 2, "叁": 3}
_DIGITS |= {"肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "k": 1000, "K": 1000}
_UNITS |= {"万": 10_000, "萬": 10_000, "w": 10_000, "W": 10_000, "亿": 100_000_000}


def parse_number(text: str) -> Decimal | None:
    """Read a number of Arabic and Chinese digits with units; in 三万五 the five stands for the next lower unit."""
    text = regex.sub(r"[,，\s]", "", text)
    total = section = Decimal(0)
    pending: Decimal | None = None
    last_unit = 0
    for piece in regex.findall(r"[0-9]+(?:\.[0-9]+)?|.", text):
        if piece in _UNITS:
            unit = _UNITS[piece]
            if unit >= 10_000:
                total = (total if unit == 10_000 else Decimal(0)) + (section + (pending or 0) or 1) * unit
                section, pending = Decimal(0), None
            else:
                section += (1 if pending is None else pending) * unit
                pending = None
            last_unit = unit
        else:
            digit = _digit(piece)
            if digit is None:
                return None
            if digit == 0 and not piece[0].isdigit():
                last_unit = 0  # 三万零五: the five is a plain five
            pending = digit if pending is None or piece[0].isdigit() else pending * 10 + digit
    if pending is not None:
        short = last_unit >= 100 and pending < 10 and text[-2:-1] not in "零〇"
        section += pending * (last_unit // 10) if short else pending
    return total + section


def numeral(digits: str) -> int:
    """Return the number that Arabic or Chinese digits say: 3, 三; raises `ValueError` for anything else."""
    return int(digits) if digits.isdecimal() else int(cn2an.cn2an(digits, "smart"))


def _digit(piece: str) -> Decimal | None:
    if piece in _DIGITS:
        return Decimal(_DIGITS[piece])
    try:
        return Decimal(piece)
    except InvalidOperation:
        return None
