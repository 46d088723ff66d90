"""Chat with the whole assistant through a fake WeChat, in the terminal or with lines from a pipe: `make wechat-demo`.

Everything is real but Tencent: packets are signed and encrypted, late, repeated and counted as there. The assistant is
one of its own, in a temporary folder; what it keeps goes with it.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import httpx

from bot.wechat_settings import MODES, SAFE
from tests.server import TOKEN, Server
from tests.wechat.fake import BUBBLE, LINK, OPTION, Customer, FakeWeChat, Outcome, Shown

HELP = """直接打字，就是客户发的消息。另外：
  :follow          关注          :unfollow       取消关注
  :tap 话          点菜单        :pick 字        点回复里的【字】
  :scan 令牌       扫带场景值的码
  :image 文件      发图片        :voice          发语音
  :as 名字         换一个客户    :again          微信把上一条再推一次
  :help            这些          :quit           结束（或 Ctrl-D）"""
WAYS = {"passive": "公众号", "push": "公众号（客服消息）", "template": "公众号（模板消息）", "bubble": "微信"}
LATE_S = 60.0


class Terminal(FakeWeChat):
    """A fake WeChat that prints what its customers see as they see it."""

    def show(self, openid: str, shown: Shown) -> None:
        super().show(openid, shown)
        text = LINK.sub(_as_shown, shown.text).replace("\n", "\n    ")
        print(f"{WAYS[shown.way]} → {openid}：\n    {text}", flush=True)


class Demo:
    """Does what each line says, for one customer at a time; `wait_s` is how long a late answer is waited for."""

    def __init__(self, wechat: FakeWeChat, wait_s: float) -> None:
        self.wechat, self.wait_s = wechat, wait_s
        self.customer = wechat.customer("演示客户")
        self.commands: dict[str, Callable[[str], Outcome | None]] = {
            "follow": lambda _: self.customer.follows(),
            "unfollow": lambda _: self.customer.unfollows(),
            "tap": lambda key: self.customer.taps(key),
            "pick": self.pick,
            "scan": lambda scene: self.customer.scans(scene),
            "image": self.image,
            "voice": lambda _: self.customer.sends_voice(),
            "again": lambda _: self.customer.again(),
            "as": self.become,
            "help": lambda _: print(HELP),
        }

    def line(self, line: str) -> bool:
        """Do one line; False when it was the last."""
        name, _, rest = line.strip().partition(" ")
        if not name:
            return True
        if not name.startswith(":"):
            self.done(lambda: self.customer.says(line.strip()))
        elif name in (":quit", ":q"):
            return False
        elif name[1:] in self.commands:
            self.done(lambda: self.commands[name[1:]](rest.strip()))
        else:
            print(f"没有 {name} 这个命令，:help 看有哪些")
        return True

    def done(self, work: Callable[[], Outcome | None]) -> None:
        """Do something, and wait for what comes late."""
        before = len(self.customer.log)
        outcome = work()
        if outcome is None or outcome.text is not None or self.customer.sees[before:] == [BUBBLE]:
            return
        print(f"（当场没有回复，{'、'.join(map(str, outcome.statuses))}）", flush=True)
        if self.wait_s and self.wechat.member(self.customer.openid).following:
            with self.wechat.lock:
                self.wechat.lock.wait_for(lambda: len(self.customer.log) > before, timeout=self.wait_s)

    def pick(self, words: str) -> Outcome | None:
        if words not in self.customer.options:
            print(f"回复里没有【{words}】")
            return None
        return self.customer.picks(words)

    def image(self, name: str) -> Outcome | None:
        file = Path(name).expanduser()
        if not file.is_file():
            print(f"没有 {file} 这个文件")
            return None
        return self.customer.sends_image(file.read_bytes(), file.name)

    def become(self, name: str) -> None:
        self.customer: Customer = self.wechat.customer(name or "演示客户")


def _as_shown(link: re.Match[str]) -> str:
    """Return a link as it looks: words that can be tapped, and where they lead when that is a page."""
    address, words = link.groups()
    return f"【{words}】" if address.startswith(OPTION) else f"【{words} {address}】"


def run(demo: Demo, lines: Iterable[str]) -> None:
    """Do every line."""
    for line in lines:
        if not demo.line(line):
            return


def typed() -> Iterable[str]:
    """Yield what is typed, with a prompt; a Ctrl-C ends it like Ctrl-D."""
    try:
        while True:
            yield input("我：")
    except (EOFError, KeyboardInterrupt):
        print()


def main() -> None:
    parser = argparse.ArgumentParser(description="对着假的微信，在终端里和助手聊天")
    parser.add_argument("--mode", choices=MODES, default=SAFE, help="消息加解密方式")
    arguments = parser.parse_args()
    from bot.settings import load_settings, quiet_environment
    from bot.training import ensure_model

    quiet_environment()
    print("准备模型，启动助手……（第一次可能要十几分钟）", flush=True)
    model = ensure_model(load_settings())
    with tempfile.TemporaryDirectory(prefix="xiaobao-wechat-") as folder, Terminal(arguments.mode) as wechat:
        server = Server(Path(folder), model)
        server.environ |= wechat.environ
        with server:
            wechat.connect(httpx.Client(base_url=server.base, trust_env=False)).verifies()
            print(f"好了。助手 {server.base}，工单接口 {server.staff}/api/tickets（令牌 {TOKEN}）\n{HELP}", flush=True)
            by_hand = sys.stdin.isatty()
            run(Demo(wechat, wait_s=0 if by_hand else LATE_S), typed() if by_hand else sys.stdin)


if __name__ == "__main__":
    main()
