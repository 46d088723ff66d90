"""Every setting of the product, read once from the environment or `.env`."""

from __future__ import annotations

import logging
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from bot.settings_error import SettingsError as SettingsError
from bot.wechat_settings import WeChat, read_wechat

ROOT = Path(__file__).resolve().parent.parent
"""The project folder: `data/`, `config.yml` and `var/` are found from here."""

_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?")


@dataclass(frozen=True)
class Settings:
    """Typed settings; see README §设置 for what each one means."""

    env: str
    var: Path
    database_url: str
    database_connections: int
    database_timeout_s: int
    port: int
    staff_port: int
    host: str
    secret_key: str
    staff_token: str
    api_token: str
    brain_delay_ms: int
    embed_origins: tuple[str, ...] = ()
    public_url: str = ""
    messages_a_minute: int = 0
    wechat: WeChat | None = None

    @property
    def production(self) -> bool:
        """Whether this runs in front of real customers."""
        return self.env == "production"

    @property
    def tracker_database(self) -> Path:
        """The SQLite file of the conversations."""
        return self.var / "tracker.db"

    @property
    def evidence(self) -> Path:
        """The folder of evidence files, each encrypted."""
        return self.var / "evidence"

    @property
    def models(self) -> Path:
        """The folder of trained models; only the trainer writes here."""
        return self.var / "models"


def load_settings(environ: dict[str, str] | None = None) -> Settings:
    """Read the settings; raises `SettingsError` naming the key that is wrong."""
    values = {**_dotenv(ROOT / ".env"), **(dict(os.environ) if environ is None else environ)}
    env = values.get("XIAOBAO_ENV", "development")
    if env not in ("development", "production"):
        raise SettingsError(f"XIAOBAO_ENV={env!r}：只能是 development 或 production")
    production = env == "production"
    var = Path(values.get("XIAOBAO_VAR", ROOT / "var")).resolve()
    var.mkdir(parents=True, exist_ok=True)
    return Settings(
        env=env,
        var=var,
        database_url=_database_url(values, var),
        database_connections=_integer(values, "XIAOBAO_DATABASE_CONNECTIONS", 10, least=1),
        database_timeout_s=_integer(values, "XIAOBAO_DATABASE_TIMEOUT_S", 15, least=1),
        port=_integer(values, "XIAOBAO_PORT", 5005),
        staff_port=_integer(values, "XIAOBAO_STAFF_PORT", 5006),
        host=values.get("XIAOBAO_HOST", "127.0.0.1"),
        secret_key=_secret(values, "XIAOBAO_SECRET_KEY", var / "secret_key", production),
        staff_token=_secret(values, "XIAOBAO_STAFF_TOKEN", var / "staff_token", production),
        api_token=_api_token(values, production),
        brain_delay_ms=0 if production else _integer(values, "XIAOBAO_DEV_BRAIN_DELAY_MS", 0),
        embed_origins=_origins(values, "XIAOBAO_EMBED_ORIGINS"),
        public_url=" ".join(_origins(values, "XIAOBAO_PUBLIC_URL")),
        messages_a_minute=_integer(values, "XIAOBAO_MESSAGES_A_MINUTE", 40 if production else 0),
        wechat=read_wechat(values, production),
    )


def _dotenv(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    pairs = (line.split("=", 1) for line in path.read_text("utf-8").splitlines() if "=" in line)
    return {key.strip(): value.strip().strip("\"'") for key, value in pairs if not key.lstrip().startswith("#")}


def _database_url(values: dict[str, str], var: Path) -> str:
    url = values.get("XIAOBAO_DATABASE_URL") or f"sqlite:///{var / 'tickets.db'}"
    if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg2://")):
        raise SettingsError("XIAOBAO_DATABASE_URL：应以 sqlite:/// 或 postgresql+psycopg2:// 开头")
    return url


def _integer(values: dict[str, str], key: str, default: int, least: int = 0) -> int:
    raw = values.get(key, str(default))
    if not raw.isdigit() or int(raw) < least:
        raise SettingsError(f"{key}={raw!r}：应当是一个不小于 {least} 的整数")
    return int(raw)


def _origins(values: dict[str, str], key: str) -> tuple[str, ...]:
    """Read web origins, separated by blanks: scheme and host, nothing behind them."""
    origins = tuple(values.get(key, "").split())
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise SettingsError(f"{key}：{origin!r} 应当像 https://www.example.com，不带路径")
    return origins


def _secret(values: dict[str, str], key: str, file: Path, production: bool) -> str:
    """Take a secret from the environment, or keep one of our own under `var/` outside production."""
    if values.get(key):
        return values[key]
    if production:
        raise SettingsError(f"{key}：生产环境必须设置，不能自动生成")
    if not file.exists():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as handle:
            handle.write(secrets.token_urlsafe(32))
    return file.read_text("utf-8").strip()


def _api_token(values: dict[str, str], production: bool) -> str:
    token = values.get("XIAOBAO_API_TOKEN", "")
    if production and not token:
        raise SettingsError("XIAOBAO_API_TOKEN：生产环境必须设置")
    return token


def quiet_environment() -> None:
    """Set what the libraries below read from the environment when they are loaded; children inherit it.

    No telemetry, no chatter, no warnings that libraries give each other; and threads of the encoders that have nothing
    to do sleep: by default they spin, and where others want the processor too a sentence of 30 ms takes seconds.
    """
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("LOG_LEVEL", "ERROR")  # Rasa's bars of progress
    logging.captureWarnings(True)  # some libraries undo a filter
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
