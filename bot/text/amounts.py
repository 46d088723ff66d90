"""Amounts of money as people write them: 三万五, 3.5w, 35000元, 3万5千块, 一千二."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import cn2an
import regex

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "壹": 1, "贰": 2, "叁": 3}
_DIGITS |= {"肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "k": 1000, "K": 1000}
_UNITS |= {"万": 10_000, "萬": 10_000, "w": 10_000, "W": 10_000, "亿": 100_000_000}
_NUMBER = r"(?:[0-9][0-9,，]*(?:\.[0-9]+)?|[零〇一二两俩三四五六七八九壹贰叁肆伍陆柒捌玖])"
_UNIT = r"[十拾百佰千仟万萬亿wWkK]"
_CORE = rf"(?:{_NUMBER}|十)(?:\s?{_UNIT}|零(?={_NUMBER})|{_NUMBER}(?=\s?{_UNIT}))*(?:\s?{_NUMBER})?"
_CURRENCY = r"(?:块钱|块|元钱|元整|元人民币|元|圆|塊錢|塊|rmb|RMB|人民币)"
MONEY = regex.compile(
    rf"(?<![0-9A-Za-z.\-])(?:[¥￥]\s?(?P<a>{_CORE})|(?P<b>{_CORE})(?:多|来|余)?\s?{_CURRENCY}(?P<jiao>[0-9一二两三四五六七八九](?:毛|角)?(?![0-9]))?"
    rf"|(?P<c>(?:{_NUMBER}|十)+\s?[万萬亿wW](?![A-Za-z])(?:{_CORE})?)|(?P<d>[0-9一二两三四五六七八九]+)(?:毛|角)(?:钱)?)"
)
BARE = regex.compile(
    rf"^[^0-9零一二两俩三四五六七八九十]{{0,6}}(?P<b>{_CORE})(?:多|来|左右|上下|块|元|钱|吧|啊|呢|哦|的|了|[。.!！~])*$"
)
_NOT_MONEY = regex.compile(r"^[万一千十百]+$")


def find_amount(text: str) -> tuple[int, int, Decimal] | None:
    """Return start, end and yuan of the first amount that names its currency (or 万), or None."""
    for match in MONEY.finditer(text):
        value = _value(match)
        if value is not None:
            return match.start(), match.end(), value
    return None


def bare_amount(text: str) -> Decimal | None:
    """Return yuan of a short answer such as 三万五 or 35000 that names no currency, or None."""
    found = find_amount(text)
    if found:
        return found[2]
    match = BARE.match(text.strip())
    return parse_number(match.group("b")) if match else None


def _value(match: regex.Match[str]) -> Decimal | None:
    if match.group("d"):
        small = parse_number(match.group("d"))
        return None if small is None else small / 10
    core = match.group("a") or match.group("b") or match.group("c")
    if _NOT_MONEY.match(core) and core in ("万一", "一千万一"):
        return None
    value = parse_number(core)
    if value is not None and match.group("jiao"):
        tenths = parse_number(match.group("jiao")[0])
        value += (tenths or Decimal(0)) / 10
    return value


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


def _digit(piece: str) -> Decimal | None:
    if piece in _DIGITS:
        return Decimal(_DIGITS[piece])
    try:
        return Decimal(piece)
    except InvalidOperation:
        return None


def plain(value: Decimal) -> str:
    """Write yuan as the decimal string of the tracker: 35000 or 35000.50."""
    cents = value.quantize(Decimal("0.01"))
    return str(cents.to_integral_value()) if cents == cents.to_integral_value() else str(cents)


def numeral(digits: str) -> int:
    """Return the number that Arabic or Chinese digits say: 3, 三; raises `ValueError` for anything else."""
    return int(digits) if digits.isdecimal() else int(cn2an.cn2an(digits, "smart"))
