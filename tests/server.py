"""A whole assistant for tests and benchmarks: `xiaobao serve` in processes of its own, on free ports, in its folder."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from bot.settings import ROOT, Settings, load_settings

TOKEN = "token-of-the-tests"
PATIENCE_S = 300


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """One assistant with all of its processes: they die with us; `with` starts and stops it."""

    def __init__(self, var: Path, model: Path, database_url: str | None = None) -> None:
        (var / "models").symlink_to(model.parent)
        self.var = var
        self.port, self.staff_port = free_port(), free_port()
        self.base, self.staff = f"http://127.0.0.1:{self.port}", f"http://127.0.0.1:{self.staff_port}"
        self.log = var / "serve.log"
        self.environ = {
            **os.environ,
            "XIAOBAO_VAR": str(var),
            "XIAOBAO_DATABASE_URL": database_url or f"sqlite:///{var / 'tickets.db'}",
            "XIAOBAO_PORT": str(self.port),
            "XIAOBAO_STAFF_PORT": str(self.staff_port),
            "XIAOBAO_STAFF_TOKEN": TOKEN,
        }
        self.process: Any = None

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        if failure:
            print(self.log.read_text("utf-8"), file=sys.stderr)
        if self.process.poll() is None:
            self.stop()

    @property
    def settings(self) -> Settings:
        """The settings this assistant runs with."""
        return load_settings(self.environ)

    # ---- life

    def start(self) -> None:
        """Start, or start again, and wait until it answers."""
        from bot.supervisor import die_with_parent

        command = [sys.executable, "-W", "ignore", "-m", "bot.cli", "serve"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environ, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=die_with_parent,
            )  # fmt: skip
        self.wait()
        self._wait_for(self._announced)  # until then a child that dies ends the start

    def wait(self) -> None:
        """Wait until it answers."""
        self._wait_for(self._ready)

    def stop(self) -> int:
        """Ask it to end; returns the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return int(self.process.wait(timeout=30))

    def kill(self) -> None:
        """SIGKILL to the parent; the children have to die with it."""
        self.process.kill()
        self._wait_until_gone()

    def kill_all(self) -> None:
        """SIGKILL to every process at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self._wait_until_gone()

    def _wait_for(self, happens: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE_S
        while not happens():
            assert self.process.poll() is None and time.monotonic() < until, self.log.read_text("utf-8")
            time.sleep(0.1)

    def _ready(self) -> bool:
        try:
            return httpx.get(f"{self.base}/readyz", timeout=2, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False

    def _announced(self) -> bool:
        return "接口 http" in self.log.read_text("utf-8")

    def _wait_until_gone(self) -> None:
        self.process.wait()
        until = time.monotonic() + 20
        while time.monotonic() < until and self._a_port_is_taken():
            time.sleep(0.05)

    def _a_port_is_taken(self) -> bool:
        with socket.socket() as customers, socket.socket() as staff:
            addresses = ((customers, self.port), (staff, self.staff_port))
            return any(probe.connect_ex(("127.0.0.1", port)) == 0 for probe, port in addresses)

    def children(self) -> list[int]:
        """Return the ids of the processes that the parent runs."""
        found = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True).stdout
        return [int(child) for child in found.split()]

    # ---- use

    def say(self, sender: str, text: str) -> list[dict[str, Any]]:
        """Send one message over the REST channel; returns the reply."""
        body = {"sender": sender, "message": text}
        return httpx.post(f"{self.base}/webhooks/rest/webhook", json=body, timeout=30, trust_env=False).json()

    def tickets(self, **query: str) -> dict[str, Any]:
        """Return a page of tickets as staff see it."""
        headers = {"Authorization": f"Bearer {TOKEN}"}
        return httpx.get(f"{self.staff}/api/tickets", params=query, headers=headers, timeout=10, trust_env=False).json()
