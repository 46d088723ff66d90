"""`make bench`: this assistant and stock Rasa (jieba + DIET, its own servers) on the same data, in the same run.

Prints medians of three runs: one REST turn with messages of 12–20 characters (p50, p95, one client), and messages a
second with 16 clients; then the register alone (benchmarks/register.py), the whole assistant under load and kills
(benchmarks/assistant.py) and WeChat (benchmarks/wechat.py), after which the exit code is 1 when a promise was broken,
and the chat page (benchmarks/pages.py). `--ours` leaves stock Rasa out (its training takes many minutes).
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from benchmarks import assistant, pages, register, wechat
from benchmarks.heldout import heldout, is_right
from benchmarks.stock import topics_of, write_project
from bot.evaluation import judge, parse_all
from bot.settings import load_settings
from bot.supervisor import die_with_parent
from bot.training import ensure_model
from tests.server import Server, free_port

RUNS = 3
ONE_CLIENT, MANY_CLIENTS, EACH = 200, 16, 25
TURNS_A_CONVERSATION = 8
EPOCHS = 3
"""Of stock Rasa's DIET: one takes minutes; its speed does not depend on them, its accuracy does."""


def main() -> int:
    """Measure and print; returns 1 when the assistant broke a promise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", action="store_true", help="only this assistant")
    messages = sample()
    ours_only = parser.parse_args().ours
    with tempfile.TemporaryDirectory() as folder:
        with our_server(Path(folder)) as url:
            ours = measure(url, messages)
        result = {
            "ours": ours,
            "register": register.measure(),
            "assistant": assistant.measure(),
            "wechat": wechat.measure(),
            "pages": pages.measure(),
        }
        if not ours_only:
            ours |= our_understanding()
            with stock_server(Path(folder)) as url:
                result["stock"] = measure(url, messages)
            result["stock"] |= stock_understanding(Path(folder) / "stock")
            result["ratio"] = {key: round(ours[key] / result["stock"][key], 3) for key in ours}
    print(json.dumps(result, ensure_ascii=False, indent=1))
    return int(assistant.is_broken(result["assistant"]) or wechat.is_broken(result["wechat"]))


def sample() -> list[str]:
    """Return held-out messages of 12 to 20 characters."""
    return [
        row["text"] for row in heldout() if 12 <= len(row["text"]) <= 20 and not row["topic"].startswith("acts.file")
    ]


def our_understanding() -> dict[str, float]:
    """Return our accuracy on the held-out messages and the median milliseconds of a parse."""
    report = judge(heldout(), parse_all(ensure_model(load_settings()), [row["text"] for row in heldout()]), False)
    return {"accuracy": report["accuracy"], "parse_p50_ms": report["parse_p50_ms"]}


def stock_understanding(project: Path) -> dict[str, float]:
    """Return the same of stock Rasa."""
    rows = heldout()
    said, median = topics_of(project, [row["text"] for row in rows])
    right = [is_right(row, topic) for row, topic in zip(rows, said, strict=True)]
    return {"accuracy": round(sum(right) / len(right), 4), "parse_p50_ms": round(median, 2)}


def measure(url: str, messages: list[str]) -> dict[str, float]:
    """Return the medians of three runs."""
    asyncio.run(one_client(url, messages, 20))  # warm
    runs = [asyncio.run(one_run(url, messages)) for _ in range(RUNS)]
    return {key: round(statistics.median(run[key] for run in runs), 2) for key in runs[0]}


async def one_run(url: str, messages: list[str]) -> dict[str, float]:
    """Measure one client, then sixteen."""
    times = sorted(await one_client(url, messages, ONE_CLIENT))
    started = time.perf_counter()
    await asyncio.gather(*(one_client(url, messages[n::MANY_CLIENTS] or messages, EACH) for n in range(MANY_CLIENTS)))
    rate = MANY_CLIENTS * EACH / (time.perf_counter() - started)
    return {
        "p50_ms": times[len(times) // 2] * 1000,
        "p95_ms": times[int(len(times) * 0.95)] * 1000,
        "messages_per_s": rate,
    }


async def one_client(url: str, messages: list[str], count: int) -> list[float]:
    """Send messages one after the other, a new conversation every eight turns; returns seconds a turn."""
    times = []
    async with httpx.AsyncClient(timeout=60, trust_env=False) as client:
        for n, text in enumerate(itertools.islice(itertools.cycle(messages), count)):
            if n % TURNS_A_CONVERSATION == 0:
                sender = uuid.uuid4().hex
            started = time.perf_counter()
            answer = await client.post(url, json={"sender": sender, "message": f"{text}{n % 10}"})
            times.append(time.perf_counter() - started)
            assert answer.status_code == 200 and answer.json(), answer.text
    return times


@contextmanager
def our_server(folder: Path) -> Iterator[str]:
    """Serve this assistant on an empty database."""
    var = folder / "var"
    var.mkdir()
    with Server(var, ensure_model(load_settings())) as server:
        yield f"{server.base}/webhooks/rest/webhook"


@contextmanager
def stock_server(folder: Path) -> Iterator[str]:
    """Train and serve stock Rasa: JiebaTokenizer, n-grams, DIET, RulePolicy, its Sanic server, its action server."""
    project = write_project(folder / "stock", EPOCHS)
    rasa = [sys.executable, "-W", "ignore", "-m", "rasa"]
    started = time.perf_counter()
    subprocess.run([*rasa, "train", "--quiet"], cwd=project, check=True, env=environment(), stdout=sys.stderr)
    print(f"stock Rasa trained in {time.perf_counter() - started:.0f} s", file=sys.stderr)
    actions, port = free_port(), free_port()
    (project / "endpoints.yml").write_text(
        f"action_endpoint: {{url: 'http://127.0.0.1:{actions}/webhook'}}\n"
        "tracker_store: {type: SQL, dialect: sqlite, db: tracker.db}\n"
    )
    serving = [*rasa, "run", "--port", str(port)]
    with process([*rasa, "run", "actions", "--port", str(actions)], project), process(serving, project):
        wait(f"http://127.0.0.1:{port}/")
        wait_for_answer(f"http://127.0.0.1:{port}/webhooks/rest/webhook")
        yield f"http://127.0.0.1:{port}/webhooks/rest/webhook"


@contextmanager
def process(command: list[str], cwd: Path) -> Iterator[None]:
    """Run a command meanwhile; it dies with us."""
    child = subprocess.Popen(
        command, cwd=cwd, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        preexec_fn=die_with_parent,
    )  # fmt: skip
    try:
        yield
    finally:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            child.kill()


def environment() -> dict[str, str]:
    """Return the environment of a child: no telemetry."""
    return {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}


def wait(url: str) -> None:
    """Wait until an address answers 200."""
    until = time.monotonic() + 300
    while time.monotonic() < until:
        try:
            if httpx.get(url, timeout=2, trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.5)
    raise TimeoutError(url)


def wait_for_answer(url: str) -> None:
    """Wait until a message is answered with something."""
    until = time.monotonic() + 300
    while time.monotonic() < until:
        if httpx.post(url, json={"sender": "warm", "message": "你好"}, timeout=60, trust_env=False).json():
            return
        time.sleep(1)
    raise TimeoutError(url)


if __name__ == "__main__":
    sys.exit(main())
