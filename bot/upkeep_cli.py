"""Commands that look after the register: `xiaobao db …` and `xiaobao tickets replay`."""

from __future__ import annotations

import argparse
from datetime import datetime, timezone
from typing import Any

from bot.settings import Settings, SettingsError


def add_commands(commands: Any) -> None:
    """Add `db` to the parser of `xiaobao`."""
    actions = commands.add_parser("db", help="数据库：upgrade rotate retention forget").add_subparsers(
        required=True, metavar="动作"
    )
    actions.add_parser("upgrade", help="升级到最新结构").set_defaults(run=upgrade)
    actions.add_parser("rotate", help="换了密钥以后，把库里的内容全部用最新的密钥重新加密").set_defaults(run=rotate)
    retention = actions.add_parser("retention", help="删掉过了保存期限的（平时每天自动做一次）")
    retention.add_argument("--dry-run", action="store_true", help="只数一数，不删")
    retention.set_defaults(run=expire)
    forget = actions.add_parser("forget", help="客户要求删除时，把一个会话的身份从登记系统里断开")
    forget.add_argument("conversation", metavar="会话")
    forget.set_defaults(run=forget_conversation)


def upgrade(arguments: argparse.Namespace, settings: Settings) -> int:
    """Bring the schema to the newest migration."""
    from tickets.database import migrate

    migrate(settings.database_url)
    print("数据库已是最新结构")
    return 0


def rotate(arguments: argparse.Namespace, settings: Settings) -> int:
    """Seal everything again under the newest key; can be broken off and started again."""
    from tickets.crypto import Cipher
    from tickets.database import Database
    from tickets.errors import UnreadableRow
    from tickets.rotation import reseal_everything

    try:
        changed = reseal_everything(Database(settings.database_url), Cipher(settings.secret_key))
    except UnreadableRow as error:
        raise SettingsError(f"XIAOBAO_SECRET_KEY：没有一把密钥打得开 {error}，请把旧的那把也写上") from None
    print(f"重新加密了 {sum(changed.values())} 行；最旧的那把密钥还要留在 XIAOBAO_SECRET_KEY 最后，查重和查找要用")
    return 0


def expire(arguments: argparse.Namespace, settings: Settings) -> int:
    """Erase what is past its period, or count it."""
    from bot.stores import evidence_of
    from tickets import retention
    from tickets.crypto import Cipher
    from tickets.database import Database
    from tickets.store import Store

    database = Database(settings.database_url)
    counts = retention.expire(database, datetime.now(timezone.utc), arguments.dry_run)
    if not arguments.dry_run:
        evidence_of(settings, Store(database, Cipher(settings.secret_key))).sweep()
    print("过期可删：" if arguments.dry_run else "已删：", _listed(counts))
    return 0


def forget_conversation(arguments: argparse.Namespace, settings: Settings) -> int:
    """Cut a conversation's identity out of the register."""
    from bot.stores import evidence_of
    from tickets import erasure
    from tickets.crypto import Cipher
    from tickets.database import Database
    from tickets.store import Store

    store = Store(Database(settings.database_url), Cipher(settings.secret_key))
    evidence_of(settings, store).erase(arguments.conversation)
    print("已断开：", _listed(erasure.forget_conversation(store, arguments.conversation)))
    return 0


def _listed(counts: dict[str, int]) -> str:
    return "，".join(f"{table} {count} 行" for table, count in counts.items())


def replay(arguments: argparse.Namespace, settings: Settings) -> int:
    """File what the journal kept, what was put aside as well; the exit code is 1 when something is left."""
    from bot.stores import journal_of, register_of

    journal = journal_of(settings)
    journal.take_back()
    done = journal.replay(register_of(settings))
    print(f"补登 {done.filed} 件，打不开或补不了、另放一边的 {done.aside} 件，还在等的 {done.waiting} 件")
    return 1 if done.aside or done.waiting else 0
