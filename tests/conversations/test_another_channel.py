"""A complaint begun here goes on elsewhere with a one-time code; nobody reads the code in what Rasa stores."""

import re

CODE = re.compile(r"[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}")


def test_everything_told_is_there_again(customer, another):
    customer.say("我要投诉")
    customer.fill("complainant_phone", complaint_place="西关支行", complaint_amount="三百块")
    code = CODE.search(customer.say("我换手机办")).group()
    said = another.say(f"草稿码 {code}")
    assert another.asked == "complainant_phone", said
    assert another.slots["complaint_place"] == "西关支行"
    another.say(another.phone)
    assert re.search(r"TS\d{8}-\d{4,}", another.say("确认提交"))


def test_a_code_typed_into_a_complaint_just_begun_is_taken_too(customer, another):
    customer.say("我要投诉")
    customer.fill("complaint_amount")
    code = CODE.search(customer.say("先存着")).group()
    another.say("我要投诉")
    another.say(code.lower())
    assert another.asked == "complaint_amount"


def test_a_code_is_good_once(customer, another):
    customer.say("我要投诉")
    customer.fill("complaint_amount")
    code = CODE.search(customer.say("晚点再弄")).group()
    another.say(code)
    assert "对不上" in another.say(code)
    assert another.asked == "complaint_amount"


def test_what_goes_on_elsewhere_is_closed_here_so_that_there_is_one_ticket(customer, another):
    customer.say("我要投诉")
    customer.fill("complaint_confirmed")
    code = CODE.search(customer.say("换手机办")).group()
    another.say(code.lower().replace("-", " "))
    assert "另一处" in customer.say("确认提交")
    assert customer.form is None
    assert re.search(r"TS\d{8}-\d{4,}", another.say("确认提交"))


def test_a_wrong_code_starts_nothing(customer):
    assert "对不上" in customer.say("草稿码 ABCD-2345")
    assert customer.form is None


def test_the_code_is_not_in_the_conversation_that_rasa_keeps(customer, another):
    customer.say("我要投诉")
    customer.fill("complaint_amount")
    code = CODE.search(customer.say("我换手机办")).group()
    another.say(code)
    for each in (customer, another):
        assert code not in str(each.state("ALL"))
