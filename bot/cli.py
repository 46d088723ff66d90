"""The command line: `xiaobao …`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import staff.cli
from bot import upkeep_cli, wechat_cli
from bot.settings import ROOT, Settings, SettingsError, load_settings, quiet_environment
from tickets.errors import StoreUnavailable


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line, without the whole usage."""
        self.exit(2, f"不能执行：{message}（用法见 {self.prog} --help）\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. What is wrong is said in one sentence, without a stack trace."""
    quiet_environment()
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments, load_settings()))
    except SettingsError as error:
        print(f"不能执行：{error}", file=sys.stderr)
    except StoreUnavailable as error:
        print(f"不能执行：数据库连不上（{str(error).splitlines()[0]}）", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="xiaobao", description="消保助手的命令行")
    commands = parser.add_subparsers(required=True, metavar="命令")
    commands.add_parser("serve", help="启动客户端和工作台两个进程").set_defaults(run=_serve)
    commands.add_parser("train", help="训练模型（内容没变就不重训）").set_defaults(run=_train)
    evaluate = commands.add_parser("evaluate", help="在标注好的消息上评测理解")
    evaluate.add_argument("file", type=Path, nargs="+", metavar="FILE.jsonl")
    evaluate.add_argument("--json", action="store_true", help="只在标准输出打印一个 JSON")
    evaluate.add_argument("--per-message", action="store_true", help="JSON 里附上每条消息")
    evaluate.set_defaults(run=_evaluate)
    staff.cli.add_commands(commands)
    content = commands.add_parser("content", help="内容：check 检查回答、问法、按钮")
    content.add_argument("action", choices=["check"])
    content.set_defaults(run=_content)
    upkeep_cli.add_commands(commands)
    wechat_cli.add_command(commands.add_parser("wechat", help="微信公众号：menu 菜单"))
    return parser


def _serve(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.supervisor import serve

    return serve(settings)


def _train(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.training import ensure_model

    print(f"模型：{ensure_model(settings)}")
    return 0


def _evaluate(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.evaluation import judge, parse_all, read_lines
    from bot.quality_report import section
    from bot.training import ensure_model

    for file in arguments.file:
        if not file.is_file():
            raise SettingsError(f"找不到评测文件 {file}")
    rows = [row for file in arguments.file for row in read_lines(file)]
    result = judge(
        rows, _quietly(parse_all, ensure_model(settings), [row["text"] for row in rows]), arguments.per_message
    )
    if arguments.json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        print(section(result, "、".join(file.name for file in arguments.file)))
    return 0


def _quietly(work: Callable[..., Any], *arguments: Any) -> Any:
    """Send what libraries print meanwhile to stderr: stdout is for the result alone."""
    from contextlib import redirect_stdout

    with redirect_stdout(sys.stderr):
        return work(*arguments)


def _content(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot.content_check import problems

    found = problems(ROOT / "data")
    for problem in found:
        print(problem)
    print(f"内容检查：{len(found)} 处问题" if found else "内容检查：没有问题")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
