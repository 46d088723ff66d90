"""The account is read from the environment; what is wrong is named by its key, without the value of a secret."""

import pytest

from bot.settings import SettingsError, load_settings
from bot.wechat_settings import OFFICIAL_API, read_wechat

KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
WHOLE = {"WECHAT_TOKEN": "t0ken", "WECHAT_APP_ID": "wx1", "WECHAT_APP_SECRET": "s", "WECHAT_ENCODING_AES_KEY": KEY}


def read(production=False, **values):
    return read_wechat({f"WECHAT_{name.upper()}": value for name, value in values.items()}, production)


def test_without_a_token_there_is_no_account(tmp_path):
    assert read() is None
    assert read(app_id="wx1", encoding_aes_key=KEY) is None
    assert load_settings({"XIAOBAO_VAR": str(tmp_path), "WECHAT_TOKEN": ""}).wechat is None


def test_the_settings_hold_the_account(tmp_path):
    account = load_settings({"XIAOBAO_VAR": str(tmp_path), **WHOLE, "WECHAT_TEMPLATE_PROGRESS": "tpl-1"}).wechat
    assert (account.token, account.app_id, account.aes_key) == ("t0ken", "wx1", KEY)
    assert (account.mode, account.api_base, account.template_progress) == ("safe", OFFICIAL_API, "tpl-1")
    assert account.can_call


def test_it_is_safe_when_there_is_a_key_and_plain_when_there_is_none():
    assert read(token="t").mode == "plain"
    assert read(token="t", app_id="wx1", encoding_aes_key=KEY).mode == "safe"
    assert read(token="t", app_id="wx1", encoding_aes_key=KEY, mode="compatible").mode == "compatible"
    assert read(token="t", app_id="wx1", encoding_aes_key=KEY, mode="plain").mode == "plain"


def test_an_account_without_secret_only_answers():
    assert not read(token="t", app_id="wx1").can_call
    assert read(token="t", app_id="wx1", app_secret="s").can_call


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("WECHAT_MODE", {"mode": "secure"}),
        ("WECHAT_TOKEN", {"token": "two words"}),
        ("WECHAT_APP_ID", {"app_id": "wx 1"}),
        ("WECHAT_APP_SECRET", {"app_secret": "密码"}),
        ("WECHAT_ENCODING_AES_KEY", {"app_id": "wx1", "encoding_aes_key": KEY[:-1]}),
        ("WECHAT_ENCODING_AES_KEY", {"app_id": "wx1", "encoding_aes_key": "*" * 43}),
        ("WECHAT_ENCODING_AES_KEY", {"app_id": "wx1", "mode": "safe"}),
        ("WECHAT_ENCODING_AES_KEY", {"app_id": "wx1", "mode": "compatible"}),
        ("WECHAT_APP_ID", {"encoding_aes_key": KEY}),
        ("WECHAT_API_BASE", {"api_base": "api.weixin.qq.com"}),
        ("WECHAT_API_BASE", {"api_base": "https://user:word@host"}),
        ("WECHAT_TEMPLATE_PROGRESS", {"template_progress": "a b"}),
    ],
)
def test_what_is_wrong_is_named(key, values):
    with pytest.raises(SettingsError, match=key):
        read(**{"token": "t", **values})


def test_production_calls_wechat_over_https_alone():
    assert read(token="t", api_base="http://127.0.0.1:8/").api_base == "http://127.0.0.1:8"
    with pytest.raises(SettingsError, match="WECHAT_API_BASE"):
        read(production=True, token="t", api_base="http://127.0.0.1:8")


def test_no_secret_shows_when_the_account_or_an_error_is_printed():
    account = read(token="tttt", app_id="wx1", app_secret="ssss", encoding_aes_key=KEY)
    assert not [secret for secret in ("tttt", "ssss", KEY) if secret in repr(account)]
    with pytest.raises(SettingsError) as wrong:
        read(token="t", app_secret="my secret")
    assert "my secret" not in str(wrong.value)
