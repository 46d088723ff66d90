"""The command `xiaobao kiosk`: tablets of branches are added, listed and taken out."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.settings import SettingsError
from staff.cli_parts import with_register

if TYPE_CHECKING:
    from tickets.register import Register


def add_command(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    from tickets.devices import LEAST, TIMES

    actions = parser.add_subparsers(required=True, metavar="动作")
    add = actions.add_parser("add", help="加一台，打印登记码：半小时内在平板上输入")
    add.add_argument("branch", metavar="网点")
    add.add_argument("--name", default="平板", help="叫什么，比如“大堂左边”")
    for key, seconds in TIMES.items():
        add.add_argument(
            f"--{key.replace('_', '-')}", type=int, metavar="秒", help=f"默认 {seconds}，至少 {LEAST[key]}"
        )
    add.set_defaults(run=with_register(_add))
    actions.add_parser("list", help="列出平板：编号、网点、名字、是否在线").set_defaults(run=with_register(_list))
    remove = actions.add_parser("remove", help="注销一台，它马上不能再用")
    remove.add_argument("id", metavar="编号")
    remove.set_defaults(run=with_register(_remove))


def _add(arguments: argparse.Namespace, register: Register) -> int:
    from bot.bank import load_bank
    from tickets.devices import LEAST, Devices

    branches = [branch.name for branch in load_bank().branches]
    if arguments.branch not in branches:
        raise SettingsError(f"没有“{arguments.branch}”这个网点，有的是：{'、'.join(branches)}")
    times = {key: getattr(arguments, key) for key in LEAST if getattr(arguments, key) is not None}
    for key, seconds in times.items():
        if seconds < LEAST[key]:
            raise SettingsError(f"--{key.replace('_', '-')} 至少 {LEAST[key]} 秒")
    device, code = Devices(register).add(arguments.branch, arguments.name, times)
    print(f"{device}\t登记码 {code}")
    return 0


def _list(arguments: argparse.Namespace, register: Register) -> int:
    from tickets.devices import Devices

    devices = Devices(register)
    for device in devices.all():
        state = "在线" if devices.is_online(device) else "离线" if device.token_print else "未登记"
        print(f"{device.id}\t{device.branch}\t{device.name}\t{state}")
    return 0


def _remove(arguments: argparse.Namespace, register: Register) -> int:
    from tickets.devices import Devices

    Devices(register).remove(arguments.id)
    return 0
