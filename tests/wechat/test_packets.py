"""Every kind of packet is read as what it is, and an answer says exactly its text."""

import random

import pytest
from wechatpy import parse_message

from bot.channels.wechat.crypto import PacketRefused
from bot.channels.wechat.packets import Incoming, read, text_reply

HEAD = "<ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[o1]]></FromUserName>"


def packet(kind, rest="", moment="1348831860"):
    return f"<xml>{HEAD}<CreateTime>{moment}</CreateTime><MsgType><![CDATA[{kind}]]></MsgType>{rest}</xml>".encode()


def event(name, rest="", moment="1348831860"):
    return read(packet("event", f"<Event><![CDATA[{name}]]></Event>{rest}", moment))


def refused(body):
    with pytest.raises(PacketRefused) as error:
        read(body)
    return error.value.status


# ---- messages


def test_a_text_is_read():
    message = read(packet("text", "<Content><![CDATA[刷单 & 返利]]></Content><MsgId>1234567890123456</MsgId>"))
    assert (message.kind, message.openid, message.account) == ("text", "o1", "gh_1")
    assert (message.content, message.message_id, message.created_at) == ("刷单 & 返利", "1234567890123456", 1348831860)


def test_a_tapped_option_is_a_text_with_the_id_of_the_option():
    rest = "<Content>满意</Content><MsgId>1</MsgId><bizmsgmenuid>101</bizmsgmenuid>"
    assert read(packet("text", rest)).menu_option == "101"
    assert read(packet("text", "<Content>满意</Content><MsgId>1</MsgId>")).menu_option == ""


def test_a_picture_and_a_voice_are_read():
    picture = read(packet("image", "<PicUrl>https://p</PicUrl><MediaId>m</MediaId><MsgId>1</MsgId>"))
    assert (picture.kind, picture.media_id, picture.picture_url) == ("image", "m", "https://p")
    rest = "<MediaId>m</MediaId><Format>amr</Format><MsgId>2</MsgId><Recognition><![CDATA[]]></Recognition>"
    voice = read(packet("voice", rest))
    assert (voice.kind, voice.media_id, voice.format, voice.recognition) == ("voice", "m", "amr", "")


@pytest.mark.parametrize("kind", ["video", "shortvideo", "location", "link", "something_new"])
def test_any_other_kind_of_message_is_read_too(kind):
    message = read(packet(kind, "<Location_X>23.1</Location_X><SendLocationInfo><Scale>1</Scale></SendLocationInfo>"))
    assert (message.kind, message.openid, message.content) == (kind, "o1", "")


# ---- events


def test_events_are_read_as_they_came():
    assert (event("subscribe").event, event("subscribe").scene) == ("subscribe", "")
    followed = event("subscribe", "<EventKey>qrscene_a1</EventKey><Ticket>T</Ticket>")
    assert (followed.event, followed.scene, followed.ticket) == ("subscribe", "a1", "T")
    assert event("SCAN", "<EventKey>qrscene_a1</EventKey>").scene == "qrscene_a1"
    tapped = event("CLICK", "<EventKey><![CDATA[查进度]]></EventKey>")
    assert (tapped.event, tapped.event_key, tapped.scene) == ("CLICK", "查进度", "")
    assert event("unsubscribe").event == "unsubscribe"
    assert event("VIEW", "<EventKey>https://x</EventKey>").event_key == "https://x"


def test_the_result_of_a_template_message_has_its_own_spelling_of_the_id():
    result = event("TEMPLATESENDJOBFINISH", "<MsgID>200163836</MsgID><Status><![CDATA[failed:user block]]></Status>")
    assert (result.job_id, result.status, result.message_id) == ("200163836", "failed:user block", "")


def test_an_event_that_nobody_sent_is_read():
    body = b"<xml><ToUserName>ww1</ToUserName><CreateTime>1348831860</CreateTime><MsgType>event</MsgType>"
    found = read(body + b"<Event>kf_msg_or_event</Event></xml>")
    assert (found.openid, found.event) == ("", "kf_msg_or_event")


def test_a_message_is_no_event_whatever_it_carries():
    message = read(packet("text", "<Event>unsubscribe</Event><Content>x</Content><MsgId>1</MsgId>"))
    assert message.event == ""


# ---- what makes two deliveries the same


def test_a_message_is_known_by_its_sender_and_its_id():
    def key(openid, message_id):
        return Incoming("text", openid, "gh", 1, message_id=message_id).key

    assert key("a", "1") == key("a", "1")
    assert len({key("a", "1"), key("b", "1"), key("a", "2")}) == 3


def test_an_event_is_known_by_its_sender_its_time_and_what_happened():
    same = [event("CLICK", "<EventKey>k</EventKey>").key for _ in range(2)]
    others = [
        event("CLICK", "<EventKey>k</EventKey>", "1348831861").key,
        event("CLICK", "<EventKey>other</EventKey>").key,
        event("VIEW", "<EventKey>k</EventKey>").key,
        event("subscribe").key,
        event("unsubscribe").key,
        event("TEMPLATESENDJOBFINISH", "<MsgID>1</MsgID>").key,
        event("TEMPLATESENDJOBFINISH", "<MsgID>2</MsgID>").key,
    ]
    assert same[0] == same[1]
    assert len({*same, *others}) == 1 + len(others)


def test_a_message_without_id_is_still_told_from_another():
    first, second = (read(packet("text", "<Content>x</Content>", moment)) for moment in ("1", "2"))
    assert first.key == read(packet("text", "<Content>x</Content>", "1")).key != second.key


# ---- what is refused


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"success",
        b'{"ToUserName": "a"}',
        b"<xml>",
        b"<other><CreateTime>1</CreateTime><MsgType>text</MsgType></other>",
        packet("", "<Content>x</Content>"),
        packet("text", moment=""),
        packet("text", moment="1e3"),
        packet("text", moment="-1"),
        packet("text", moment="9" * 5000),
        packet("text", "<MsgId>" + "1" * 129 + "</MsgId>"),
        packet("text").replace(b"gh_1", b"\xff\xfe"),
        b"<?xml version='1.0' encoding='no-such'?><xml/>",
        b"<xml>" + b"<a>" * 80_000 + b"</a>" * 80_000 + b"</xml>",
    ],
)
def test_what_is_no_packet_is_malformed(body):
    assert refused(body) == 400


@pytest.mark.parametrize(
    "dtd",
    [
        '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE l SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE l [<!ENTITY % p SYSTEM "http://127.0.0.1:9/"> %p;]>',
        "<!DOCTYPE l>",
    ],
)
def test_no_dtd_and_no_entity_is_ever_read(dtd):
    assert refused(b"<?xml version='1.0'?>" + dtd.encode() + packet("text", "<Content>&b;</Content>")) == 400
    assert refused(dtd.encode() + packet("text")) == 400


# ---- the answer


def test_a_text_reply_has_the_form_of_the_documents():
    incoming = Incoming("text", "toUser", "fromUser", 1)
    assert text_reply(incoming, "你好", 12345678).decode() == (
        "<xml><ToUserName><![CDATA[toUser]]></ToUserName><FromUserName><![CDATA[fromUser]]></FromUserName>"
        "<CreateTime>12345678</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好]]></Content></xml>"
    )


@pytest.mark.parametrize("text", ["a]]>b", "]]>", "]]]]>>", "<a href='x'>&amp;</a>", "一\n二", "😀"])
def test_any_text_arrives_as_it_was_written(text):
    assert read(text_reply(Incoming("text", "o", "g", 1), text, 1)).content == text


def test_what_xml_cannot_hold_is_left_out():
    assert read(text_reply(Incoming("text", "o", "g", 1), "a\x00\x0b\ud800\uffffb", 1)).content == "ab"


# ---- against another implementation


def test_wechatpy_reads_our_answers_and_the_same_in_packets_as_we_do():
    chance = random.Random(9)
    for number in range(1000):
        text = "".join(chance.choices("ab<>&]]>0123我是中文，。😀", k=chance.randrange(1, 300)))
        answer = text_reply(Incoming("text", f"o{number}", "gh_1", 1), text, number)
        theirs = parse_message(answer.decode().replace("</xml>", f"<MsgId>{number}</MsgId></xml>"))
        assert (theirs.content, theirs.source, theirs.target) == (text, "gh_1", f"o{number}")
        ours = read(answer)
        assert (ours.content, ours.openid, ours.account) == (theirs.content, theirs.source, theirs.target)
