"""How much one sender may send: counted by sender, off unless it is set."""

import dataclasses

import pytest
from starlette.exceptions import HTTPException

from bot.channels.limits import Limits
from bot.settings import load_settings


def limits(tmp_path, most):
    return Limits(dataclasses.replace(load_settings({"XIAOBAO_VAR": str(tmp_path)}), messages_a_minute=most))


def test_one_message_too_many_is_refused_kindly_and_only_to_who_sent_it(tmp_path):
    window = limits(tmp_path, 3)
    for _ in range(3):
        window.count("a")
    with pytest.raises(HTTPException) as refused:
        window.count("a")
    assert (refused.value.status_code, refused.value.headers["Retry-After"]) == (429, "60")
    assert "太快" in refused.value.detail
    window.count("b")


def test_in_development_nobody_is_counted(tmp_path):
    window = limits(tmp_path, 0)
    for _ in range(500):
        window.count("a")


def test_production_counts_unless_told_otherwise(tmp_path):
    secrets = {f"XIAOBAO_{name}": "x" * 40 for name in ("SECRET_KEY", "STAFF_TOKEN", "API_TOKEN")}
    assert load_settings({"XIAOBAO_VAR": str(tmp_path), "XIAOBAO_ENV": "production", **secrets}).messages_a_minute == 40


@pytest.mark.parametrize("value", ["example.com", "https://example.com/path", "javascript:alert(1)", "https://a b"])
def test_an_origin_that_is_none_is_refused_with_the_key(tmp_path, value):
    from bot.settings import SettingsError

    with pytest.raises(SettingsError, match="XIAOBAO_EMBED_ORIGINS"):
        load_settings({"XIAOBAO_VAR": str(tmp_path), "XIAOBAO_EMBED_ORIGINS": value})
