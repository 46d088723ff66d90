"""Entry of the customer-side process: `python -m bot.serve_customer MODEL`."""

from __future__ import annotations

import sys
from pathlib import Path

import uvicorn

from bot.settings import load_settings, quiet_environment

SWITCH_S = 0.0005
"""Seconds after which a computing thread lets others on: a database's every answer waits for its turn to be read."""


def main() -> None:
    """Serve until told to stop."""
    quiet_environment()
    sys.setswitchinterval(SWITCH_S)
    from bot.app import create_app  # only now: the numerical libraries below read the environment when they are loaded

    settings = load_settings()
    app = create_app(settings, Path(sys.argv[1]))
    uvicorn.run(
        app, host=settings.host, port=settings.port, ws="none", log_level="warning", access_log=False,
        server_header=False, timeout_graceful_shutdown=10,
    )  # fmt: skip


if __name__ == "__main__":
    main()
