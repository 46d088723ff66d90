"""What content staff write is whole, and every button does what it says."""

from pathlib import Path

import pytest
import regex
import yaml

from bot.answers import answers
from bot.content_check import doubles, problems
from bot.settings import ROOT
from tests.conftest import Customer

TOPICS = ROOT.parent / "shared" / "topics.yml"


def test_the_content_check_finds_nothing():
    assert problems(ROOT / "data") == []


def test_the_content_check_finds_what_is_wrong(tmp_path):
    for folder in ("responses", "nlu"):
        (tmp_path / folder).mkdir()
    record = {"title": "t", "ask": "问", "button": "b", "related": ["fraud.none"], "sources": ["s"], "owner": "o",
              "reviewed_on": "2020-01-01", "review_by": "2020-02-01"}  # fmt: skip
    text = "我们一定会帮您追回，请提供验证码 {what}"
    responses = {"responses": {"utter_fraud.x": [{"text": text, "metadata": record}]}}
    (tmp_path / "responses" / "a.yml").write_text(yaml.safe_dump(responses, allow_unicode=True))
    nlu = {"nlu": [{"intent": "fraud.y", "examples": "- 一句\n"}]}
    (tmp_path / "nlu" / "a.yml").write_text(yaml.safe_dump(nlu, allow_unicode=True))
    found = "\n".join(problems(tmp_path))
    for sign in (
        "没有回答",
        "只有 1 条",
        "承诺",
        "索要",
        "占位符",
        "过了复核日期",
        "说简单点",
        "按钮问句",
        "fraud.none",
    ):
        assert sign in found


@pytest.mark.skipif(not TOPICS.exists(), reason="the list of topics is not here")
def test_every_topic_that_must_be_answered_is():
    wanted = {f"{area}.{name}" for area, names in yaml.safe_load(TOPICS.read_text("utf-8")).items() for name in names}
    assert {topic for topic in wanted if not topic.startswith("acts.")} == set(answers())


def test_every_related_button_leads_to_its_topic(brain):
    customer = Customer(brain)
    for answer in answers().values():
        customer.say(answer.ask)
        report = customer.state()["latest_message"]["topic"]
        assert (report["id"], answer.ask) == (answer.topic, answer.ask)


def test_every_answer_speaks_plainly_and_names_no_unfilled_word(brain):
    customer = Customer(brain)
    for answer in list(answers().values())[::7]:
        said = customer.say(answer.ask)
        assert not regex.search(r"\{\w+\}|\*\*|None", said), answer.topic


def test_what_is_written_twice_is_found(tmp_path):
    """YAML keeps the last of two entries with one name and says nothing."""
    said = tmp_path / "lexicon" / "case_said"
    said.mkdir(parents=True)
    (said / "a.yml").write_text("said:\n  fee: [要钱吗]\n  fee: [收费吗]\nmoves:\n- id: waits\n")
    (said / "b.yml").write_text("said:\n  fee: [多少钱]\nmoves:\n- id: waits\n")
    assert list(doubles.check(tmp_path)) == [
        "lexicon/case_said/a.yml：第 3 行的 fee 写了两遍",
        "b.yml 和 a.yml 都写了 fee",
        "b.yml 和 a.yml 都写了 waits",
    ]


def test_customer_sentences_live_in_data_not_in_python():
    told = [Path(ROOT, "tickets", f"{name}.py") for name in ("aftercare", "delivery", "notices", "outbox")]
    for path in [*Path(ROOT, "actions").rglob("*.py"), *told]:  # other sentences of the register are for staff
        code = regex.sub(r'"""[\s\S]*?"""|#.*', "", path.read_text("utf-8"))
        strings = regex.findall(r'(?<!r)"([^"\n]*\p{Han}{8,}[^"\n]*)"', code)
        assert not [text for text in strings if not regex.search(r"[|\\(\[]", text)], path


def test_docs_name_only_what_exists():
    readme = (ROOT / "README.md").read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in regex.findall(r"`make (\w+)`", readme):
        assert f"\n{target}:" in makefile
    settings = (ROOT / "bot" / "settings.py").read_text("utf-8")
    for name in set(regex.findall(r"XIAOBAO_\w+", readme)):
        assert name in settings
