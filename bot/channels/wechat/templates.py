"""Fields of template messages: each kind holds so much, and a longer one is refused (47003).

Source: developers.weixin.qq.com/doc/service/api/notify/template/api_sendtemplatemessage.
"""

from __future__ import annotations

import re

LONGEST = {"thing": 20, "phrase": 5, "character_string": 32, "name": 10, "number": 32, "letter": 32, "symbol": 5}
"""Characters by the kind that a field's name begins with, as in `thing1`."""
ELLIPSIS = "…"
_KIND = re.compile(r"([a-z_]+?)\d*")


def fitted(fields: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return the fields as WeChat takes them, cut to what fits; only a `thing` shows that something was cut."""
    return {name: {"value": _cut(name, " ".join(value.split()))} for name, value in fields.items()}


def _cut(name: str, value: str) -> str:
    match = _KIND.fullmatch(name)
    kind = match.group(1) if match else ""
    longest = LONGEST.get(kind, len(value))
    if len(value) <= longest:
        return value
    return value[: longest - 1] + ELLIPSIS if kind == "thing" else value[:longest]
