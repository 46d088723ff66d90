"""Sums of money where they stand in a text, as people write them: 三万五, 3.5w, 35000元, 两千来块, 85块6."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import regex

from bot.text.numbers import parse_number

HAN = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖"
_NUMBER = (
    r"(?:[0-9]+(?:[,，][0-9]{3}(?![0-9]))*(?:\.[0-9]+)?"
    r"|[零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖]|俩(?![0-9一二三四五六七八九]))"
)
_UNIT = r"[十拾百佰千仟万萬亿wWkK]"
CORE = rf"(?>(?:{_NUMBER}|十)(?:\s?(?:个(?=[万亿]))?{_UNIT}|零(?={_NUMBER})|{_NUMBER}(?=\s?{_UNIT}))*(?:\s?{_NUMBER})?)"
CURRENCY = r"(?:块钱|块|元钱|元整|元人民币|元|圆|塊錢|塊|rmb|RMB|人民币|蚊(?![子虫香帐叮咬]))"
ABOUT = r"(?:多|来|余|几|把)?"
_COUNTED = (
    r"(?![0-9年月日天号个人次笔份台张部位枚名岁户家件条趟遍回页步点层楼路度克斤米平期分折倍股字美欧英港日%％.]"
    r"|英镑|小时|积分|里程|[多来余几](?:[美欧日]元|[美港日][金币刀]|英镑|泰铢))"
)
"""What is counted with these is not money of this country: 三千人, 一百次, 三十万美金."""
_MOVED = r"(?:[多收少扣吞吃亏赔罚花交缴付掏垫刷退骗划取存转汇欠差蚀负费要说共]|损失|报价|出来|合计|总计)"
_MOVED_TO = r"(?:[一两几]笔|一次|了|给|找|那|走|掉|去|进去|出去|我|俺|他|她|您|小|快|整整|将近|差不多|大概|大约)"
_BEHIND = (
    r"(?:(?:违约|保证|滞纳|罚|押|定|佣|租|税)金|(?:手续|服务|管理|工本|年|月|短信|中介|担保|咨询)费|利息|[一每][次笔])"
    r"(?:(?:每|一)个?[月年期天次笔]|每季度?)?"
)
_FEE = r"的?(?:手续费|年费|工本费|服务费|管理费|利息|本金|保费|违约金|费|钱)"
_ENDS = rf"(?:多|来|余)?(?=[，。！？；、：“”\s]|$|左右|买|还|才|就|吧|呢|啊|呀|了|的|{_FEE})"
_NOT_A_PIECE = (
    r"(?<!(?<![0-9十百千万])[一两]块(?=[\p{Han}--[钱的多也都没不就还吧啊呢了一二三四五六七八九]]))(?![硬纸]?币)"
)
"""两块手表 are two pieces, not two yuan."""
_NOTHING = r"(?!钱?(?:都|也)?(?:没|不|冇)(?:有)?(?:少|多|扣|给|退|赔|丢|花|损|亏|拿|收|见|差|要|动|用|涉|[，。！]|$))"
"""一分钱没少, 一毛钱都不退: no amount."""
_NUMBER_TO_CALL = (
    r"(?!(?:123(?:78|63|86|45|15|21|81)|96110|12110|110|10086|10010|10000|955[0-9]{2})(?![0-9.万千百元块]|,[0-9]{3}))"
)
MONEY = regex.compile(
    rf"(?<![0-9A-Za-z.\-$＄€£{HAN}第]){_NUMBER_TO_CALL}(?:[¥￥]\s?(?P<sign>{CORE})"
    rf"|(?P<named>{CORE}){ABOUT}(?P<unit>[万萬亿]?)\s?{CURRENCY}{_NOT_A_PIECE}"
    rf"(?:(?<!钱)零?(?P<tenths>[0-9一二两三四五六七八九])(?:(?:毛|角)(?P<cents>[0-9一二两三四五六七八九])?分?)?(?![0-9十百千万个年月天次笔张页本期点条]))?"
    rf"|(?P<large>{CORE}(?<=[万萬亿wW]|[万萬亿wW]{_NUMBER}|[万萬亿]{_NUMBER}[千百]))(?:多|来|余)?+(?![A-Za-z一]){_COUNTED}"
    rf"|(?P<about>{CORE})(?:多|来|余|几)(?P<size>[万萬亿]){_COUNTED}"
    rf"|(?P<jiao>[0-9一二两三四五六七八九]+)(?:毛|角)(?:(?P<hundredths>[0-9一二两三四五六七八九])分?|钱)?{_NOTHING}"
    rf"|(?P<fen>[0-9一二两三四五六七八九]+)分钱{_NOTHING}"
    rf"|(?P<short>{CORE}(?<=[百千][一二两三四五六七八九])){_COUNTED}"
    rf"|(?<={_MOVED}{_MOVED_TO}{{0,4}})(?P<moved>{CORE}(?<=[百千]|[0-9]|十|十[一二三四五六七八九])){_COUNTED}{_ENDS}"
    rf"|(?<=[少差缺多]的)(?P<owed>{CORE}(?<=[百千]|[0-9]|十)){_COUNTED}"
    rf"|(?<={_BEHIND})(?P<behind>{CORE}(?<=[0-9]{{2}}|[百千十]|十[一二三四五六七八九]|[0-9]\.[0-9]{{1,2}})){_COUNTED}{_ENDS}"
    rf"|(?P<fee>{CORE}(?<=[百千]|[0-9]{{2}}))(?:多|来|余)?(?={_FEE})"
    rf"|(?P<odd>{CORE}(?<=[0-9]{{3}}))(?:多|来|余)(?=[，。！？；]|$)|(?<![几每])(?P<round>{CORE}(?<=[百千])){_COUNTED}"
    rf"|(?<={_MOVED}{_MOVED_TO}{{0,4}})(?P<figures>[0-9]{{3,}}(?:\.[0-9]{{1,2}})?|[0-9]{{1,2}}\.[0-9]{{1,2}}){_COUNTED}"
    rf"|(?<=[，。；：]|[\p{{Han}}--[号码]]\s)(?<![0-9][，,])(?P<alone>[0-9]{{3,7}}(?:\.[0-9]{{1,2}})?)(?=[，。；]|$))",
    regex.V1,
)
_CORES = (
    "sign",
    "named",
    "large",
    "about",
    "short",
    "moved",
    "owed",
    "fee",
    "odd",
    "round",
    "figures",
    "alone",
    "behind",
)
_SMALL = {"jiao": 10, "fen": 100}
_LIMIT = regex.compile(
    r"(?:最多|最高|至多|不超过|上限|限额?|额度|(?:提高|提升|调高|调|升|降|恢复|放宽|改)到|封顶|买满|买够|至少|最低|起步|只能|每人限)[^，。；！？0-9]{0,5}$"
)
_LENT = regex.compile(r"(?<![还扣收交缴欠退].{0,4})(?:贷|批|放)(?:了|款|出)*(?:的|是|为|了|一共|总共)?$")
"""贷款一百二十万: how much was lent is not what the matter is worth."""
_TOTAL = regex.compile(
    r"(?:一共|总共|合计|共计|总计|加起来|拢共|统共|累计|全部|前前后后|前后|总额|共)[^，。；！？0-9]{0,6}$"
)
_LOST = regex.compile(
    r"(?:收|少|扣|亏|赔|罚|损失|骗|盗刷|划|被|不见|没(?!有)|蚀|刷了|负|掏|垫|要|差|欠|冻)[^，。；！？]{0,8}$|^[^，。；！？]{0,4}(?:没了|不见|被|打水漂)"
)
_ROUND_FIGURE = regex.compile(
    r"(?<![0-9零一二两三四五六七八九十几])(?P<size>百(?=八十)|千(?=八百)|万(?=八千))八[十百千]"
    r"(?![0-9一二三四五六七八九天个次人岁年斤里米页张回遍号])"
)
"""百八十块 is a hundred or so."""
_OR_SO = regex.compile(rf"(?<![0-9{HAN}几好])(?P<size>[百千万])把(?=块|元|钱)")
"""千把块 is a thousand or so."""
_DIFFERENCE = regex.compile(
    r"(?:(?:少|差|缺|多)的|(?<!差不)多(?:扣|收|付|刷|转|出来?|划|算|给|缴)?|少(?:给|退|付|算|入账?|存)|差我|少我|短我)(?:了|我|的|那|这|出来?)*$"
)
"""What was taken too much or given too little is what the customer wants back."""
_EACH_COSTS = regex.compile(
    r"(?:每(?:一)?|一)(?:个)?(?:页|张|笔|次|月|本|份|天|年|回|户|条)(?:只|就|要|收|扣|是|才|得)*$"
)
_EACH_TIME = regex.compile(r"(?:每(?:个)?(?:月|年|期|季度)|月供|年供)[^，。；！？0-9]{0,6}$")
_ONLY_KNOWN = regex.compile(r"(?:的事|的情况)?(?:他们?|她们?|人家|对方)?(?:全|也|居然)?都?(?:知道|晓得|清楚|报得出)")
"""连我存了15万都知道: the amount is not what it is about."""
_RATE = regex.compile(
    r"利率|年化|LPR|基点|百分点|几厘|[写说签定]的?(?:好|明)?(?:是|为)?[0-9]{1,2}\.[0-9]{1,2}(?![0-9元块])", regex.I
)
"""Then a figure such as 4.9 without a currency is the percentage that was promised or taken."""
_IDIOMS = ("万一", "千万", "一千万一")


@dataclass(frozen=True)
class Money:
    """An amount in a text, in yuan; `is_total` when the customer calls it the sum, `is_lost` when it went away,
    `is_limit` when it only says how much is allowed, `is_lent` when it was borrowed, `is_difference` when it is what
    was too much or too little, `is_price` when it is the price of one piece, `is_regular` when it has to be paid every
    month or year."""

    start: int
    end: int
    yuan: Decimal
    is_total: bool = False
    is_lost: bool = False
    is_limit: bool = False
    is_lent: bool = False
    is_difference: bool = False
    is_price: bool = False
    is_regular: bool = False


def find_money(text: str) -> list[Money]:
    """Return every amount of a text that names its currency, its size (万) or what happened to it."""
    return list(_found(text))


def in_figures(text: str) -> str:
    """Write 百八十 as 一百多 and 千把块 as 一千块, which are as long."""
    return _OR_SO.sub(r"一\g<size>", _ROUND_FIGURE.sub(r"一\g<size>多", text))


def _found(text: str) -> Iterator[Money]:
    text = in_figures(text)
    for match in MONEY.finditer(text):
        value = None if _is_a_rate(match, text) else _value(match)
        if value is not None and value > 0:
            before, after = text[: match.start()], text[match.end() :]
            yield Money(
                match.start(),
                match.end(),
                value,
                is_total=bool(_TOTAL.search(before)),
                is_lost=bool(_LOST.search(before) or _LOST.match(after)),
                is_limit=bool(_LIMIT.search(before) or _ONLY_KNOWN.match(after)),
                is_lent=bool(_LENT.search(before)),
                is_regular=bool(_EACH_TIME.search(before)),
                is_difference=bool(_DIFFERENCE.search(before)),
                is_price=bool(_EACH_COSTS.search(before)),
            )


def _is_a_rate(match: regex.Match[str], text: str) -> bool:
    found = match.group("figures") or match.group("moved") or ""
    return "." in found and bool(_RATE.search(text))


def _value(match: regex.Match[str]) -> Decimal | None:
    for name, part in _SMALL.items():
        if match.group(name):
            small, hundredths = parse_number(match.group(name)), parse_number(match.group("hundredths") or "0")
            return None if small is None else small / part + (hundredths or Decimal(0)) / 100
    core = next(match.group(name) for name in _CORES if match.group(name))
    if core in _IDIOMS:
        return None
    value = parse_number(core.replace("个", "") + (match.group("unit") or match.group("size") or ""))
    if value is not None and match.group("tenths"):
        tenths, cents = (parse_number(match.group(name) or "0") or Decimal(0) for name in ("tenths", "cents"))
        value += tenths / 10 + cents / 100
    return value
