"""The commands `xiaobao tickets` and `xiaobao staff`; whoever may run them acts as the administrator."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import upkeep_cli
from bot.settings import SettingsError
from staff import kiosk_cli
from staff.cli_parts import with_register

if TYPE_CHECKING:
    from tickets.register import Register


def add_commands(commands: Any) -> None:
    """Add both commands to the parser of `xiaobao`."""
    _add_tickets(commands.add_parser("tickets", help="投诉工单：list show advance export（个人信息打码）"))
    _add_staff(commands.add_parser("staff", help="工作台账号：add list remove"))
    kiosk_cli.add_command(commands.add_parser("kiosk", help="网点平板：add list remove"))


def _add_tickets(parser: argparse.ArgumentParser) -> None:
    limit = argparse.ArgumentParser(add_help=False)
    limit.add_argument("--limit", type=int, default=20, help="最多几件")
    parser.add_argument("--limit", type=int, default=20, help="最多几件")
    parser.set_defaults(run=with_register(_list))
    actions = parser.add_subparsers(metavar="动作")
    actions.add_parser("list", help="列出工单，新的在前", parents=[limit]).set_defaults(run=with_register(_list))
    show = actions.add_parser("show", help="一件工单和它的操作记录")
    show.add_argument("number", metavar="单号")
    show.set_defaults(run=with_register(_show))
    advance = actions.add_parser("advance", help="对工单做一个操作，比如 advance 单号 triaged reason=一般事项")
    advance.add_argument("number", metavar="单号")
    advance.add_argument("to", metavar="操作")
    advance.add_argument("fields", nargs="*", metavar="字段=值", help="列表用逗号隔开")
    advance.set_defaults(run=with_register(_advance))
    actions.add_parser("replay", help="补登数据库断开时收下的投诉").set_defaults(run=upkeep_cli.replay)
    export = actions.add_parser("export", help="导出成 Excel 文件")
    export.add_argument("file", type=Path, metavar="FILE.xlsx")
    export.set_defaults(run=with_register(_export))


def _add_staff(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="动作")
    add = actions.add_parser("add", help="加一个账号，打印它的令牌（只这一次）")
    add.add_argument("name", metavar="名字")
    add.add_argument("--role", required=True, help="角色")
    add.add_argument("--branch", help="所属网点；有网点的只看得到本网点的工单")
    add.set_defaults(run=with_register(_add_account))
    actions.add_parser("list", help="列出账号").set_defaults(run=with_register(_list_accounts))
    remove = actions.add_parser("remove", help="删掉账号，它的令牌立即作废")
    remove.add_argument("name", metavar="名字")
    remove.set_defaults(run=with_register(_remove_account))


def _list(arguments: argparse.Namespace, register: Register) -> int:
    rows, total = register.tickets({}, 1, max(1, arguments.limit))
    for row in rows:
        _print_ticket(row, register)
    print(f"共 {total} 件", file=sys.stderr)
    return 0


def _show(arguments: argparse.Namespace, register: Register) -> int:
    from staff.views import event_json

    _print_ticket(register.ticket(arguments.number), register)
    for event in register.events(arguments.number):
        print(json.dumps(event_json(event, register), ensure_ascii=False))
    return 0


def _advance(arguments: argparse.Namespace, register: Register) -> int:
    from staff.auth import ADMINISTRATOR
    from tickets.workflow import Workflow

    given = dict(map(_pair, arguments.fields))
    _print_ticket(Workflow(register).perform(arguments.number, ADMINISTRATOR, arguments.to, given), register)
    return 0


def _export(arguments: argparse.Namespace, register: Register) -> int:
    from staff.auth import ADMINISTRATOR
    from staff.export import take

    try:
        arguments.file.write_bytes(take(register, {}, ADMINISTRATOR))
    except OSError as error:
        raise SettingsError(f"写不了 {arguments.file}：{error.strerror}") from None
    return 0


def _add_account(arguments: argparse.Namespace, register: Register) -> int:
    from bot.bank import load_bank
    from staff.auth import ADMINISTRATOR
    from tickets.accounts import Accounts

    branches = [branch.name for branch in load_bank().branches]
    if arguments.branch is not None and arguments.branch not in branches:
        raise SettingsError(f"没有“{arguments.branch}”这个网点，有的是：{'、'.join(branches)}")
    print(Accounts(register).add(arguments.name, arguments.role, arguments.branch, by=ADMINISTRATOR.name))
    print("令牌只显示这一次，请马上交给本人保存", file=sys.stderr)
    return 0


def _list_accounts(arguments: argparse.Namespace, register: Register) -> int:
    from tickets.accounts import Accounts

    for account in Accounts(register).all():
        print(f"{account.name}\t{account.role}\t{account.branch or ''}")
    return 0


def _remove_account(arguments: argparse.Namespace, register: Register) -> int:
    from staff.auth import ADMINISTRATOR
    from tickets.accounts import Accounts

    Accounts(register).remove(arguments.name, by=ADMINISTRATOR.name)
    return 0


def _print_ticket(ticket: Any, register: Register) -> None:
    from staff.views import ticket_json
    from tickets.lifecycle import ADMIN

    print(json.dumps(ticket_json(ticket, register, ADMIN), ensure_ascii=False))


def _pair(raw: str) -> tuple[str, Any]:
    """Read `field=value` as what the field takes; a field nobody knows is left to the register to refuse."""
    from tickets import lifecycle

    name, equals, value = raw.partition("=")
    if not equals:
        raise SettingsError(f"“{raw}”应当写成 字段=值")
    kind = lifecycle.fields().get(name, {}).get("kind")
    if kind in ("lines", "choices"):
        return name, [item for item in value.replace("，", ",").split(",") if item]
    if kind == "yes_no":
        return name, {"true": True, "false": False, "是": True, "否": False}.get(value, value)
    return name, int(value) if kind == "stars" and value.isdecimal() else value
