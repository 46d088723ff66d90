"""What pages show besides the conversation: words of `data/interface.yml`, the bank's facts, in either script."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml
from starlette.requests import Request
from starlette.responses import JSONResponse

from bot.bank import load_bank
from bot.doorway import in_script
from bot.settings import ROOT
from bot.transcript import Transcript

FILE = ROOT / "data" / "interface.yml"
TRADITIONAL = "traditional"


def script(request: Request) -> str | None:
    """Return the script that the page's switch asks for."""
    return request.query_params.get("script")


def converted(said: Transcript, asked: Any) -> dict[str, Any]:
    """Return a transcript as JSON takes it, everything that the assistant said in the script asked for."""
    written = said.written()
    if asked == TRADITIONAL:
        events = [event if event["from"] == "user" else in_script([event], True)[0] for event in written["events"]]
        written["events"] = events
    return written


async def read(request: Request) -> JSONResponse:
    """Return words, bank, tiles and the hosts that links may lead to."""
    [found] = in_script([_interface()], script(request) == TRADITIONAL)
    return JSONResponse(found, headers={"Cache-Control": "no-cache"})


@cache
def _interface() -> dict[str, Any]:
    bank = load_bank()
    shown = {"name": bank.name, "hotline": bank.hotline, "hours": bank.human_hours}
    pages = {key: value for key, value in words().items() if key not in ("tiles", "hosts")}
    return {"words": pages, "bank": shown, "tiles": words()["tiles"], "hosts": words()["hosts"]}


@cache
def words() -> dict[str, Any]:
    """Read the words, the bank's facts filled in."""
    found: dict[str, Any] = _filled(yaml.safe_load(FILE.read_text("utf-8")), load_bank().words())
    return found


def _filled(value: Any, facts: dict[str, str]) -> Any:
    """Fill `{bank_name}` and the like; a page's own `{count}` stays."""
    if isinstance(value, dict):
        return {key: _filled(item, facts) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, facts) for item in value]
    if isinstance(value, str):
        for name, fact in facts.items():
            value = value.replace("{" + name + "}", fact)
    return value
