"""What leaves as text is plain text, whatever stands in it."""

import asyncio

import pytest

from bot.channels.output import Reply


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("退到****0123这张卡，电话138****1234", "退到＊＊＊＊0123这张卡，电话138＊＊＊＊1234"),
        ("卡****0123\n电话138****1234", "卡****0123\n电话138****1234"),
        ("姓名：张*；电话：138****1234", "姓名：张*；电话：138****1234"),
    ],
)
def test_two_masks_in_a_line_do_not_look_like_bold(said, shown):
    reply = Reply("rest")
    asyncio.run(reply.send_text_message("someone", said))
    assert reply.messages[0]["text"] == shown
