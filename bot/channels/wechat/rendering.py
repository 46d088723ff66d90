"""What the assistant said, as one text of WeChat: choices that can be tapped, and what the words have not said yet.

A choice is a link of the client, which sends its title as a message with our id
(`<a href="weixin://bizmsgmenu?msgmenucontent=…&msgmenuid=…">`); it needs no quota and stands in any text.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import quote

import regex

from bot.channels.wechat.words import said, words
from bot.choices import NUMBERS_ARE_ANSWERS
from bot.transcript import Event

OURS = "ours"
"""Mark of what the channel itself says: it may hold links."""
_MARKUP = regex.compile(r"<(?=[/!A-Za-z])")
_NUMBERED = regex.compile(r"^\d+[.、．] ?", regex.M)
Option = dict[str, str]


@dataclass
class Rendering:
    """A text, and what its tappable choices say by their ids."""

    text: str = ""
    options: dict[str, str] = field(default_factory=dict)

    def link(self, option: Option) -> str:
        """Return a choice that can be tapped."""
        key = secrets.token_hex(6)
        self.options[key] = option["payload"]
        title = option["title"]
        return (
            f'<a href="weixin://bizmsgmenu?msgmenucontent={quote(title, safe="")}&msgmenuid={key}">{_plain(title)}</a>'
        )


def rendered(events: Iterable[Event], asked: str | None = None) -> Rendering:
    """Return what was said as one text; `asked` is the open question: where it wants a number, choices have none."""
    events = list(events)
    rendering = Rendering()
    listing = max((place for place, event in enumerate(events) if event.get("buttons")), default=None)
    blocks = [
        _block(rendering, event, numbered=place == listing and asked not in NUMBERS_ARE_ANSWERS)
        for place, event in enumerate(events)
    ]
    rendering.text = "\n\n".join(block for block in blocks if block)
    return rendering


def is_emergency(events: Iterable[Event]) -> bool:
    """Tell whether something was said that may not wait."""
    return any((event.get("custom") or {}).get("type") == "emergency" for event in events)


def _block(rendering: Rendering, event: Event, numbered: bool) -> str:
    text = event["text"] if event.get(OURS) else _plain(event.get("text") or "")
    options = event.get("buttons") or []
    shown = [text, *_unsaid(text, event.get("custom") or {})]
    in_place = _tappable(rendering, text, options)
    if in_place is not None:
        return "\n".join([in_place, *shown[1:], words()["choose"]])
    if options:
        shown += ["", *_list(rendering, options, numbered)]
    return "\n".join(shown).strip()


def _list(rendering: Rendering, options: list[Option], numbered: bool) -> Iterator[str]:
    for number, option in enumerate(options, 1):
        yield f"{number}. {rendering.link(option)}" if numbered else f"· {rendering.link(option)}"
    if numbered and len(options) > 1:
        yield words()["choose"]
    elif not numbered:
        yield words()["choose_by_tap"]


def _tappable(rendering: Rendering, text: str, options: list[Option]) -> str | None:
    """Return the text with its own numbered list made tappable, None when it does not list these choices."""
    lines, places = text.split("\n"), []
    for option in options:
        found = [
            place for place, line in enumerate(lines) if _NUMBERED.sub("", line) == _plain(option["title"]) != line
        ]
        if len(found) != 1:
            return None
        places += found
    for place, option in zip(places, options, strict=True):
        lines[place] = lines[place].removesuffix(_plain(option["title"])) + rendering.link(option)
    return "\n".join(lines) if places else None


def _unsaid(text: str, custom: dict[str, Any]) -> Iterator[str]:
    """Yield what a payload holds beyond the text."""
    if custom.get("type") == "emergency":
        calls = [said("call", **call) for call in custom["calls"] if call["number"] not in text]
        yield from [said("calls", calls="、".join(calls))] if calls else []
        if not _NUMBERED.search(text):
            yield from (f"{number}. {step}" for number, step in enumerate(custom["steps"], 1))
    elif custom.get("type") == "sources" and custom["items"]:
        items = "；".join(f"{item['title']}" for item in custom["items"])
        yield said("sources", items=items, day=str(custom["reviewed_on"]))
    else:
        rows = ((label, value) for label, value in _rows(custom) if value and value not in text)
        yield from (said("row", label=label, value=_plain(value)) for label, value in rows)


def _rows(custom: dict[str, Any]) -> Iterator[tuple[str, str]]:
    kind = custom.get("type")
    if kind == "card":
        yield from ((row["label"], str(row["value"])) for row in custom["rows"])
    elif kind in ("ticket", "handover"):
        for key, label in words()[kind].items():
            value = str(custom.get(key) or "")
            yield label, _day(value) if key == "due_on" else value


def _day(value: str) -> str:
    day = date.fromisoformat(value)
    return f"{day.year}年{day.month}月{day.day}日"


def _plain(text: str) -> str:
    """Take the meaning from markup in words that a customer may have typed: links are ours alone."""
    return _MARKUP.sub("＜", text)
