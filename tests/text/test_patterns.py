"""Rows of content become patterns, whichever engine reads them."""

import pytest
import regex

from bot.text.patterns import compiled


@pytest.mark.parametrize("rows", [["转账", "汇款"], [r"(?<![还扣收]{1,4})转账", "汇款"], [r"\p{Han}转账", "他汇款"]])
def test_any_row_is_heard_whichever_engine_knows_it(rows):
    assert compiled(rows).search("我给他汇款了")
    assert not compiled(rows).search("我取了钱")


def test_case_is_told_apart_unless_it_is_not_wanted():
    assert compiled("app", ignore_case=True).search("下载APP")
    assert not compiled("app").search("下载APP")


def test_a_row_that_no_engine_reads_is_an_error():
    with pytest.raises(regex.error):
        compiled("(没有关上")
