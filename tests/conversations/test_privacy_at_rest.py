"""No full number, code, password or name in tracker, database or log."""

import json
import re

SECRETS = ("13900001111", "6222021234567890123", "110101199003074233", "402918", "王小明", "abc12345")


def test_nothing_personal_is_kept_in_the_open(customer, brain, caplog):
    with caplog.at_level("DEBUG"):
        customer.say("我的验证码402918，密码是abc12345")
        customer.say("卡号6222021234567890123，身份证110101199003074233，电话13900001111")
        customer.say("我要投诉")
        customer.fill()
        receipt = customer.say("确认提交")
    code = customer.custom("ticket")["query_code"]
    assert code in receipt
    files = b"".join(path.read_bytes() for path in brain._settings.var.glob("*.db*"))
    tracker = json.dumps(customer.state("ALL"), ensure_ascii=False)
    for secret in (*SECRETS, code):
        alone = rb"(?<![\d.])" + re.escape(secret.encode()) + rb"(?!\d)"  # not some digits of a time or a chance
        assert not re.search(alone, files), secret
        assert secret not in tracker, secret
        assert secret not in caplog.text, secret


def test_a_cancelled_complaint_leaves_no_draft(customer, brain):
    customer.say("我要投诉")
    customer.fill(until="complainant_phone")
    assert brain._services.register.draft(customer.sender)
    customer.say("取消")
    customer.say("确定取消")
    assert brain._services.register.draft(customer.sender) == {}


def test_number_and_code_open_the_status_elsewhere(customer, another):
    customer.say("我要投诉")
    customer.fill()
    customer.say("确认提交")
    ticket = customer.custom("ticket")
    another.say("查一下投诉进度")
    another.say(ticket["number"])
    assert "已受理" in another.say(ticket["query_code"])
    assert another.custom("ticket")["number"] == ticket["number"]


def test_a_long_story_is_kept_up_to_five_thousand_characters(customer):
    customer.say("我要投诉")
    customer.fill(until="complaint_facts")
    said = customer.say("排队等了很久没人管。" * 700)
    assert "5000" in said
    assert len(customer.slots["complaint_facts"]) == 5000


def test_ten_thousand_characters_outside_the_form_are_refused_kindly(customer):
    assert "太长" in customer.say("我" * 10_000)
