"""Entities that the actions read."""

import pytest

from bot.nlu.entities import EntityRules

RULES = EntityRules()


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("南门支行多收了我45元", "branch", "南门支行"),
        ("南门支行多收了我45元", "money", "45"),
        ("在取款机上取钱", "place", "ATM"),
        ("三万五", "money", "35000"),
        ("35000", "number", "35000"),
        ("TS20261121-0001", "ticket_number", "TS20261121-0001"),
        ("138****1234", "masked_phone", "138****1234"),
        ("明天", "future_date", None),
        ("打12378投诉", "service_number", "12378"),
        ("买了示例银行安心存", "product", "示例银行安心存"),
    ],
)
def test_a_value_is_found_in_its_form(text, label, value):
    found = {entity["entity"]: entity["value"] for entity in RULES.find(text)}
    assert label in found
    assert value is None or found[label] == value


def test_a_very_long_text_is_read_quickly_and_without_harm():
    assert isinstance(RULES.find("上周三在南门支行取了三万五千元" * 800), list)
