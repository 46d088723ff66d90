"""What leaves as text is plain text, whatever stands in it."""

import pytest

from bot.doorway import reveal_codes


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("退到****0123这张卡，电话138****1234", "退到＊＊＊＊0123这张卡，电话138＊＊＊＊1234"),
        ("卡****0123\n电话138****1234", "卡****0123\n电话138****1234"),
        ("姓名：张*；电话：138****1234", "姓名：张*；电话：138****1234"),
    ],
)
def test_two_masks_in_a_line_do_not_look_like_bold(said, shown):
    messages = [{"recipient_id": "someone", "text": said}]
    reveal_codes(messages, register=None)
    assert messages[0]["text"] == shown
