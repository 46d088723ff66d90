"""What amount a text is about: the sum of a story, a short answer, a rough figure, 三五百."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import regex

from bot.text.money import ABOUT, CORE, CURRENCY, HAN, find_money, in_figures
from bot.text.numbers import numeral, parse_number

FOREIGN = regex.compile(
    r"(?:HK|US|NT|AU|CA|SG|[CSA])?[$＄€£]\s?[0-9]|(?:港|美|欧|日|韩|澳|加|新)元|港(?:币|幣|纸)|美(?:金|刀)"
    r"|英镑|日币|韩币|澳币|台币|泰铢|卢布|外币",
    regex.I,
)
BARE = regex.compile(
    rf"^[^0-9零一二两俩三四五六七八九十]{{0,6}}(?P<b>{CORE})"
    r"(?:多|来|左右|上下|块|元|钱|吧|啊|呢|哦|的|了|[。.!！~])*$"
)
ONLY = regex.compile(
    rf"(?:大概|大约|一共|总共|差不多|也就|就是|就|是)*{CORE}{ABOUT}(?:万|{CURRENCY}|左右|上下|吧|了|[。.])*"
)
_TOLD = regex.compile(r"[0-9]{2}|[十百千万亿块元]")
_RANGE = regex.compile(
    rf"(?P<low>[一二两三四五六七八])(?P<high>[二三四五六七八九])(?P<units>[十百千万]+)|"
    rf"(?P<from>{CORE})\s?(?:块|元)?(?:到|至|-|—|~|～)\s?(?P<to>{CORE})(?=\s?(?:{CURRENCY}|[，。！？]|$))"
)
_EACH = regex.compile(
    r"每(?:个)?(?:月|年|次|笔|天|回|季度|周)|一(?:个月|年|次|笔|天|回)(?=[^，。]{0,6}(?:块|元|钱))|月月|年年"
)
_TIMES = regex.compile(
    r"(?:扣|收|交|付|划|刷|转|缴|连续|连着|持续)[^，。0-9]{0,4}?(?P<n>[0-9]{1,2}|[一两二三四五六七八九]|十[一二三四五六七八九]?)整?(?:个月|个?(?P<years>年)|次|笔|天|回|个季度|周)"
)
MONTHS = 12
_ROUGHLY = regex.compile(rf"{CORE}(?:多|来|余|几)(?=[万亿块元，。！？\s吧]|$)|十几|几十|几百|几千|几万")
_VAGUE = regex.compile(
    rf"[^0-9{HAN}]{{0,8}}(?:好)?几[十百千万]+(?:万|亿)?(?:来|多)?{CURRENCY}?(?:左右|上下|吧|的样子|啊|呢|了|[，。！.!])*"
)
_NOT_MONEY = regex.compile(
    r"尾号|后四位|卡号|账号|工号|编号|单号|号码|柜台|窗口|密码|手机|电话|身份证|订单|流水号|排队"
)


@dataclass(frozen=True)
class Stated:
    """The amount a text is about; several candidates when it may be any of them."""

    candidates: tuple[Decimal, ...]

    @property
    def sure(self) -> Decimal | None:
        """Return the amount when there is only one."""
        return self.candidates[0] if len(self.candidates) == 1 else None


def find_amount(text: str) -> tuple[int, int, Decimal] | None:
    """Return start, end and yuan of the amount that a text is about: a stated total, else the first; or None."""
    found = [] if _bounds(text) else find_money(text)
    best = next((money for money in found if money.is_total), found[0] if found else None)
    return (best.start, best.end, best.yuan) if best else None


def stated(text: str) -> Stated:
    """Return what a story is about: a total, a difference, or what was lost; several amounts when it stays open."""
    bounds = _bounds(text)
    if bounds:
        return Stated(bounds)
    found = [money for money in find_money(text) if not money.is_limit and not money.is_lent]
    if _TIMES.search(text) is None:  # every month 4600: what the matter is worth nobody has said
        found = [money for money in found if not money.is_regular]
    found = [money for money in found if not money.is_price] or found
    total, difference = [m for m in found if m.is_total], [m for m in found if m.is_difference]
    for chosen in (total, difference, [m for m in found if m.is_lost], found):
        if chosen:
            values = tuple(dict.fromkeys(money.yuan for money in chosen))
            return Stated(values if chosen is total else _with_product(text, values))
    return Stated(())


def lent(text: str) -> Decimal | None:
    """Return how much was borrowed where a story names one such amount: what the matter is worth has to be asked."""
    found = {money.yuan for money in find_money(text) if money.is_lent}
    return found.pop() if len(found) == 1 else None


def _with_product(text: str, found: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    """Return the sum beside the one amount of 每个月9块9扣了8个月: which of them is meant has to be asked."""
    each, times = _EACH.search(text), _TIMES.search(text)
    if len(found) > 1 or each is None or times is None:
        return found
    count = numeral(times["n"].replace("两", "二")) * (MONTHS if times["years"] and "月" in each.group() else 1)
    return (found[0] * count, found[0]) if found and count > 1 else found


def bare_amount(text: str) -> Decimal | None:
    """Return yuan of a short answer such as 三万五 or 35000 that names no currency, or None."""
    found = find_amount(text)
    if found:
        return found[2]
    told = in_figures(text.strip())
    no_amount = "*" in text or _bounds(text) or is_foreign(text) or _NOT_MONEY.search(text)  # *: the rest of a card
    match = None if no_amount else BARE.match(told)
    return parse_number(match.group("b")) if match else None


def is_told(text: str) -> bool:
    """Tell whether a short text says an amount even where none is asked: 一 and 王五 do not."""
    return _TOLD.search(text) is not None


def is_bare(text: str) -> bool:
    """Tell whether a text is an amount and nothing else."""
    return ONLY.fullmatch(text.strip()) is not None


def is_vague(text: str) -> bool:
    """Tell whether a short text says how large an amount is and no number: 几十块钱, 好几千."""
    return _VAGUE.fullmatch(text.strip()) is not None


def is_foreign(text: str) -> bool:
    """Tell whether a text has an amount in the money of another country."""
    return FOREIGN.search(text) is not None


def is_about(text: str) -> bool:
    """Tell whether an amount is said roughly: 十几万, 八百多块, 三千来块."""
    return bool(_ROUGHLY.search(in_figures(text)) or _bounds(text))


def plain(value: Decimal) -> str:
    """Write yuan as the decimal string of the tracker: 35000 or 35000.50."""
    cents = value.quantize(Decimal("0.01"))
    return str(cents.to_integral_value()) if cents == cents.to_integral_value() else str(cents)


def _bounds(text: str) -> tuple[Decimal, ...]:
    """Return both ends of 三五百块 or 300到500元: which of them is meant has to be asked."""
    match = _RANGE.search(text)
    if match is None:
        return ()
    if match.group("low"):
        ends = [parse_number(match.group(name) + match.group("units")) for name in ("low", "high")]
    else:
        ends = [parse_number(match.group("from")), parse_number(match.group("to"))]
    low, high = ends
    return (low, high) if low is not None and high is not None and low < high else ()
