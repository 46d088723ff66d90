"""The command `xiaobao wechat`: the menu of the official account is shown, put there and taken away."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from bot.settings import Settings, SettingsError

if TYPE_CHECKING:
    from bot.channels.wechat.api import WeChatApi

REASONS = {
    -2: "连不上微信的接口，请检查网络和 WECHAT_API_BASE",
    40013: "WECHAT_APP_ID 不对",
    40125: "WECHAT_APP_SECRET 不对",
    40164: "这台机器的地址不在公众号的 IP 白名单里，请到微信开发者平台加上",
    48001: "这个公众号没有自定义菜单的权限（要认证过的服务号）",
}
"""The refusals that whoever runs this can do something about."""


def add_command(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    things = parser.add_subparsers(required=True, metavar="什么")
    menu = things.add_parser("menu", help="对话下面的菜单，内容在 data/bank/wechat_menu.yml")
    actions = menu.add_subparsers(required=True, metavar="动作")
    actions.add_parser("show", help="看微信上现在的菜单，和文件里的一样不一样").set_defaults(run=_show)
    actions.add_parser("push", help="检查文件里的菜单，放到微信上").set_defaults(run=_push)
    actions.add_parser("delete", help="拿掉微信上的菜单").set_defaults(run=_delete)


def _show(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.channels.wechat import menu

    there = _called(settings, lambda api: api.menu())
    for line in menu.plain(there):
        print(line)
    same = menu.plain(there) == menu.plain(menu.as_wechat(menu.read(menu.FILE), settings.public_url))
    print("微信上没有菜单" if not there else "和文件里的一样" if same else "和文件里的不一样，用 menu push 更新")
    return 0


def _push(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.channels.wechat import menu

    rows = menu.read(menu.FILE)
    problems = list(menu.problems(rows))
    if problems:
        raise SettingsError("；".join(problems))
    if menu.needs_public_url(rows) and not settings.public_url:
        raise SettingsError("XIAOBAO_PUBLIC_URL：菜单里有本助手的网页，要先设好它的网址")
    wanted = menu.as_wechat(rows, settings.public_url)
    _called(settings, lambda api: api.set_menu(wanted))
    print("菜单已更新，客户重新进入公众号，几分钟内就能看到")
    return 0


def _delete(arguments: argparse.Namespace, settings: Settings) -> int:
    _called(settings, lambda api: api.delete_menu())
    print("菜单已拿掉")
    return 0


def _called(settings: Settings, work: Callable[[WeChatApi], Awaitable[Any]]) -> Any:
    """Do something with the account's API and return it; raises `SettingsError` saying why it is refused."""
    from bot.channels.wechat.api import ApiRefused, open_api
    from bot.stores import register_of

    account = settings.wechat
    if account is None or not account.can_call:
        raise SettingsError("WECHAT_TOKEN、WECHAT_APP_ID、WECHAT_APP_SECRET：要先都设好")

    async def run() -> Any:
        api = open_api(account, register_of(settings))
        try:
            return await work(api)
        finally:
            await api.close()

    try:
        return asyncio.run(run())
    except ApiRefused as refused:
        raise SettingsError(REASONS.get(refused.code, f"微信不接受，错误码 {refused.code}")) from None
