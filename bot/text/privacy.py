"""The personal-data guard: finds what must not be kept and masks it before anything is stored (facts §7.2, §7.3)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

import regex

from tickets.crypto import COMPOUND_SURNAMES, mask_name, mask_phone

SECRETS = ("otp", "password", "cvv")
"""Kinds that nobody may ever ask for: the customer is told what to do when one was typed."""

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜"
    "崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤王温康施文牛樊葛"
    "邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路"
    "游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟"
    "應劉張陳楊黃趙吳孫馬鄭謝許韓馮鄧蕭葉蘇盧鍾陸賈鄒閻龔錢嚴龍"
)
_SIX_DIGITS_ARE_ANSWERS = (
    "complaint_amount",
    "complainant_phone",
    "callback_phone",
    "ticket_number",
    "query_code",
    "product",
)
"""Where such a number was asked for, it is no code that came by SMS."""
_TICKET = regex.compile(r"TS\s?\d{8}\s?-\s?\d{4,}", regex.I)
_QUERY_CODE = regex.compile(
    r"(?<![A-Za-z0-9])(?=[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*[A-Za-z])[A-HJ-NP-Za-hj-np-z2-9]{6}(?![A-Za-z0-9])"
)
_ANSWERED_CODE = regex.compile(
    r"(?<![A-Za-z0-9])(?:[A-HJ-NP-Za-hj-np-z2-9][ \-.]{0,2}){5}[A-HJ-NP-Za-hj-np-z2-9](?![A-Za-z0-9])"
    r"|(?<![0-9])[0-9]{6}(?![0-9])"
)
"""What is typed where the code is asked: with blanks in it, or six digits, which no code has but a secret may be."""
_DRAFT_CODE = regex.compile(r"(?<![A-Za-z0-9-])[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}(?![A-Za-z0-9-])", regex.I)
DRAFT_CODE_MASK = "****-****"
"""Stands for a draft code, which opens an unfinished complaint once, in everything that Rasa stores."""
_SEP = r"[ \-.]?"
_DIGIT = r"[0-9零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]"
_OTP_WORD = r"(?:验证码|驗證碼|校验码|动态码|動態碼|动态密码|短信码|短信密码|验证马|确认码|verification code|otp|code)"
_PASSWORD_WORD = r"(?:支付密码|登录密码|交易密码|取款密码|密码|密碼|口令|密马|password|pin)"
_CVV_WORD = r"(?:cvv2?|cvc2?|安全码|安全碼|末三位|后三位|背面(?:的)?(?:三|3)位(?:数|数字)?)"
_LINK = r"[^0-9A-Za-z，。,;；\n]{0,8}"
_RULES: tuple[tuple[str, regex.Pattern[str]], ...] = (
    ("otp", regex.compile(rf"(?<={_OTP_WORD}{_LINK})[0-9](?:{_SEP}[0-9]){{3,7}}(?![0-9])", regex.I)),
    ("otp", regex.compile(rf"(?<![0-9])[0-9](?:{_SEP}[0-9]){{3,7}}(?=[^0-9]{{0,6}}{_OTP_WORD})", regex.I)),
    ("cvv", regex.compile(rf"(?<={_CVV_WORD}{_LINK})[0-9]{{3,4}}(?![0-9])", regex.I)),
    (
        "password",
        regex.compile(rf"(?<={_PASSWORD_WORD}(?:{_LINK}))(?=[^\s，。]*[0-9])[0-9A-Za-z@#$%^&*!._]{{4,24}}", regex.I),
    ),
    ("id_card", regex.compile(rf"(?<![0-9A-Za-z])[1-9](?:{_SEP}[0-9]){{16}}{_SEP}[0-9Xx](?![0-9A-Za-z])")),
    ("phone", regex.compile(rf"(?<![0-9])(?:(?:\+|00)?86{_SEP}|0)?1[3-9](?:{_SEP}[0-9]){{9}}(?![0-9])")),
    ("bank_card", regex.compile(rf"(?<![0-9A-Za-z])(?!20[0-9]{{6}}[ \-.])[0-9](?:{_SEP}[0-9]){{12,20}}(?![0-9])")),
    ("phone", regex.compile(r"(?<![0-9])0[0-9]{2,3}[ \-]?[2-9][0-9]{6,7}(?![0-9])")),
    ("phone", regex.compile(rf"(?<!{_DIGIT}){_DIGIT}(?:{_SEP}{_DIGIT}){{10}}(?!{_DIGIT})")),
    ("email", regex.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}")),
)
_HAN_DIGITS = str.maketrans("零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "00123456789" + "1" + "123456789")
_NAME_PUT_RIGHT = (
    r"(?:姓名|名字)(?:也|都|那里|写|填|打|说|弄|搞|记|输|给|错|了|不对|有误|[，, ])*"
    r"(?:应该|应當|應該|应当)?(?:是|为|為|叫|改(?:成|为|為)|换成|換成)[:： ]?"
)
_NAMED = regex.compile(
    rf"(?:我叫|我名叫|(?<=^|[，。；,;\s])叫我(?=\p{{Han}}{{2,4}}[，。,\s]*(?:电话|手机|号码|[01]))"
    rf"|我的名字(?:是|叫)|{_NAME_PUT_RIGHT}|姓名(?:是|为)?[:： ]?|本人(?:叫|姓名)?[:： ]?|我姓)"
    rf"(?P<name>(?:{'|'.join(COMPOUND_SURNAMES)}|[{_SURNAMES}])[\p{{Han}}·]{{0,3}}?)"
    r"(?=$|[，。,.、；;！!？?\s]|电话|手机|身份证|的|是|在|，)"
)
_NAME_ANSWER = regex.compile(r"[\p{Han}·]{2,12}|[A-Za-z][A-Za-z .'\-]{1,40}")
_FILLER = r"(?:[嗯呃额哦噢啊:：，, ]|那个|这个|就是|就(?=叫)|您好|你好|好的)*"
_NAME_LEAD = regex.compile(
    rf"^{_FILLER}(?:我的名字(?:是|叫)|我(?:就?叫|是|姓)|名字(?:是|叫)?|姓名(?:是)?|叫|本人)?(?:做|作)?{_FILLER}"
)
_NAME_TAIL = regex.compile(r"(?:[，,。.！!～~ ]|先生|女士|小姐|呀|啊|吧)+$")


@dataclass(frozen=True)
class Found:
    """A full value that was masked away; it may go into the encrypted draft and nowhere else."""

    kind: str
    value: str


@dataclass
class Masked:
    """A text that is safe to keep, and what was taken out of it, in the order of appearance."""

    text: str
    found: list[Found] = field(default_factory=list)

    def first(self, kind: str) -> str | None:
        """Return the first full value of a kind, or None."""
        return next((item.value for item in self.found if item.kind == kind), None)


def mask(text: str, asked: str | None = None) -> Masked:
    """Mask every secret and personal datum of a text; `asked` is the slot that was just asked, if any.

    Ticket numbers pass; query codes, names after 我叫 and answers to the name question are masked.
    """
    masked = Masked(_half_width_digits(text))
    kept: list[str] = []
    masked.text = _TICKET.sub(lambda match: _keep(match, kept), masked.text)
    _mask_draft_code(masked)
    _mask_query_code(masked, asked, bool(kept))
    for kind, pattern in _RULES:
        masked.text = pattern.sub(lambda match, kind=kind: _hide(kind, match.group(0), masked), masked.text)
    if asked not in _SIX_DIGITS_ARE_ANSWERS and regex.fullmatch(r"\s*[0-9]{6}\s*", masked.text):
        masked.text = _hide("otp", masked.text.strip(), masked)
    masked.text = _NAMED.sub(lambda match: _hide_name(match, masked), masked.text)
    if asked == "complainant_name":
        _mask_name_answer(masked)
    masked.text = regex.sub("\ue000([0-9]+)\ue001", lambda match: kept[int(match.group(1))], masked.text)
    return masked


def _half_width_digits(text: str) -> str:
    """Make full-width digits and letters half width: they are the same secrets."""
    return "".join(unicodedata.normalize("NFKC", c) if "！" <= c <= "～" and c.isalnum() else c for c in text)


def _keep(match: regex.Match[str], kept: list[str]) -> str:
    kept.append(regex.sub(r"\s", "", match.group(0)).upper())
    return f"\ue000{len(kept) - 1}\ue001"


def _mask_draft_code(masked: Masked) -> None:
    """Mask a draft code: eight letters and digits in two halves, at least one of them a letter and one a digit."""

    def replace(match: regex.Match[str]) -> str:
        code = match.group(0)
        named = "草稿" in masked.text
        mixed = any(c.isdigit() for c in code) and any(c.isalpha() for c in code)
        if not (mixed or (named and any(c.isalpha() for c in code))):
            return code
        masked.found.append(Found("draft_code", code.upper()))
        return DRAFT_CODE_MASK

    masked.text = _DRAFT_CODE.sub(replace, masked.text)


def _mask_query_code(masked: Masked, asked: str | None, has_number: bool) -> None:
    """Mask a query code where one is expected, or where the letters cannot be a word."""

    def replace(match: regex.Match[str]) -> str:
        code = regex.sub(r"[ \-.]", "", match.group(0))
        expected = asked == "query_code" or has_number or "查询码" in masked.text or "查詢碼" in masked.text
        if not expected and not (any(c.isdigit() for c in code) and code.upper() == code):
            return code
        masked.found.append(Found("query_code", code.upper()))
        return "******"

    pattern = _ANSWERED_CODE if asked == "query_code" else _QUERY_CODE
    masked.text = pattern.sub(replace, masked.text)


def _hide(kind: str, value: str, masked: Masked) -> str:
    plain = regex.sub(r"[ \-.]", "", value) if kind not in ("password", "email") else value
    if kind == "phone":
        plain = plain.translate(_HAN_DIGITS).removeprefix("+").removeprefix("00")
        plain = plain.removeprefix("86") if len(plain) == 13 else plain
        plain = plain[1:] if len(plain) == 12 and plain.startswith("01") else plain
        if len(plain) == 11 and not regex.match(r"1[3-9]|0", plain):
            return value
    masked.found.append(Found(kind, plain))
    if kind == "phone":
        return mask_phone(plain)
    if kind == "bank_card":
        return f"****{plain[-4:]}"
    if kind == "id_card":
        return f"{plain[:3]}***********{plain[-4:]}"
    if kind == "email":
        return f"{value[:1]}***@{value.split('@')[1]}"
    return "******"


def _hide_name(match: regex.Match[str], masked: Masked) -> str:
    name = match.group("name")
    if len(name) < 2:
        return match.group(0)
    masked.found.append(Found("name", name))
    return match.group(0).replace(name, mask_name(name))


def _mask_name_answer(masked: Masked) -> None:
    """Mask a whole message that answers the name question; a message that cannot be a name stays as it is."""
    if masked.first("name"):
        return
    lead = _NAME_LEAD.match(masked.text.strip())
    rest = masked.text.strip()[lead.end() if lead else 0 :]
    name = _NAME_TAIL.sub("", regex.split(r"[，,。；; ]?(?:电话|手机|号码)|(?=\d)", rest, maxsplit=1)[0]).strip(
        "，,。 "
    )
    if looks_like_name(name):
        masked.found.append(Found("name", name))
        masked.text = masked.text.replace(name, mask_name(name), 1)


def looks_like_name(text: str) -> bool:
    """Tell whether a text can be a person's name: a Chinese one with a known surname, or a Latin or minority one."""
    if not _NAME_ANSWER.fullmatch(text):
        return False
    if "·" in text or text[0].isascii():
        return True
    return (text[0] in _SURNAMES and len(text) <= 4) or text[:2] in COMPOUND_SURNAMES
