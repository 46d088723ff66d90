"""The words of the channel: `data/wechat.yml`."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from bot.bank import load_bank
from bot.settings import ROOT

FILE = ROOT / "data" / "wechat.yml"


@cache
def words() -> dict[str, Any]:
    """Read the words."""
    found: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return found


def said(name: str, **filled: str) -> str:
    """Return a text by its name, such as `image.failed`, the bank's facts and `filled` put into its braces."""
    found: Any = words()
    for part in name.split("."):
        found = found[part]
    return str(found).format(**load_bank().words(), **filled)
