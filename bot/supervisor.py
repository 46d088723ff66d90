"""Running both applications: starts them as children, waits until they answer, ends them together."""

from __future__ import annotations

import ctypes
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from bot.bank import load_bank
from bot.settings import ROOT, Settings, SettingsError
from bot.training import ensure_model
from tickets.database import migrate

PATIENCE = 300
RESTARTS_A_MINUTE = 5
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One application process; `ready` is the address that answers 200 when it serves."""

    name: str
    arguments: list[str]
    ready: str
    process: subprocess.Popen[bytes] | None = None
    died: list[float] | None = None

    def start(self) -> None:
        """Start, or start again."""
        command = [sys.executable, "-W", "ignore", "-m", *self.arguments]
        self.process = subprocess.Popen(command, cwd=ROOT, preexec_fn=die_with_parent)


def die_with_parent() -> None:
    """Ask Linux to end this child when its parent dies, however it dies (for `preexec_fn`)."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, which ends us in order


def check(settings: Settings) -> None:
    """Refuse a start that cannot go well; raises `SettingsError`."""
    if settings.production and load_bank().is_sample:
        raise SettingsError("data/bank/bank.yml 还是示例资料，生产环境不能用它启动")
    for port in (settings.port, settings.staff_port):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((settings.host, port))
            except OSError as error:
                raise SettingsError(f"端口 {port} 用不了（{error.strerror}）：关掉占用它的程序，或换一个端口") from None


def serve(settings: Settings) -> int:
    """Prepare everything, run both applications until told to stop; returns the exit code."""
    check(settings)
    _say("数据库：检查并升级……")
    migrate(settings.database_url)
    _say("模型：检查，没有或内容变了就训练（第一次可能要十几分钟）……")
    model = ensure_model(settings)
    host, port, staff_port = settings.host, settings.port, settings.staff_port
    children = [
        Child("客户端", ["bot.serve_customer", str(model)], f"http://{host}:{port}/readyz"),
        Child("工作台", ["staff"], f"http://{host}:{staff_port}/healthz"),
    ]
    stopping = _stop_on_signal()
    _say("启动两个进程……")
    for child in children:
        child.start()
    try:
        if not _wait(children, stopping):
            return 0 if stopping() else 1
        _announce(settings)
        return _watch(children, stopping)
    finally:
        _end(children)


def _stop_on_signal() -> Callable[[], bool]:
    told: list[int] = []
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda number, _frame: told.append(number))
    return lambda: bool(told)


def _wait(children: list[Child], stopping: Callable[[], bool]) -> bool:
    """Wait until every child answers; False when one died or the time is over."""
    until = time.monotonic() + PATIENCE
    for child in children:
        while not _answers(child.ready):
            if stopping():
                return False
            if child.process is None or child.process.poll() is not None or time.monotonic() > until:
                _say(f"{child.name}没有起来，原因见上面的日志。")
                return False
            time.sleep(0.2)
    return True


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=2, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def _announce(settings: Settings) -> None:
    customer, staff = f"http://{settings.host}:{settings.port}", f"http://{settings.host}:{settings.staff_port}"
    for name, address in (
        ("客户端", f"{customer}/"),
        ("网点平板", f"{customer}/kiosk"),
        ("工作台", f"{staff}/desk"),
        ("接口", f"{staff}/api/openapi.json"),
    ):
        _say(f"{name} {address}")


def _watch(children: list[Child], stopping: Callable[[], bool]) -> int:
    """Start a child again when it dies; give up when one keeps dying."""
    while not stopping():
        for child in children:
            assert child.process is not None
            if child.process.poll() is None:
                continue
            child.died = [moment for moment in child.died or [] if moment > time.monotonic() - 60] + [time.monotonic()]
            if len(child.died) > RESTARTS_A_MINUTE:
                _say(f"{child.name}一直起不来，停止。")
                return 1
            _say(f"{child.name}意外退出，重新启动……")
            child.start()
        time.sleep(0.5)
    return 0


def _end(children: list[Child]) -> None:
    """Ask every child to end, then make sure."""
    for child in children:
        if child.process is not None and child.process.poll() is None:
            child.process.terminate()
    for child in children:
        if child.process is None:
            continue
        try:
            child.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            child.process.kill()


def _say(line: str) -> None:
    print(line, flush=True)
