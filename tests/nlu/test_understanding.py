"""Understanding on the trained model: what must never be got wrong, and the figures that may not fall."""

import itertools
import json

import pytest

from benchmarks.heldout import SETS
from bot.evaluation import judge, parse_all, read_lines
from bot.nlu.tokenizer import segmenter
from bot.nlu.urgency import UrgencyRules
from bot.settings import ROOT
from tests.conftest import in_thread

FLOOR = json.loads((ROOT / "tests" / "heldout" / "floor.json").read_text("utf-8"))
BETWEEN_PROCESSORS = 0.002
"""The int8 encoder computes a little otherwise on another kind of processor: one message in five hundred may turn."""
DEVSET = ROOT.parent / "shared" / "devset.jsonl"


@pytest.fixture(scope="module")
def judged(model):
    """Every set of held-out messages, judged."""
    rows = {chosen.key: chosen.rows() for chosen in SETS}
    texts = [row["text"] for some in rows.values() for row in some]
    reports = iter(in_thread(parse_all, model, texts))
    return {
        key: judge(some, list(itertools.islice(reports, len(some))), per_message=True) for key, some in rows.items()
    }


@pytest.fixture(scope="module")
def heldout(judged):
    return judged["heldout"]


@pytest.mark.parametrize(("key", "figure"), [(s.key, figure) for s in SETS for figure in sorted(FLOOR[s.key])])
def test_held_out_messages_are_understood_no_worse_than_before(judged, key, figure):
    assert {**judged[key], **judged[key]["urgency_recall"]}[figure] >= FLOOR[key][figure] - BETWEEN_PROCESSORS


def test_hardly_any_held_out_question_is_refused(heldout):
    assert heldout["false_reject"] <= 0.02


def test_confidence_means_what_it_says(heldout):
    sure = [row for row in heldout["messages"] if row["confidence"] >= 0.9]
    assert sum(row["topic"] == row["said"] for row in sure) / len(sure) >= 0.93


@pytest.mark.skipif(not DEVSET.exists(), reason="the shared yardstick is not here")
def test_the_shared_yardstick_is_met(model):
    rows = read_lines(DEVSET)
    result = judge(rows, in_thread(parse_all, model, [row["text"] for row in rows]), per_message=False)
    assert result["accuracy"] >= 0.90
    assert result["oos_recall"] >= 0.92
    assert result["false_reject"] <= 0.04


@pytest.mark.parametrize(
    ("said", "urgency"),
    [
        ("我刚把钱转过去了", "money_moved"),
        ("刚才把验证码告诉对方了", "money_moved"),
        ("我正在共享屏幕", "money_moved"),
        ("我还没转，他让我转", None),
        ("怎么防范转账诈骗", None),
        ("我被骗了五千块", "money_moved"),
    ],
)
def test_sure_signs_of_urgency_need_no_model(said, urgency):
    assert UrgencyRules().read(said) == urgency


def test_words_of_the_trade_are_one_word_each():
    for word in ("杀猪盘", "跑分", "飞单", "安全账户", "城东支行"):
        assert word in segmenter().lcut(f"听说{word}的事")


def test_the_lexicon_is_this_project_s_own():
    import jieba

    assert "城东支行" not in jieba.dt.FREQ


@pytest.mark.parametrize(
    "said",
    ["我真的撑不下去了", "我割腕了", "药我都买好了", "我要跳楼", "活着没意思", "累死累活的钱没了，想死的心都有了"],
)
def test_despair_is_heard_without_a_model(said):
    assert UrgencyRules().is_despair(said)


@pytest.mark.parametrize(
    "said", ["早饭吃撑死了", "笑死我了", "手机卡死了", "骗子都该死", "我们店快撑不住了", "想死你啦"]
)
def test_a_manner_of_speaking_is_no_despair(said):
    assert not UrgencyRules().is_despair(said)


@pytest.mark.parametrize(
    ("said", "averted"),
    [("骗子让我转钱我没转", True), ("差点上当，没给钱", True), ("我转过去了，他没给我发货", False), ("钱转了", False)],
)
def test_what_was_not_given_is_told_from_what_was(said, averted):
    assert UrgencyRules().is_averted(said) is averted
