"""The settings of the WeChat official account, as its owner finds them in WeChat's developer platform."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.settings_error import SettingsError

PLAIN, COMPATIBLE, SAFE = "plain", "compatible", "safe"
MODES = (PLAIN, COMPATIBLE, SAFE)
OFFICIAL_API = "https://api.weixin.qq.com"

_AES_KEY = re.compile(r"[A-Za-z0-9+/]{43}")  # base64 of 32 bytes without the last `=`
_WORD = re.compile(r"[!-~]+")
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._/-]*)?")


@dataclass(frozen=True)
class WeChat:
    """One official account; `mode` is how its messages are encrypted, secrets do not show when it is printed."""

    mode: str
    token: str = field(repr=False)
    app_id: str = ""
    app_secret: str = field(default="", repr=False)
    aes_key: str = field(default="", repr=False)
    api_base: str = OFFICIAL_API
    template_progress: str = ""

    @property
    def can_call(self) -> bool:
        """Whether WeChat's API can be called; without it the account only answers."""
        return bool(self.app_id and self.app_secret)


def read_wechat(values: Mapping[str, str], production: bool) -> WeChat | None:
    """Read the account; None without WECHAT_TOKEN. Raises `SettingsError` naming the key that is wrong."""
    token = _matching(values, "WECHAT_TOKEN", _WORD, "不能有空格和中文，应和微信开发者平台上填的 Token 一样")
    if not token:
        return None
    aes_key = _matching(
        values, "WECHAT_ENCODING_AES_KEY", _AES_KEY, "应是 43 个字母和数字，和平台上的消息加解密密钥一样"
    )
    mode = values.get("WECHAT_MODE") or (SAFE if aes_key else PLAIN)
    if mode not in MODES:
        raise SettingsError(f"WECHAT_MODE={mode!r}：只能是 {'、'.join(MODES)}")
    app_id = _matching(values, "WECHAT_APP_ID", _ID, "应是 wx 开头的 AppID")
    for key, value in (("WECHAT_ENCODING_AES_KEY", aes_key), ("WECHAT_APP_ID", app_id)):
        if mode != PLAIN and not value:
            raise SettingsError(f"{key}：WECHAT_MODE={mode} 时必须设置")
    return WeChat(
        mode=mode,
        token=token,
        app_id=app_id,
        app_secret=_matching(values, "WECHAT_APP_SECRET", _WORD, "不能有空格和中文，应是平台上的 AppSecret"),
        aes_key=aes_key,
        api_base=_api_base(values, production),
        template_progress=_matching(values, "WECHAT_TEMPLATE_PROGRESS", _ID, "应是平台上的模板编号"),
    )


def _matching(values: Mapping[str, str], key: str, pattern: re.Pattern[str], wanted: str) -> str:
    """Return a value that may be missing; the message of the error does not repeat it, for it may be a secret."""
    value = values.get(key, "")
    if value and not pattern.fullmatch(value):
        raise SettingsError(f"{key}：{wanted}")
    return value


def _api_base(values: Mapping[str, str], production: bool) -> str:
    base = (values.get("WECHAT_API_BASE") or OFFICIAL_API).rstrip("/")
    if not _ADDRESS.fullmatch(base):
        raise SettingsError(f"WECHAT_API_BASE={base!r}：应当像 {OFFICIAL_API}")
    if production and not base.startswith("https://"):
        raise SettingsError("WECHAT_API_BASE：生产环境只能用 https")
    return base
