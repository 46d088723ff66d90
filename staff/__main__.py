"""Entry of the staff-side process: `python -m staff`."""

from __future__ import annotations

import uvicorn

from bot.settings import load_settings
from staff.app import create_app


def main() -> None:
    """Serve until told to stop."""
    settings = load_settings()
    uvicorn.run(
        create_app(settings), host=settings.host, port=settings.staff_port, ws="none", log_level="warning",
        access_log=False, server_header=False, timeout_graceful_shutdown=10,
    )  # fmt: skip


if __name__ == "__main__":
    main()
