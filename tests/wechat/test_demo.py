"""The demonstration does what each line says."""

import io

import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.channels.wechat.envelope import Envelope
from bot.channels.wechat.packets import read, text_reply
from tests.wechat.demo import Demo, Terminal, run
from tests.wechat.fake_delivery import WEBHOOK


@pytest.fixture
def demo(capsys):
    """A demonstration with a product that repeats what it gets."""
    with Terminal() as wechat:
        envelope = Envelope.of(wechat.settings)

        async def webhook(request):
            incoming = read(envelope.open(request.query_params, await request.body()))
            what = incoming.content or f"{incoming.kind} {incoming.event} {incoming.event_key}".strip()
            return Response(envelope.seal(text_reply(incoming, f"收到 {what}", 1)))

        wechat.connect(TestClient(Starlette(routes=[Route(WEBHOOK, webhook, methods=["POST"])])))
        yield Demo(wechat, wait_s=0)


def said(demo, lines, capsys):
    run(demo, io.StringIO(lines))
    return capsys.readouterr().out


def test_lines_are_messages_and_commands_are_what_they_say(demo, capsys, tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"jpeg")
    lines = (
        f"在吗\n\n:tap 查进度\n:scan a1\n:image {tmp_path / 'a.jpg'}\n:voice\n:unfollow\n:follow\n:as 李四\n我是李四\n"
    )
    shown = said(demo, lines, capsys)
    for sign in ("在吗", "event CLICK 查进度", "event SCAN a1", "image", "voice", "event subscribe", "我是李四"):
        assert f"收到 {sign}" in shown
    assert demo.wechat.media.popitem()[1] == ("a.jpg", b"jpeg")
    assert demo.wechat.customer("李四").sees == ["收到 我是李四"]


def test_what_it_does_not_know_it_says_and_goes_on(demo, capsys):
    shown = said(demo, ":dance\n:image /nowhere.jpg\n:help\n还在\n", capsys)
    assert "没有 :dance" in shown and "没有 /nowhere.jpg" in shown and ":tap" in shown and "收到 还在" in shown


def test_links_look_like_what_can_be_tapped_and_can_be(demo, capsys):
    link = '<a href="weixin://bizmsgmenu?msgmenucontent=%E6%BB%A1%E6%84%8F&msgmenuid=x1">满意</a>'
    shown = said(demo, f'{link}，<a href="https://x/chat">网页</a>\n:pick 没有\n:pick 满意\n', capsys)
    assert "收到 【满意】，【网页 https://x/chat】" in shown and "回复里没有【没有】" in shown and "收到 满意" in shown


def test_it_ends_when_it_is_told_to(demo, capsys):
    assert "收到 二" not in said(demo, "一\n:quit\n二\n", capsys)
