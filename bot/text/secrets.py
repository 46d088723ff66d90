"""Codes, passwords, card numbers and expiry dates, however they are spelt: nobody's business but the customer's.

They are hidden before anything is stored (facts C7-20, C7-21). People write them with blanks and dashes, in Chinese
digits, two in one sentence; what tells them from an amount or a date is the word before or behind them.
"""

from __future__ import annotations

from collections.abc import Callable

import regex

HAN_DIGITS = str.maketrans(
    "零〇○Ｏ一二三四五六七八九幺壹贰貳叁參肆伍陆陸柒捌玖", "0000123456789" + "1" + "12233456678" + "9"
)
DIGIT = r"[0-9零〇○一二三四五六七八九幺壹贰貳叁參肆伍陆陸柒捌玖]"
PAUSE = r"[ \-.、，,·/]{0,3}"
"""Between the digits of a number that is said aloud or typed one by one: 一三八，一一一一; 7 3 9 - 2 1 4."""
Hide = Callable[[str, str], str]

_UNIT = r"(?!\s*(?:元|块|塊|万|萬|千|百|笔|筆|次|遍|天|年|月|日|号|號|点|點|秒|分|个|個|位|条|條|人|岁|歲|多|%|[*]))"
"""Behind a number that counts or dates something."""
_LINK = r"[^0-9A-Za-z，。,;；\n]{0,8}"
_OTP_WORD = (
    r"(?:验证码|驗證碼|校验码|動態碼|动态码|动态密码|动态口令|短信码|短信密码|验证马|确认码|授权码"
    r"|(?:六|6|四|4|八|8)位(?:数字?|數字?|的?[码碼])|(?:的|那个|这个|個)[码碼](?=[是为:：])|verification code|otp|code)"
)
_PASSWORD_WORD = r"(?:密码|密碼|口令|密马|password|pin)"
_CVV_WORD = (
    r"(?:cvv2?|cvc2?|安全码|安全碼|末三位|后三位|背面(?:的|那|后)?(?:三|3)(?:位|个|個)(?:数字?|數字?|号)?|背面的?码)"
)
_CARD_WORD = r"(?:卡号|卡號|账号|帳號|帐号|銀行卡|银行卡)"


def _digits(least: int, most: int) -> str:
    """Return a pattern of so many digits, written or spoken, with pauses between them."""
    return rf"{DIGIT}(?:{PAUSE}{DIGIT}){{{least - 1},{most - 1}}}(?!{DIGIT})"


_FIGURES = r"[0-9](?:[ \-.]{0,3}[0-9]){3,7}(?![0-9])"
_SPELT: tuple[tuple[str, regex.Pattern[str]], ...] = tuple(
    (kind, regex.compile(pattern, regex.I))
    for kind, pattern in (
        ("bank_card", rf"(?<={_CARD_WORD}{_LINK}){_digits(13, 21)}"),
        ("otp", rf"(?<={_OTP_WORD}{_LINK}){_digits(4, 8)}{_UNIT}"),
        ("otp", rf"(?<![0-9]){_FIGURES}(?=[^0-9]{{0,6}}{_OTP_WORD})"),
        ("otp", r"(?<![A-Za-z0-9])(?<=[A-Za-z]-)[0-9]{6}(?![0-9])|(?<![0-9])[0-9]{4,8}(?= is your)"),
        ("cvv", rf"(?<={_CVV_WORD}{_LINK}){_digits(3, 4)}{_UNIT}"),
        ("password", rf"(?<={_PASSWORD_WORD}{_LINK})(?=[^\s，。]*[0-9])[0-9A-Za-z@#$%^&*!._]{{4,24}}+{_UNIT}"),
        ("password", rf"(?<={_PASSWORD_WORD}{_LINK}){_digits(4, 12)}{_UNIT}"),
        ("password", rf"(?<={_PASSWORD_WORD}{_LINK})[二两三四五六七八][个個]{DIGIT}(?!位)"),
    )
)
_EXPIRY = regex.compile(
    r"(?<=(?:有效期|到期日|有效日期|expiry|exp)[^0-9，。\n]{0,6})"
    r"(?:20[0-9]{2}\s?[年/.\-]\s?[01]?[0-9]月?|[01][0-9]\s?[/.\- ]?\s?[0-9]{2}(?![0-9年])|[01]?[0-9]月\s?[0-9]{2}年?)",
    regex.I,
)
_ANOTHER = regex.compile(
    r"(?<=[*]{6}\s?(?:改成|换成|變成|变成|和|跟|与|與|或|还有|還有|，|,|、|又|另|后来)[^0-9，。\n]{0,10})"
    rf"{_digits(4, 12)}{_UNIT}"
)
"""A second secret beside the one that was hidden: 密码123456改成654321."""
_ONE_BY_ONE = regex.compile(r"(?<![0-9])[0-9](?:[ ][0-9]){3,7}(?![ ]?[0-9])")
"""Digits typed one by one: nobody writes an amount so. Where a code is spoken of, they are one."""
_SPOKEN_OF = regex.compile(rf"{_OTP_WORD}|{_PASSWORD_WORD}|{_CVV_WORD}", regex.I)


def hide_secrets(text: str, hide: Hide) -> str:
    """Replace every secret by what `hide(kind, value)` returns; kinds: otp, password, cvv, bank_card, expiry."""
    for kind, pattern in _SPELT:
        text = pattern.sub(lambda match, kind=kind: hide(kind, plain(match.group(0))), text)
    if _SPOKEN_OF.search(text):
        text = _ONE_BY_ONE.sub(lambda match: hide("otp", plain(match.group(0))), text)
    text = _EXPIRY.sub(lambda match: hide("expiry", match.group(0)), text)
    return _ANOTHER.sub(lambda match: hide("password", plain(match.group(0))), text)


def plain(value: str) -> str:
    """Return a secret as it would be typed: spoken digits in figures, no pauses; letters stay."""
    if regex.fullmatch(rf"(?:{DIGIT}|{PAUSE})+", value):
        return regex.sub(r"[ \-.、，,·/]", "", value).translate(HAN_DIGITS)
    return value
