"""Understanding on the trained model: what must never be got wrong, and the figures that may not fall."""

import pytest

from bot.evaluation import judge, parse_all, read_lines
from bot.nlu.tokenizer import segmenter
from bot.nlu.urgency import UrgencyRules
from tests.conftest import ROOT, in_thread

HELDOUT = sorted((ROOT / "tests" / "heldout").glob("*.jsonl"))
DEVSET = ROOT.parent / "shared" / "devset.jsonl"


@pytest.fixture(scope="module")
def heldout(model):
    rows = [row for path in HELDOUT for row in read_lines(path)]
    return judge(rows, in_thread(parse_all, model, [row["text"] for row in rows]), per_message=True)


def test_held_out_messages_are_understood(heldout):
    assert heldout["accuracy"] >= 0.90
    assert heldout["oos_recall"] >= 0.85
    assert heldout["false_reject"] <= 0.06


def test_confidence_means_what_it_says(heldout):
    sure = [row for row in heldout["messages"] if row["confidence"] >= 0.9]
    assert sum(row["topic"] == row["said"] for row in sure) / len(sure) >= 0.93


@pytest.mark.skipif(not DEVSET.exists(), reason="the shared yardstick is not here")
def test_the_shared_yardstick_is_met(model):
    rows = read_lines(DEVSET)
    result = judge(rows, in_thread(parse_all, model, [row["text"] for row in rows]), per_message=False)
    assert result["accuracy"] >= 0.80
    assert result["oos_recall"] >= 0.85
    assert result["false_reject"] <= 0.06


@pytest.mark.parametrize(
    ("said", "urgency"),
    [
        ("我刚把钱转过去了", "money_moved"),
        ("刚才把验证码告诉对方了", "money_moved"),
        ("我正在共享屏幕", "money_moved"),
        ("我还没转，他让我转", None),
        ("怎么防范转账诈骗", None),
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
