"""Places in a customer's words: a branch by name, short name or sound; a counter, a machine, an app."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import chain

import regex
import yaml

from bot.bank import load_bank
from bot.lexicon import LEXICON, PLACES, table
from bot.text.sounds import sounds

_OFFICE = r"(?:支行|分行|网点|营业部|营业厅|营业所|分理处|储蓄所|银行)"
_AT_A_BRANCH = regex.compile(
    r"\s*(?:那个|那家|这个|这家|那边|这边|的)?(?:支行|分行|网点|营业|分理处|储蓄所|行(?!为|业|动)|柜|ATM|你们)"
)
_SOMEWHERE = regex.compile(r"(?:在|去|到|上|来|你们|你行|咱们|贵行)(?:那个|的)?$")
LONGEST_NAME = 5
_LITTLE = regex.compile(
    r"你们|咱们|我们|银行|行里|的时候|自己|时候|一个|那个|这个|那里|那边|应该|大概|可能|好像|就是|办理|办业务|操作|转账|取[钱款]|存[钱款]|付款|刷卡|登录|查询|交易|转的|买的|办的|弄的|用的|[我在是就的了上里去到用打通过办转买弄说讲那这个吧啊呀呢嘛，。！？、\s]"
)
"""Words around a place that tell nothing of where it is."""
_STREET = regex.compile(r"(?<=[市区县镇]|^)(?:(?![市区县镇])\p{Han}){2,4}?(?:大街|大道|路|街|巷)")
_DEALS = regex.compile(r"[，。！？取存办开换]|$")
_UNKNOWN = regex.compile(rf"(?P<name>[\p{{Han}}A-Za-z0-9]{{2,8}}?)(?P<office>(?:那个|那家|的)?{_OFFICE})(?<!银行)")
_DESCRIBED = regex.compile(
    r"(?P<name>\p{Han}{2,8}?)(?P<office>(?:旁边|边上|对过|对面|门口|隔壁|附近|楼下)(?:的)?"
    r"(?:那家(?!的)|那家(?=的(?:行|银行|网点))|那个(?:行|网点|银行)|自助银行|银行|网点)|那个(?:行(?!长|为|业)|(?:便民)?服务点|银行))"
)
_NOT_A_NAME = regex.compile(
    r".*(?:[贵我你本]行|投诉|举报|反映|[前昨今当那每隔]天|[上下]午|早上|晚上|[去今前]年|上周|(?<=[0-9一二三四五六七八九十上])月|(?<=[0-9一二三四五六七八九十])[号日])|.*[哋咗趟次遍回我你您他她们在去到从的了说让被找跟是这那个哪各每某一有没于把向往叫请要别俩近喺赴至返币元携日]|.+(?:和(?!平|睦|兴|庆)|[老同家])"
)


@dataclass(frozen=True)
class Place:
    """A place named in a text; `sure` is False when only half of a branch's name, or its sound, was recognised."""

    value: str
    sure: bool = True


def find(text: str) -> list[Place]:
    """Return the places a story names, branches first; nothing twice."""
    branches = _branches(text)
    found = branches or _alike(text) or _unknown(text) or _told(text)
    return list({place.value: place for place in reversed(found)}.values())[::-1]


def read(answer: str) -> Place | None:
    """Return the place that an answer to "where?" names in the bank's own words, or None."""
    found = _branches(answer, asked=True) or _alike(answer) or _on_the_street(answer) or _kinds(answer)
    return found[0] if found else None


def says_more(answer: str, known: Place) -> bool:
    """Tell whether an answer names more than a counter, a machine or an app: which one; the directory has no more."""
    if known.value in {branch.name for branch in load_bank().branches}:
        return False
    rest = answer
    for word in sorted((known.value, *_kind_words()[known.value]), key=len, reverse=True):
        rest = rest.replace(word, "")
    return len(_LITTLE.sub("", rest)) >= 2


def _branches(text: str, asked: bool = False) -> list[Place]:
    branches = load_bank().branches
    named = [Place(branch.name) for branch in branches if branch.name in text]
    short = [(branch.name, alias) for branch in branches for alias in branch.aliases if _names(alias, text)]
    if named or asked:
        return named or [Place(name) for name, _ in short]
    read = [(name, _means_the_branch(alias, text)) for name, alias in short]
    return [Place(name, sure) for name, sure in read if sure is not None]


def _names(alias: str, text: str) -> bool:
    """Tell whether a text has a short name by itself: 西关路支行 is not in 西关."""
    return (
        alias in text
        and regex.search(rf"{regex.escape(alias)}(?![路街巷村镇乡里桥]|大道|大街|新村|小区)", text) is not None
    )


def _means_the_branch(alias: str, text: str) -> bool | None:
    """Tell whether a short name such as 开发区 stands for the branch there: True, False for perhaps, None for no."""
    start = text.index(alias)
    before, after = text[:start], text[start + len(alias) :]
    if alias.endswith(("支行", "网点")) or _AT_A_BRANCH.match(after):
        return True
    if not _SOMEWHERE.search(before):
        return None
    return bool(_DEALS.match(after))


def _alike(text: str) -> list[Place]:
    """Return branches whose name the text has by sound: 城冬支行."""
    heard = f" {sounds(text)} "
    return [Place(branch.name, sure=False) for branch in load_bank().branches if f" {sounds(branch.name)} " in heard]


def on_the_street(text: str) -> str | None:
    """Return the name of the one branch in a street that a text names."""
    return next((place.value for place in _on_the_street(text)), None)


def _on_the_street(text: str) -> list[Place]:
    """Return the one branch in a street that the text names: 和平路那个; it may stand in a street of another town."""
    named = [name for name, street in _streets().items() if street in text]
    return [Place(named[0], sure=False)] if len(named) == 1 else []


@cache
def _streets() -> dict[str, str]:
    """Return branch → its street, where the address has one."""
    found = ((branch.name, _STREET.search(branch.address)) for branch in load_bank().branches)
    return {name: match.group() for name, match in found if match}


def _unknown(text: str) -> list[Place]:
    """Return a branch that the directory does not have, as the customer wrote it: by name, or by what it is near."""
    for match in chain(_UNKNOWN.finditer(text), _DESCRIBED.finditer(text)):
        name = _NOT_A_NAME.sub("", match.group("name"))[-LONGEST_NAME:]
        if len(name) >= 2:
            return [Place(name + match.group("office"))]
    return []


def _told(text: str) -> list[Place]:
    """Return the counter, machine or app that a story names; the table has the tellingest first."""
    return [Place(value) for value, words in table(PLACES).items() if words.search(text)][:1]


def _kinds(answer: str) -> list[Place]:
    return [Place(value) for value, words in _kind_words().items() if any(word in answer for word in (value, *words))]


@cache
def _kind_words() -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = yaml.safe_load((LEXICON / "entities.yml").read_text("utf-8"))["place"]
    return kinds
