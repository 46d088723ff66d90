"""Checks on the menu of the WeChat account: what WeChat takes, and words that the assistant understands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.channels.wechat import menu


def check(data: Path, questions: dict[str, list[str]]) -> Iterator[str]:
    """Yield what is wrong; a folder without a menu has nothing wrong with it."""
    file = data / "bank" / menu.FILE.name
    if not file.exists():
        return
    rows = menu.read(file)
    yield from menu.problems(rows)
    known = {line for lines in questions.values() for line in lines} | _tiles(data)
    for entry in menu.said(rows):
        if entry["say"] not in known:
            yield f"菜单“{entry.get('name')}”：打出的“{entry['say']}”不是任何话题的问法"


def _tiles(data: Path) -> set[str]:
    """Return what the tiles of the chat page say: they lead somewhere too."""
    file = data / "interface.yml"
    return {tile["say"] for tile in yaml.safe_load(file.read_text("utf-8"))["tiles"]} if file.exists() else set()
