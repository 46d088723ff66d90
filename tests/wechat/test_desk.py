"""What customers of WeChat send and do: words, taps, pictures, voice, following, scanning, leaving."""

import pytest
from sqlalchemy import select

from bot.channels.wechat.events import TOKEN_LENGTH
from bot.channels.wechat.words import said
from tests.wechat.parts import Handover, Line, seen
from tickets.erasure import forget_conversation
from tickets.models import WeChatFollower, WeChatGrant, WeChatOption, WeChatText

TOKEN = "t" * TOKEN_LENGTH


@pytest.fixture
def line(register):
    return Line(register)


def asked(line):
    return [text for _, text in line.mind.asked]


def kinds(register):
    """Kinds of allowances that are open."""
    with register.reading() as session:
        return set(session.scalars(select(WeChatGrant.__table__.c.kind)))


# ---- words and choices


async def test_a_tapped_choice_says_its_payload(line):
    line.mind.reply = lambda text: [{"text": "？", "buttons": [{"title": "退钱", "payload": "退还多收的钱"}]}]
    shown = await line.say("a", "我要投诉")
    option = shown.split("msgmenuid=")[1].split('"')[0]
    await line.say("a", "退钱", bizmsgmenuid=option)
    await line.say("b", "退钱", bizmsgmenuid=option)
    assert asked(line) == ["我要投诉", "退还多收的钱", "退钱"], "nobody taps the choices of somebody else"


async def test_an_id_that_is_none_of_ours_says_what_the_customer_sees(line):
    await line.say("a", "退钱", bizmsgmenuid='/restart{"x": 1}')
    assert asked(line) == ["退钱"]


async def test_a_tap_allows_less_than_a_message(line, register):
    await line.say("a", "退钱", bizmsgmenuid="x")
    assert kinds(register) == {"tap"}
    await line.say("a", "退钱")
    assert kinds(register) == {"tap", "message"}


async def test_what_was_typed_on_the_page_was_answered_there(line):
    await line.say("a", "你好")
    conversation = line.follower("a").conversation
    line.mind.typed_on_the_page(conversation, "在网页上问的")
    line.mind.tell(conversation, "您的投诉有结果了")
    assert await line.say("a", "接着问") == "您的投诉有结果了\n\n答：接着问"


async def test_a_conversation_that_was_emptied_goes_on(line):
    for text in ("一", "二", "三"):
        await line.say("a", text)
    line.mind.said.clear()
    assert await line.say("a", "四") == "答：四"
    assert await line.say("a", "五") == "答：五"


# ---- the page


async def test_who_asks_for_the_page_gets_a_link_that_opens_this_conversation_once(register):
    from tickets.handoffs import Handoffs

    line = Line(register, public_url="https://bank.example")
    shown = await line.say("a", "大字版")
    token = shown.split("https://bank.example/chat?t=")[1].split('"')[0]
    follower = line.follower("a")
    assert Handoffs(register).redeem(token) == Handover(page=follower.page)
    assert follower.page not in shown and asked(line) == []


@pytest.mark.parametrize("address", ["", "http://127.0.0.1:5005"])
async def test_without_an_address_of_ours_that_is_safe_there_is_no_link(register, address):
    line = Line(register, public_url=address)
    assert await line.say("a", "大字版") == said("page.none")
    line.mind.open_question = "complaint_evidence"
    assert "<a " not in await line.say("a", "下一步")


async def test_where_evidence_is_asked_for_the_page_is_offered(register):
    line = Line(register, public_url="https://bank.example")
    line.mind.open_question = "complaint_evidence"
    assert (await line.say("a", "下一步")).startswith("答：下一步\n\n")
    assert "https://bank.example/chat?t=" in await line.say("a", "还有")


# ---- pictures and the rest


async def test_a_picture_goes_into_the_complaint_that_wants_it(line):
    line.mind.files_wanted = True
    line.api.pictures["m1"] = b"jpeg"
    assert seen(await line.deliver("a", "image", MediaId="m1", PicUrl="http://x")) == "文件收到了"
    assert line.mind.files == [(line.follower("a").conversation, "picture.jpg", b"jpeg")]


async def test_a_picture_that_nobody_asked_for_is_answered_with_how_to_send_it(line):
    assert seen(await line.deliver("a", "image", MediaId="m1", PicUrl="http://x")) == said("image.not_asked")
    assert line.mind.files == []


async def test_a_picture_that_wechat_does_not_hand_out_is_asked_for_again(line):
    line.mind.files_wanted = True
    assert seen(await line.deliver("a", "image", MediaId="gone", PicUrl="http://x")) == said("image.failed")


@pytest.mark.parametrize(("kind", "name"), [
    ("voice", "voice"), ("video", "video"), ("shortvideo", "video"), ("location", "location"), ("link", "link"),
    ("file", "unknown"), ("something", "unknown"),
])  # fmt: skip
async def test_every_kind_of_message_is_answered(line, kind, name):
    assert seen(await line.deliver("a", kind, MediaId="m", Format="amr", Recognition="")) == said(name)
    assert asked(line) == []


# ---- events


async def test_who_follows_is_welcomed(line, register):
    assert await line.event("a", "subscribe", EventKey="") == said("welcome")
    assert kinds(register) == {"follow"}


async def test_who_follows_by_a_code_from_another_screen_goes_on_with_what_it_brings(line):
    line.mind.handed[TOKEN] = Handover(say="查投诉进度，单号 TS1")
    shown = await line.event("a", "subscribe", EventKey=f"qrscene_{TOKEN}")
    assert shown == f"{said('welcome')}\n\n答：查投诉进度，单号 TS1"


async def test_who_follows_already_and_scans_goes_on_too_and_only_once(line, register):
    line.mind.handed[TOKEN] = Handover(say="查投诉进度，单号 TS1")
    assert await line.event("a", "SCAN", EventKey=TOKEN) == "答：查投诉进度，单号 TS1"
    assert await line.event("a", "SCAN", EventKey=TOKEN) == said("scene_used")
    assert kinds(register) == {"scan"}


async def test_a_code_of_the_banks_own_is_no_code_of_ours(line):
    assert await line.event("a", "SCAN", EventKey="branch_12") == said("welcome")
    assert await line.event("b", "subscribe", EventKey="qrscene_branch_12") == said("welcome")


async def test_a_tap_on_the_menu_says_its_words(line):
    assert await line.event("a", "CLICK", EventKey="我要投诉") == "答：我要投诉"


async def test_events_of_the_same_second_are_told_apart(line):
    created = 1_764_000_000
    first = await line.deliver("a", "event", created=created, Event="CLICK", EventKey="一")
    second = await line.deliver("a", "event", created=created, Event="CLICK", EventKey="二")
    again = await line.deliver("a", "event", created=created, Event="CLICK", EventKey="一")
    assert [seen(answer) for answer in (first, second, again)] == ["答：一", "答：二", ""]


async def test_who_leaves_is_forgotten_and_begins_anew_when_they_come_back(line, register):
    line.mind.reply = lambda text: [{"text": "？。" * 3000, "buttons": [{"title": "退钱", "payload": "退"}]}]
    await line.say("a", "你好")
    before = line.follower("a").conversation
    line.mind.erase = erasing(line, register)
    assert await line.event("a", "unsubscribe", EventKey="") == ""
    await line.quiet()
    assert line.follower("a") is None
    with register.reading() as session:
        for table in (WeChatFollower, WeChatGrant, WeChatText, WeChatOption):
            assert session.scalars(select(table)).all() == [], table
    await line.event("a", "subscribe", EventKey="")
    assert line.follower("a").conversation != before


def erasing(line, register):
    """Erase as the brain does."""

    async def erase(conversation):
        line.mind.said.pop(conversation, None)
        forget_conversation(register, conversation)

    return erase
