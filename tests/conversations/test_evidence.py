"""Files while a complaint is filed, and after: the assistant says what it has, and none is lost or left over."""

import re

import pytest

from bot.uploads import UploadRefused
from tests.conftest import run
from tests.files import HTML, JPEG, PDF, jpegs
from tickets.errors import StoreUnavailable
from tickets.evidence import Evidence

RECEIPT = re.compile(r"TS\d{8}-\d{4,}")


def send(customer, content=JPEG, name="回单.jpg"):
    """Send a file as the web page does; returns what is said."""
    done = run(customer.brain.attach(customer.sender, name, content, "web"))
    customer.messages, customer.file_id = done["messages"], done["file"]["id"]
    return "\n".join(message.get("text", "") for message in customer.messages)


def take_back(customer, file):
    messages = run(customer.brain.detach(customer.sender, file, "web"))
    return "\n".join(message.get("text", "") for message in messages)


def stored(customer):
    return {file.name for file in customer.brain._settings.evidence.glob("*")}


def held(customer):
    return customer.slots["complaint_evidence"]


@pytest.fixture
def at_evidence(customer):
    customer.say("我要投诉")
    customer.fill("complaint_evidence")
    return customer


@pytest.fixture
def broken(monkeypatch):
    """Let the evidence store fail."""

    def down(*_arguments):
        raise StoreUnavailable("no answer")

    def fail(method):
        monkeypatch.setattr(Evidence, method, down)

    return fail


def test_each_file_is_counted_and_asked_whether_there_is_more(at_evidence):
    assert "收到了" in send(at_evidence)
    said = send(at_evidence, PDF)
    assert "一共 2 个" in said
    assert "没有了" in [button["title"] for message in at_evidence.messages for button in message.get("buttons", ())]
    assert at_evidence.asked == "complaint_evidence"
    assert len(held(at_evidence)) == 2


@pytest.mark.parametrize("word", ["没有了", "好了", "跳过", "就这些", "不用了", "都传完了", "没了。", "就这两个"])
def test_no_more_goes_on_and_keeps_what_is_there(at_evidence, word):
    send(at_evidence)
    assert "姓名" in at_evidence.say(word)
    assert (at_evidence.asked, held(at_evidence)) == ("complainant_name", [at_evidence.file_id])


def test_words_stay_a_note_beside_the_files(at_evidence):
    send(at_evidence)
    at_evidence.say("还有一张收据在家里")
    assert at_evidence.slots["complaint_evidence_note"] == "还有一张收据在家里"
    assert held(at_evidence) == [at_evidence.file_id]


def test_without_files_everything_is_as_it_was(at_evidence):
    assert "再交" in at_evidence.say("为什么要问这个") + at_evidence.say("好了")
    assert (held(at_evidence), at_evidence.slots["complaint_evidence_note"]) == ("", None)
    assert "凭证" not in at_evidence.fill()
    assert "凭证" not in at_evidence.say("我要修改") + str(at_evidence.messages)


def test_the_summary_says_how_many_and_the_ticket_has_them(at_evidence):
    for content in jpegs(2):
        send(at_evidence, content)
    at_evidence.say("没有了")
    assert "凭证：2 个文件" in at_evidence.fill()
    assert {"label": "凭证", "value": "2 个文件", "field": "complaint_evidence"} in at_evidence.custom("card")["rows"]
    files = held(at_evidence)
    at_evidence.say("确认提交")
    assert at_evidence.register.ticket(at_evidence.number).evidence == files
    assert held(at_evidence) is None
    assert stored(at_evidence) >= set(files)


def test_at_the_summary_a_file_is_added_and_taken_back_and_the_summary_says_so(at_evidence):
    at_evidence.fill()
    assert "凭证：1 个文件" in send(at_evidence)
    file = at_evidence.file_id
    assert at_evidence.asked == "complaint_confirmed"
    assert "凭证" not in take_back(at_evidence, file)
    assert file not in stored(at_evidence)
    at_evidence.say("确认提交")
    assert at_evidence.register.ticket(at_evidence.number).evidence == []


def test_a_file_sent_at_another_question_leaves_that_question_open(customer):
    customer.say("我要投诉")
    customer.fill("complaint_place")
    assert "在哪儿发生" in send(customer)
    assert customer.asked == "complaint_place"
    customer.fill("complainant_name")
    assert held(customer) == [customer.file_id]


def test_changing_the_evidence_at_the_summary_shows_what_is_there(at_evidence):
    send(at_evidence)
    at_evidence.say("没有了")
    at_evidence.fill()
    assert "一共 1 个" in at_evidence.say("修改凭证")
    assert "凭证：1 个文件" in at_evidence.say("没有了")


def test_the_name_of_a_file_is_neither_repeated_nor_kept_in_the_conversation(at_evidence):
    said = send(at_evidence, name="王小明 13900001111 身份证110101199003074233.jpg")
    stored_talk = str(at_evidence.state("ALL"))
    for secret in ("13900001111", "110101199003074233"):
        assert secret not in said + stored_talk
    assert ".jpg" not in said + stored_talk


def test_nobody_can_type_a_file_into_a_complaint(at_evidence):
    at_evidence.say("（传了一个文件）")
    assert held(at_evidence) == []


@pytest.mark.parametrize("ending", [("取消", "确定取消"), ("我撤回同意",), ("我今年12岁",)])
def test_what_is_not_filed_leaves_no_file(at_evidence, ending):
    send(at_evidence)
    for word in ending:
        at_evidence.say(word)
    assert at_evidence.form is None
    assert at_evidence.file_id not in stored(at_evidence)


def test_cancelling_a_second_complaint_leaves_the_files_of_the_first(at_evidence):
    send(at_evidence)
    first = at_evidence.file_id
    at_evidence.fill()
    at_evidence.say("确认提交")
    at_evidence.say("我要投诉")
    at_evidence.fill("complaint_evidence")
    send(at_evidence, PDF)
    for word in ("取消", "确定取消"):
        at_evidence.say(word)
    assert first in stored(at_evidence)
    assert at_evidence.file_id not in stored(at_evidence)


def test_files_go_along_to_another_channel_and_stay_there_when_this_one_stops(at_evidence, another):
    send(at_evidence)
    code = re.search(r"[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}", at_evidence.say("我换手机办")).group()
    another.say(code)
    assert another.slots["complaint_evidence"] == [at_evidence.file_id]
    for word in ("取消", "确定取消"):
        at_evidence.say(word)
    assert "凭证：1 个文件" in another.fill()
    another.say("确认提交")
    assert another.register.ticket(another.number).evidence == [at_evidence.file_id]
    assert at_evidence.file_id in stored(at_evidence)


def test_a_complaint_that_waits_in_the_journal_gets_its_files_in_the_end(at_evidence, monkeypatch):
    def down(complaint):
        raise StoreUnavailable("no answer")

    send(at_evidence)
    at_evidence.fill()
    with monkeypatch.context() as patched:
        patched.setattr(at_evidence.register, "file", down)
        assert "收好了" in at_evidence.say("确认提交")
    at_evidence.say("你好")
    assert at_evidence.register.ticket(at_evidence.number).evidence == [at_evidence.file_id]


def test_a_store_that_fails_is_an_apology_and_everything_else_stays(at_evidence, broken):
    broken("keep")
    with pytest.raises(UploadRefused) as refused:
        send(at_evidence)
    assert (refused.value.status, "抱歉" in refused.value.message) == (503, True)
    assert at_evidence.asked == "complaint_evidence"
    at_evidence.fill()
    assert RECEIPT.search(at_evidence.say("确认提交"))


def test_a_turn_that_fails_keeps_no_file_that_nobody_holds(at_evidence, monkeypatch):
    async def boom(message):
        raise RuntimeError("boom")

    before = stored(at_evidence)
    with monkeypatch.context() as patched:
        patched.setattr(at_evidence.brain._agent, "handle_message", boom)
        with pytest.raises(UploadRefused):
            send(at_evidence)
    assert stored(at_evidence) == before
    assert "收到了" in send(at_evidence)


def test_a_refused_file_changes_nothing(at_evidence):
    events = len(at_evidence.state("ALL")["events"])
    with pytest.raises(UploadRefused):
        send(at_evidence, HTML)
    assert len(at_evidence.state("ALL")["events"]) == events


def test_a_customer_of_the_traditional_script_is_answered_in_kind(customer):
    customer.say("我要投訴")
    customer.fill(
        "complaint_evidence", complaint_facts="換存摺收了工本費，辦之前沒有人告訴我要收錢", complaint_request="請講清楚"
    )
    assert "檔" in send(customer) or "個憑證" in send(customer, PDF)


@pytest.fixture
def adding(customer):
    """A customer who is asked what to add to a complaint that was filed."""
    customer.file()
    customer.say("我要给之前的投诉补充材料")
    assert customer.asked == "aftercare_text"
    return customer


def evidence_of(customer):
    return customer.register.ticket(customer.number).evidence


def test_after_filing_files_are_added_without_a_word(adding):
    assert "一共 1 个" in send(adding)
    assert "新的理由吗" in adding.say("没有了")
    assert "加上了" in adding.say("只是补材料")
    assert evidence_of(adding) == [adding.file_id]
    assert adding.register.cipher.open(adding.register.events(adding.number)[-1].sealed_text) == "补交了 1 个文件"


def test_after_filing_words_and_files_go_together_and_new_facts_start_the_time_again(adding):
    send(adding)
    adding.say("昨天又扣了一次年费")
    send(adding, PDF)
    assert adding.asked == "aftercare_new"
    adding.say("是新情况")
    assert len(evidence_of(adding)) == 2
    assert "restarted" in adding.register.ticket(adding.number).marks


@pytest.mark.parametrize("word", ["取消", "我要撤回之前的投诉"])
def test_what_was_not_added_in_the_end_is_erased(adding, word):
    send(adding)
    adding.say(word)
    assert evidence_of(adding) == []
    assert adding.file_id not in stored(adding)


def test_nine_files_are_the_most_of_a_complaint_whenever_they_come(adding):
    for content in jpegs(8):
        send(adding, content)
    adding.say("没有了")
    adding.say("只是补材料")
    adding.say("我要给之前的投诉补充材料")
    send(adding, PDF)
    with pytest.raises(UploadRefused) as refused:
        send(adding, JPEG)
    assert "9 个" in refused.value.message


def test_joining_an_open_complaint_brings_the_files_along(customer):
    first = customer.file(business="B.card")
    customer.say("我要投诉")
    customer.fill("complaint_evidence")
    send(customer)
    customer.say("没有了")
    assert first in customer.fill()
    customer.say("是同一件事")
    customer.say("只是补材料")
    assert customer.register.ticket(first).evidence == [customer.file_id]


def test_withdrawing_takes_no_files(customer):
    customer.file()
    customer.say("我要撤回之前的投诉")
    with pytest.raises(UploadRefused) as refused:
        send(customer)
    assert refused.value.status == 409
