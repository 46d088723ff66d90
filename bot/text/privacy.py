"""The personal-data guard: finds what must not be kept and masks it before anything is stored (facts §7.2, §7.3)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

import regex

from bot.text.names import Likeness, has_surname, is_plainly, likeness
from bot.text.secrets import DIGIT, HAN_DIGITS, PAUSE, hide_secrets
from tickets.crypto import mask_name, mask_phone

SECRETS = ("otp", "password", "cvv")
"""Kinds that nobody may ever ask for: the customer is told what to do when one was typed."""

_SIX_DIGITS_ARE_ANSWERS = (
    "complaint_amount",
    "complainant_phone",
    "callback_phone",
    "ticket_number",
    "query_code",
    "product",
)
"""Where such a number was asked for, it is no code that came by SMS."""
_TICKET = regex.compile(
    r"TS[\s\-:：]{0,2}(?P<day>20\d{6})[\s\-—_.]{0,3}(?P<n>\d{4,6})(?!\d)"
    r"|(?P<kept>TS\s?\d{8}\s?-\s?\d{4,})"
    r"|(?<=单号[是为:： ]{0,2})(?P<day>20\d{6})[\s\-—_.]{0,3}(?P<n>\d{4,6})(?!\d)",
    regex.I,
)
_BARE_TICKET = regex.compile(r"(?<!\d)(?P<day>20\d{6})[\s\-—_.]{0,3}(?P<n>\d{4})(?!\d)(?P<kept>)")
"""What is typed where the number is asked: without TS."""
_QUERY_CODE = regex.compile(
    r"(?<![A-Za-z0-9])(?=[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*[A-Za-z])[A-HJ-NP-Za-hj-np-z2-9]{6}(?![A-Za-z0-9])"
)
_ANSWERED_CODE = regex.compile(r"(?<![A-Za-z0-9])(?:[A-Za-z0-9][ \-.]{0,2}){5}[A-Za-z0-9](?![A-Za-z0-9])")
"""What is typed where the code is asked: with blanks in it, copied wrongly with an O or a 1, or all digits."""
_COPIED_CODE = regex.compile(
    r"(?<![A-Za-z0-9])(?=[A-Za-z]*[0-9])(?=[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{6}(?![A-Za-z0-9])"
    rf"|{_QUERY_CODE.pattern}"
)
"""What is typed beside a number, or is called the code: copied wrongly or not."""
_HALF = r"[A-HJ-NP-Z2-9]{4}"
_DRAFT_CODE = regex.compile(rf"(?<![A-Za-z0-9-]){_HALF}\s?[-－—–]\s?{_HALF}(?![A-Za-z0-9-])", regex.I)
_NAMED_DRAFT_CODE = regex.compile(rf"(?<![A-Za-z0-9-]){_HALF}[\s－—–-]{{0,3}}{_HALF}(?![A-Za-z0-9-])", regex.I)
"""Where the message is about the code, or nothing else than it, the dash may be a blank or missing."""
DRAFT_CODE_MASK = "****-****"
"""Stands for a draft code, which opens an unfinished complaint once, in everything that Rasa stores."""
_SEP = r"[ \-.]?"
_RULES: tuple[tuple[str, regex.Pattern[str]], ...] = (
    ("id_card", regex.compile(rf"(?<![0-9A-Za-z])[1-9](?:{_SEP}[0-9]){{16}}{_SEP}[0-9Xx](?![0-9A-Za-z])")),
    ("phone", regex.compile(rf"(?<![0-9])(?:\+|00)(?!86|0)[1-9](?:{_SEP}[0-9]){{6,14}}(?![0-9])")),
    (
        "phone",
        regex.compile(
            r"(?<![0-9])(?:85[23][ \-][0-9]{4}[ \-]?[0-9]{4}|886[ \-]?9[0-9]{2}[ \-]?[0-9]{3}[ \-]?[0-9]{3})(?![0-9])"
        ),
    ),
    ("phone", regex.compile(rf"(?<![0-9])(?:(?:\+|00)?86{_SEP}|0)?1[3-9](?:{_SEP}[0-9]){{9}}(?![0-9])")),
    ("bank_card", regex.compile(rf"(?<![0-9A-Za-z])(?!20[0-9]{{6}}[ \-.])[0-9](?:{_SEP}[0-9]){{12,20}}(?![0-9])")),
    ("phone", regex.compile(r"(?<![0-9])[(（]?0[0-9]{2,3}[)）]?[ \-]{0,2}[1-9][0-9]{2,3}[ \-]?[0-9]{4}(?![0-9])")),
    ("phone", regex.compile(rf"(?<!{DIGIT})[1一幺壹](?:{PAUSE}{DIGIT}){{10}}(?!{DIGIT})")),
    ("email", regex.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}")),
)
_AREA = regex.compile(
    r"(?<![0-9])(?P<number>[1-9][0-9]{6,7})[，,、 ]*(?:的)?区号(?:是|为)?[:： ]*(?P<area>0[0-9]{2,3})(?![0-9])"
    r"|区号(?:是|为)?[:： ]*(?P<area_first>0[0-9]{2,3})[，,、 ]*(?:号码|电话|座机)?(?:是)?[:： ]*"
    r"(?P<rest>[1-9][0-9]{6,7})(?![0-9])"
)
_SPELLED = (
    r"(?:\p{Han}{1,4}的\p{Han}"
    r"|(?:双人|单人|立早|弓长|木子|耳东|口天|古月|草头|三点水|言午|双木|\p{Han}旁)\p{Han})"
)
"""How somebody says which character is meant: 海鸥的鸥, 双人徐."""
_NAME_PUT_RIGHT = (
    r"(?:姓名|名字)(?:也|都|那里|写|填|打|说|弄|搞|记|输|给|错|了|不对|有误|[，, ])*"
    r"(?:应该|应當|應該|应当)?(?:是|为|為|叫|改(?:成|为|為)|换成|換成)[:： ]?(?:我\p{Han}{1,3}的[，,、 ]+)?"
    rf"(?:{_SPELLED}[，,、。 ]+)?"
)
_NAME_DENIED = r"(?:姓名|名字)不是"
_ITS_NUMBER = r"[，,、 ]{0,2}(?:的?(?:联系)?(?:电话|手机号?码?|電話|手機號?碼?)[:：是 ]*)?[+]?[0-9]{2,3}[*]+[0-9]{4}"
"""Behind a name that nothing leads to, the number it belongs to, which has been masked."""
_CALLED = regex.compile(r"(?<=[，,。；;\s])叫(?P<name>\p{Han}{2,4})(?=[。.！!]*$)")
"""How somebody who was asked what they have to show adds who they are."""
_I_AM = regex.compile(
    r"^(?:我|俺)是(?!\p{Han}{1,2}(?:先生|女士|小姐|经理|主任|老师|医生|律师|老板|大爷|大妈|阿姨|师傅))(?P<name>\p{Han}{2,3})(?=[。.！!]*$)"
)
"""How somebody who is filing a complaint says who they are, whatever was asked."""
_NAMED = regex.compile(
    rf"(?:{_NAME_DENIED}|(?<={_NAME_DENIED}[\p{{Han}}·]{{2,6}}[，,、 ]{{0,2}})(?:而|应该|應該)?(?:是|叫)"
    rf"|(?<=^|[，。；,;、\s])(?:叫(?!我))?(?=\p{{Han}}{{2,4}}{_ITS_NUMBER})"
    rf"|[我俺]叫|我名叫|(?<=^|[，。；,;\s])叫我(?=\p{{Han}}{{2,4}}[，。,\s]*(?:电话|手机|号码|[01]))"
    rf"|我的?名字(?:是|叫)|{_NAME_PUT_RIGHT}|姓名(?:是|为)?[:： ]?|本人(?:叫|姓名)?[:： ]?"
    r"|(?:(?:我|俺|免贵)姓(?!名)"
    rf"|(?<=^|[，。；,;！!、\s])姓(?=(?P<family>\p{{Han}}{{1,2}})[，,、。 ]+(?:叫|名叫|全名)?(?P=family)))"
    rf"(?:(?P<surname>\p{{Han}}{{1,2}})[，,、。 ]+(?:{_SPELLED}[，,、。 ]+)?"
    r"(?:叫|名叫|全名|我叫|名字(?:是|叫))*(?=(?P=surname)))?)"
    rf"(?P<name>[\p{{Han}}·]{{2,12}}?)(?=$|[，。,.、；;！!？?\s0-9+]|不是|电话|手机|身份证|的|是|在|，)"
)
_BESIDE_PHONE = regex.compile(r"^\s*[0-9+]{2,3}\*{2,4}[0-9]{4}[，, ]+(?P<name>\p{Han}{2,3})(?=[，, ]|$)")
"""A message that begins with a number and a name, and says of neither what it is."""
_NAME_ANSWER_END = regex.compile(r"[，,。；; ]*(?:电话|手机|号码|[（(])|(?=\d)")
_NAME_IN_BRACKETS = regex.compile(
    r"(?<=[（(](?:代|替|帮|我|的|家|老|爸|妈|父亲|母亲|爷爷|奶奶|老公|老婆|丈夫|妻子|儿子|女儿|孩子|婆婆|公公|岳父|岳母|同事|朋友|邻居|本人|[：:])*)"
    r"\p{Han}{2,4}(?=[）)])"
)
"""Whom somebody stands in for, in brackets behind their own name."""
_CALLS_ITSELF = regex.compile(r"[叫姓名]")
_FILLER = r"(?:[嗯呃额哦噢啊:：，, ]|那个|这个|就是|就(?=叫)|您好|你好|好的)*"
_NAME_LEAD = regex.compile(
    rf"^{_FILLER}(?:(?:我|俺|免贵)*姓(?P<surname>\p{{Han}}{{1,2}})[，,、。 ]+{_FILLER}"
    r"(?=(?:我|全名|名字)*叫?(?P=surname)))?(?:我的?(?:名字|姓名|全名)(?:是|叫)?|[我俺](?:就?叫|是|姓)"
    r"|(?:身份证|户口本|证件)(?:上)?(?:的)?(?:名字|姓名)?(?:写的)?(?:是|叫)?|(?:真|大|本|学)名(?:是|叫)?"
    r"|(?:单位|公司|店|厂)(?:名称?|全称|名字)?(?:是|叫|[:：])"
    rf"|(?:你|您|就|帮我|给我|请|麻烦)*(?:登记|写|填|记)(?:上|成|个)?|(?:名字|姓名|全名)(?:是|叫)?|叫|本人(?:叫|是|姓名)?)?(?:做|作)?{_FILLER}"
)
_SURNAME_AND_NAME = regex.compile(
    r"^(?:我|俺|本人|免贵)*姓(?P<surname>\p{Han}{1,2})[，,、 ]*单?名(?:字|叫|是|一个|一|个|单)*"
    r"(?P<given>\p{Han}{1,3}?)字?[。.]?$"
)
_NAME_TAIL = regex.compile(r"(?:[，,。.！!～~ ]|先生|女士|小姐|呀|啊|吧|就(?:行|好|可以|成)了?|即可)+$")
_SPELLED_BEHIND = regex.compile(r"(?P<name>\p{Han}{2,4}?)(?:就?是)?(?P<how>(?:\p{Han}{1,3}的\p{Han}){1,4})")
"""A name with how its characters are written behind it, without a pause: 赵向东方向的向东方的东."""
_NAME_PIECES = regex.compile(r"[，,、；;。 ]+")
_BLANKS_IN_HAN = regex.compile(r"(?<=\p{Han})\s+(?=\p{Han})")


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


def mask(text: str, asked: str | None = None, insists: bool = False) -> Masked:
    """Mask every secret and personal datum of a text; `asked` is the slot that was just asked, if any.

    Ticket numbers pass; query codes, names after 我叫 and answers to the name question are masked. Who `insists` was
    told before that a name does not look like one: then it is taken.
    """
    masked = Masked(_area_first(_half_width_digits(text)))
    kept: list[str] = []
    for pattern in (_TICKET, _BARE_TICKET) if asked in ("ticket_number", "query_code") else (_TICKET,):
        masked.text = pattern.sub(lambda match: _keep(match, kept), masked.text)
    _mask_draft_code(masked)
    _mask_query_code(masked, asked, bool(kept))
    masked.text = hide_secrets(masked.text, lambda kind, value: _hide(kind, value, masked))
    for kind, pattern in _RULES:
        masked.text = pattern.sub(lambda match, kind=kind: _hide(kind, match.group(0), masked), masked.text)
    if asked not in _SIX_DIGITS_ARE_ANSWERS and regex.fullmatch(r"\s*[0-9]{6}\s*", masked.text):
        masked.text = _hide("otp", masked.text.strip(), masked)
    masked.text = _NAMED.sub(lambda match: _hide_name(match, masked), masked.text)
    if asked and asked.startswith("complain"):
        masked.text = _I_AM.sub(lambda match: _hide_name(match, masked, plainly=True), masked.text)
    if asked == "complaint_evidence":
        masked.text = _CALLED.sub(lambda match: _hide_name(match, masked), masked.text)
    masked.text = _BESIDE_PHONE.sub(lambda match: _hide_name(match, masked, plainly=True), masked.text)
    if asked == "complainant_name":
        _mask_name_answer(masked, Likeness.STRANGE if insists else Likeness.PERHAPS)
    masked.text = regex.sub("\ue000([0-9]+)\ue001", lambda match: kept[int(match.group(1))], masked.text)
    return masked


def _half_width_digits(text: str) -> str:
    """Make full-width digits and letters half width: they are the same secrets."""
    return "".join(unicodedata.normalize("NFKC", c) if "！" <= c <= "～" and c.isalnum() else c for c in text)


def _area_first(text: str) -> str:
    """Put the area of a landline in front of its number, as it is called: 83331234 区号0371, 区号0371 号码83331234."""
    return _AREA.sub(lambda match: f"{match['area'] or match['area_first']}-{match['number'] or match['rest']}", text)


def _keep(match: regex.Match[str], kept: list[str]) -> str:
    as_typed = regex.sub(r"\s", "", match.group("kept") or "").upper()
    kept.append(as_typed or f"TS{match.group('day')}-{match.group('n')}")
    return f"\ue000{len(kept) - 1}\ue001"


def _mask_draft_code(masked: Masked) -> None:
    """Mask a draft code: eight letters and digits in two halves, at least one of them a letter and one a digit."""
    named = "草稿" in masked.text
    alone = regex.fullmatch(rf"{_HALF}\s{_HALF}", masked.text.strip(), regex.I)

    def replace(match: regex.Match[str]) -> str:
        code = regex.sub(r"[^A-Za-z0-9]", "", match.group(0))
        mixed = any(c.isdigit() for c in code) and any(c.isalpha() for c in code)
        if not (mixed or (named and any(c.isalpha() for c in code))):
            return match.group(0)
        masked.found.append(Found("draft_code", f"{code[:4]}-{code[4:]}".upper()))
        return DRAFT_CODE_MASK

    masked.text = (_NAMED_DRAFT_CODE if named or alone else _DRAFT_CODE).sub(replace, masked.text)


def _mask_query_code(masked: Masked, asked: str | None, has_number: bool) -> None:
    """Mask a query code where one is expected, or where the letters cannot be a word."""

    named = has_number or "查询码" in masked.text or "查詢碼" in masked.text

    def replace(match: regex.Match[str]) -> str:
        code = regex.sub(r"[ \-.]", "", match.group(0))
        expected = asked == "query_code" or named
        if not expected and not (any(c.isdigit() for c in code) and code.upper() == code):
            return code
        masked.found.append(Found("query_code", code.upper()))
        return "******"

    pattern = _ANSWERED_CODE if asked == "query_code" else _COPIED_CODE if named else _QUERY_CODE
    masked.text = pattern.sub(replace, masked.text)


def _hide(kind: str, value: str, masked: Masked) -> str:
    plain = regex.sub(r"[ \-.]", "", value) if kind not in ("password", "email") else value
    if kind == "phone":
        plain = _plain_phone(value)
        if len(plain) == 11 and not regex.match(r"1[3-9]|0|\+", plain):
            return value
    masked.found.append(Found(kind, plain))
    if kind == "phone":
        return mask_phone(plain)
    if kind == "bank_card":
        return f"****{plain[-4:]}"
    if kind == "expiry":
        return "**/**"
    if kind == "id_card":
        return f"{plain[:3]}***********{plain[-4:]}"
    if kind == "email":
        return f"{value[:1]}***@{value.split('@')[1]}"
    return "******"


def _plain_phone(value: str) -> str:
    """Return a number as it is called: 13800001111, 075588887777, and +85261234567 of another region."""
    plain = regex.sub(r"[ \-.、，,·/()（）]", "", value).translate(HAN_DIGITS)
    abroad = regex.sub(r"^(?:\+|00)", "", plain)
    abroad = abroad.removeprefix("86") if len(abroad) == 13 else abroad
    if abroad == plain and regex.fullmatch(r"85[23][0-9]{8}|8869[0-9]{8}", plain):
        return f"+{plain}"
    if abroad != plain and (regex.match(r"(?:\+|00)1[ \-(]", value) or not regex.fullmatch(r"1[3-9][0-9]{9}", abroad)):
        return f"+{abroad}"
    return abroad[1:] if len(abroad) == 12 and abroad.startswith("01") else abroad


def _hide_name(match: regex.Match[str], masked: Masked, plainly: bool = False) -> str:
    """Mask the name of a match; without a word that calls it one it has to be a name `plainly`."""
    name, whole = match.group("name"), match.group(0)
    bare = plainly or whole in (name, f"本人{name}", f"叫{name}")
    if likeness(name) < Likeness.PERHAPS or (bare and not is_plainly(name)):
        return whole
    if not regex.match(_NAME_DENIED, whole):
        masked.found.append(Found("name", name))
    start, end = match.start("name") - match.start(), match.end("name") - match.start()
    return f"{whole[:start]}{mask_name(name)}{whole[end:]}"


def _mask_name_answer(masked: Masked, least: Likeness) -> None:
    """Mask a whole message that answers the name question; a message that cannot be a name stays as it is."""
    if masked.first("name"):
        return
    said = masked.text.strip()
    both = _SURNAME_AND_NAME.fullmatch(said)
    lead = _NAME_LEAD.match(said)
    rest = said if both else said[lead.end() if lead else 0 :]
    typed = rest if both else _NAME_TAIL.sub("", _NAME_ANSWER_END.split(rest, maxsplit=1)[0]).strip("，,。 ")
    name = both["surname"] + both["given"] if both else _BLANKS_IN_HAN.sub("", typed)
    if not both and regex.search(r"\s", typed) and not is_plainly(name) and (piece := _plain_piece(typed)):
        name = typed = piece
    if lead and _CALLS_ITSELF.search(lead.group(0)) and has_surname(name):
        least = Likeness.STRANGE
    if (spelled := _SPELLED_BEHIND.fullmatch(name)) and is_plainly(spelled["name"]):
        name = spelled["name"]
    elif likeness(name) < least:
        name = typed = _plain_piece(typed) or typed
    if likeness(name) >= least:
        masked.found.append(Found("name", name))
        masked.text = masked.text.replace(typed, mask_name(name), 1)
        masked.text = _NAME_IN_BRACKETS.sub(lambda match: mask_name(match.group(0)), masked.text)


def _plain_piece(typed: str) -> str:
    """Return the first piece of an answer that is plainly a name, behind 全名, 叫 and the like; empty when none is."""
    pieces = (_NAME_TAIL.sub("", _NAME_LEAD.sub("", piece, count=1)) for piece in _NAME_PIECES.split(typed))
    return next(filter(is_plainly, pieces), "")
