"""Who is in danger is heard; who only speaks of relatives, or pauses, frightens nobody."""

import pytest

from bot.evaluation import parse_all
from tests.conftest import in_thread

IN_DANGER = {
    "婆家把我锁屋里了出不去": "violence", "他又在打我，我抱着孩子躲楼道里": "violence",
    "我姥爷走丢了，找了大半天": "missing", "孩子放学没回家，电话打不通": "missing",
    "他们扣着我弟不放人，要三十万": "held",
    "我媳妇把一整瓶药吃了": "life", "我割了手腕": "life", "她喝了农药": "life",
}  # fmt: skip
NOBODY_IN_DANGER = (
    "我妈让人骗了", "我姨被诈骗了", "俺爹叫骗子哄走了钱", "我妈的卡丢了，她腿断了来不了", "我爷爷住院，定期到期了咋取",
    "我女儿在外地，卡让机器吞了", "我媳妇刚生完孩子不方便去", "金额让我再想想", "我老伴当时也在旁边",
    "我是他闺女，替他办",     "他死活不听我的", "孩子在学校呢，晚点说", "我爸在屋里打电话不让我进",
)  # fmt: skip


@pytest.fixture(scope="module")
def reports(model):
    texts = [*IN_DANGER, *NOBODY_IN_DANGER]
    return dict(zip(texts, (report for report, _ms in in_thread(parse_all, model, texts)), strict=True))


@pytest.mark.parametrize("text", IN_DANGER)
def test_who_is_in_danger_is_heard(reports, text):
    assert reports[text]["alarm"]["id"] == IN_DANGER[text]


@pytest.mark.parametrize("text", NOBODY_IN_DANGER)
def test_relatives_and_pauses_raise_no_alarm(reports, text):
    assert reports[text].get("alarm") is None and reports[text]["topic"]["id"] != "acts.distress"
