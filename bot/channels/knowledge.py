"""The knowledge corner: every approved answer to browse by area, and to search in one's own words."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.answers import Answer, answers, texts
from bot.bank import load_bank
from bot.channels import interface
from bot.doorway import in_script

FOUND = 8
"""Answers that a search shows at most."""
LONGEST = 200


async def overview(request: Request) -> JSONResponse:
    """Return the areas with their answers, or with `q` the answers nearest to a question."""
    question = request.query_params.get("q", "").strip()[:LONGEST]
    if question:
        shown: Any = {"items": [_line(answer) for answer in await _nearest(request, question)]}
    else:
        shown = {"areas": [_area(area) for area in interface.words()["areas"]]}
    return _in_script(request, shown)


async def one(request: Request) -> JSONResponse:
    """Return an answer: its text, a plainer one where there is one, its sources and what belongs to it."""
    answer = answers().get(request.path_params["topic"])
    if answer is None:
        raise HTTPException(404, interface.words()["refused"]["no_answer"])
    shown = {
        **_line(answer),
        "text": _text(answer.response),
        "simple": _text(answer.simple_response),
        "sources": [dict(source) for source in answer.sources],
        "reviewed_on": answer.reviewed_on,
        "related": [_line(answers()[topic]) for topic in answer.related if topic in answers()],
    }
    return _in_script(request, shown)


async def _nearest(request: Request, question: str) -> list[Answer]:
    """Return answers whose title has the words of the question, then those that understanding ranks first."""
    report = await request.app.state.brain.parse(question)
    titled = [topic for topic, answer in answers().items() if question in answer.title]
    ranked = [row["id"] for row in report["topic"]["ranking"]]
    found = [answers()[topic] for topic in dict.fromkeys([*titled, *ranked]) if topic in answers()]
    return found[:FOUND]


def _area(area: dict[str, str]) -> dict[str, Any]:
    inside = [answer for topic, answer in answers().items() if topic.split(".")[0] == area["id"]]
    return {**area, "items": [_line(answer) for answer in inside]}


def _line(answer: Answer) -> dict[str, str]:
    return {"id": answer.topic, "title": answer.title, "ask": answer.ask}


def _text(response: str) -> str | None:
    text = texts().get(response)
    for name, fact in load_bank().words().items():
        text = text.replace("{" + name + "}", fact) if text else None
    return text


def _in_script(request: Request, shown: dict[str, Any]) -> JSONResponse:
    traditional = interface.script(request) == interface.TRADITIONAL
    return JSONResponse(in_script([shown], traditional)[0], headers={"Cache-Control": "no-cache"})


routes = [Route("/api/knowledge", overview), Route("/api/knowledge/{topic}", one)]
