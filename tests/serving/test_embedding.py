"""Who may show the chat in a frame, and the cookie it needs there."""

import dataclasses

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.channels.visitors import give_cookie
from bot.settings import load_settings
from bot.web_security import SecurityHeaders

BANK = "https://www.example.com"


async def chat(request: Request) -> Response:
    response = Response("chat")
    give_cookie(request, response)
    return response


@pytest.fixture
def visit(tmp_path):
    def visit(path, **settings):
        routes = [Route("/chat", chat), Route("/kiosk", chat)]
        app = Starlette(routes=routes, middleware=[Middleware(SecurityHeaders, framed_by=(BANK,))])
        known = load_settings({"XIAOBAO_VAR": str(tmp_path)})
        app.state.settings = dataclasses.replace(known, **settings)
        return TestClient(app).get(path).headers

    return visit


def test_only_the_chat_may_be_framed_and_only_by_the_banks_own_sites(visit):
    assert f"frame-ancestors 'self' {BANK}" in visit("/chat")["content-security-policy"]
    assert visit("/kiosk")["content-security-policy"].endswith("frame-ancestors 'self'")


def test_in_the_frame_of_another_site_the_cookie_is_kept_for_that_site_alone(visit):
    cookie = visit("/chat", env="production", embed_origins=(BANK,))["set-cookie"]
    assert "Secure" in cookie and "SameSite=none" in cookie and cookie.endswith("; Partitioned")


def test_without_embedding_sites_the_cookie_stays_with_us(visit):
    cookie = visit("/chat", env="production")["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Partitioned" not in cookie
