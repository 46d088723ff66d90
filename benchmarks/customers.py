"""Customers who complain over REST, each in words of their own: they answer what is asked, to the ticket."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import httpx
import yaml

from bot.answers import RESPONSES
from bot.bank import load_bank
from tickets import categories

Chance = random.Random
SUMMARY = "complaint_confirmed"
OPENERS = ("我要投诉", "我想投诉", "我要投诉你们银行", "帮我登记一个投诉")
WHO = ("接待我的人", "大堂经理", "你们的人", "客户经理", "经办的那位", "值班的主管", "回访我的工作人员")
WHAT = (
    "办业务之前没说要收费", "前后两次说的规定不一样", "让我白跑了好几趟", "答应的事一直没有办",
    "说话很不耐烦，问什么都不理", "材料收了又弄丢了", "把我的单子办错了还不肯改", "一直推来推去没有人管",
)  # fmt: skip
SINCE = ("我觉得不合理", "到现在也没个说法", "解释了半天还是不清楚", "换个人问又是另一种讲法", "态度让人很难接受")
WORDS: Mapping[str, Callable[[Chance], str]] = {
    "complaint_consent": lambda chance: chance.choice(("同意", "我同意", "同意，开始吧", "可以，同意")),
    "complaint_business": lambda chance: chance.choice(_businesses()),
    "complaint_facts": lambda chance: "".join(
        (chance.choice(WHO), chance.choice(WHAT), "，", chance.choice(SINCE), chance.choice(("。", "！", "，唉。")))
    ),
    "complaint_occurred_on": lambda chance: chance.choice(
        ("上周三", "昨天", "9月15日", "10月初", "上个月", "前天下午")
    ),
    "complaint_place": lambda chance: chance.choice((*(branch.name for branch in load_bank().branches), "手机银行")),
    "complaint_amount": lambda chance: f"{chance.randint(1, 50_000)}元",
    "complaint_request": lambda chance: chance.choice(("把原因讲清楚", "给我赔礼道歉", "退还多收的钱", "以后先讲清楚")),
    "complaint_evidence": lambda chance: chance.choice(("有短信", "有回单和照片", "手上有聊天记录", "跳过")),
    "complainant_name": lambda chance: (
        chance.choice("王李张刘陈杨赵黄周吴") + chance.choice(("小明", "建国", "秀英", "丽华"))
    ),
    "complainant_phone": lambda chance: f"158{chance.randrange(10**8):08d}",
    SUMMARY: lambda chance: chance.choice(("确认提交", "确认", "提交")),
}
"""Slot → how a customer answers when it is asked, in the order of the questions; no story answers another question."""
TURNS = 1 + len(WORDS)


class Misheard(RuntimeError):
    """A reply other than the question that is due, or the ticket."""


class Customer:
    """One conversation: the question heard last, and the number of the ticket once it was told."""

    def __init__(self, chance: Chance) -> None:
        self.sender = f"bench-{uuid.uuid4().hex}"
        self.opener = chance.choice(OPENERS)
        self.words = {slot: say(chance) for slot, say in WORDS.items()}
        self.asked: str | None = None
        self.number: str | None = None
        self.waits = False

    async def speak(self, http: httpx.AsyncClient) -> None:
        """Answer the question heard last and hear the reply; `waits` stays true when none comes."""
        said = self.words[self.asked] if self.asked else self.opener
        self.waits = True
        answer = await http.post("/webhooks/rest/webhook", json={"sender": self.sender, "message": said})
        answer.raise_for_status()
        self._hear(said, answer.json())
        self.waits = False

    async def go_on(self, http: httpx.AsyncClient, until: str | None = None) -> None:
        """Speak until the ticket is there, or until a question is asked."""
        while self.number is None and (until is None or self.asked != until):
            await self.speak(http)

    def _hear(self, said: str, reply: list[dict[str, Any]]) -> None:
        custom = {kind["type"]: kind for message in reply if (kind := message.get("custom"))}
        due = following(self.asked)
        if "ticket" in custom and due is None:
            self.number = custom["ticket"]["number"]
        elif due and (("card" in custom) if due == SUMMARY else (_questions()[due] in reply[-1]["text"])):
            self.asked = due
        else:
            raise Misheard(f"{self.asked}：{said} → {reply}")


def client(base: str) -> httpx.AsyncClient:
    """Open a client of the assistant at this address; its idle connections go before the server closes them."""
    limits = httpx.Limits(max_connections=100, keepalive_expiry=2)
    return httpx.AsyncClient(base_url=base, timeout=30, trust_env=False, limits=limits)


def following(asked: str | None) -> str | None:
    """Return the question that follows one; None comes before the first and after the last."""
    order = [None, *WORDS, None]
    return order[order.index(asked) + 1]


@cache
def _questions() -> dict[str, str]:
    """Return the first line of every question that has a fixed one."""
    responses = yaml.safe_load((RESPONSES / "complaint_form.yml").read_text("utf-8"))["responses"]
    named = {slot: responses.get(f"utter_question_{slot}") for slot in WORDS}
    return {slot: variations[0]["text"].splitlines()[0] for slot, variations in named.items() if variations}


@cache
def _businesses() -> tuple[str, ...]:
    """Return businesses as the buttons call them."""
    return tuple(label.split("（")[0] for label in categories.labels("business").values())
