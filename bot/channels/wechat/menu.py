"""The menu below the conversation: what content staff write, held against WeChat's limits, as WeChat takes it.

Tapping an entry says its words for the customer (they are the key of the CLICK event), or opens a page.
Source: developers.weixin.qq.com/doc/service/api/custommenu/api_createcustommenu.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.settings import ROOT

FILE = ROOT / "data" / "bank" / "wechat_menu.yml"
MOST, MOST_BELOW = 3, 5
WIDEST, WIDEST_BELOW = 4, 8
"""Width of a name in Chinese characters; a Latin one counts half."""
LONGEST_KEY, LONGEST_ADDRESS = 128, 1024
"""Bytes."""
Entry = dict[str, Any]


def read(path: Path) -> list[Entry]:
    """Return the entries: `name`, and one of `say`, `page` and `entries`."""
    rows: list[Entry] = yaml.safe_load(path.read_text("utf-8")) or []
    return rows


def problems(rows: list[Entry]) -> Iterator[str]:
    """Yield what WeChat would not take, a sentence each."""
    if not 1 <= len(rows) <= MOST:
        yield f"菜单：一级要有 1 到 {MOST} 个，现在是 {len(rows)} 个"
    for row in rows:
        below = row.get("entries")
        if below is None:
            yield from _entry(row, WIDEST)
            continue
        yield from _name(row, WIDEST)
        if not 1 <= len(below) <= MOST_BELOW:
            yield f"菜单“{row.get('name')}”：下面要有 1 到 {MOST_BELOW} 个，现在是 {len(below)} 个"
        for entry in below:
            yield from _entry(entry, WIDEST_BELOW)


def said(rows: list[Entry]) -> list[Entry]:
    """Return the entries that say something for the customer."""
    every = [entry for row in rows for entry in row.get("entries") or [row]]
    return [entry for entry in every if entry.get("say")]


def as_wechat(rows: list[Entry], public_url: str) -> dict[str, Any]:
    """Return the menu as WeChat takes it; `public_url` stands before our own pages."""
    return {"button": [_button(row, public_url) for row in rows]}


def needs_public_url(rows: list[Entry]) -> bool:
    """Tell whether the menu opens pages of our own."""
    return any(str(entry.get("page", "")).startswith("/") for row in rows for entry in row.get("entries") or [row])


def plain(menu: dict[str, Any]) -> list[str]:
    """Return a menu of WeChat's as lines to read, those of the second level indented."""
    lines = []
    for button in menu.get("button", []):
        lines.append(_line(button))
        lines += [f"  {_line(below)}" for below in button.get("sub_button") or []]
    return lines


def _button(row: Entry, public_url: str) -> dict[str, Any]:
    if row.get("entries") is not None:
        return {"name": row["name"], "sub_button": [_button(entry, public_url) for entry in row["entries"]]}
    if "say" in row:
        return {"type": "click", "name": row["name"], "key": row["say"]}
    page = row["page"]
    return {"type": "view", "name": row["name"], "url": f"{public_url}{page}" if page.startswith("/") else page}


def _line(button: dict[str, Any]) -> str:
    does = button.get("key") or button.get("url") or ""
    return f"{button['name']}\t{does}" if does else str(button["name"])


def _name(row: Entry, widest: int) -> Iterator[str]:
    name = str(row.get("name") or "")
    if not name:
        yield "菜单：有一个没有写名字"
    elif sum(2 if ord(character) > 0x7F else 1 for character in name) > 2 * widest:
        yield f"菜单“{name}”：名字太长，最多 {widest} 个汉字"


def _entry(entry: Entry, widest: int) -> Iterator[str]:
    yield from _name(entry, widest)
    name, say, page = entry.get("name"), str(entry.get("say") or ""), str(entry.get("page") or "")
    if bool(say) == bool(page):
        yield f"菜单“{name}”：say（说什么）和 page（打开哪个网页）要写一个，只写一个"
    if len(say.encode()) > LONGEST_KEY:
        yield f"菜单“{name}”：say 太长，最多 {LONGEST_KEY} 个字节（约 {LONGEST_KEY // 3} 个汉字）"
    if (page and not page.startswith(("/", "https://"))) or len(page.encode()) > LONGEST_ADDRESS:
        yield f"菜单“{name}”：page 要以 / 或 https:// 开头，最多 {LONGEST_ADDRESS} 个字节"
