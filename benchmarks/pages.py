"""The chat page: how heavy it is, how soon it can be used, how soon a reply is there, what 200 open streams cost.

`python -m benchmarks.pages` prints one JSON object, the medians of three runs where time is measured. The browser is
Debian's Chromium, its processor four times slower while the page loads.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, sync_playwright

from benchmarks.heldout import heldout
from benchmarks.register import percentile
from bot.channels.web import PAGES
from bot.settings import load_settings
from bot.training import ensure_model
from tests.browser.conftest import FLAGS, chromium
from tests.server import Server

RUNS, SLOWDOWN, REPLIES = 3, 4, 40
STREAMS, SPEAKING = 200, 50
OURS = {"X-Requested-With": "xiaobao"}
Figures = dict[str, Any]


def main() -> None:
    """Measure and print."""
    print(json.dumps(measure(), ensure_ascii=False, indent=1))


def measure() -> Figures:
    """Return everything."""
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder), ensure_model(load_settings())) as server:
        figures = {"first_load_kb_gzip": first_load(server.base)}
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            figures["interactive_ms"] = _median(lambda: interactive(browser, server.base))
            figures["reply_on_screen_ms"] = replies(browser, server.base)
            browser.close()
        return {**figures, "streams": asyncio.run(streams(server))}


def first_load(base: str) -> float:
    """Return the kilobytes, compressed, of the page and of everything that it loads before it can be used."""
    page = (PAGES / "chat.html").read_text("utf-8")
    loaded = [path for path in (PAGES / "assets").iterdir() if f"/assets/{path.name}" in page]
    bodies = [page.encode(), *(path.read_bytes() for path in loaded)]
    bodies.append(httpx.get(f"{base}/api/chat/interface", trust_env=False).content)
    return round(sum(len(gzip.compress(body)) for body in bodies) / 1000, 1)


def interactive(browser: Browser, base: str) -> float:
    """Return the milliseconds until one can type, on a slow phone with nothing cached."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    started = time.perf_counter()
    page.goto(f"{base}/chat", wait_until="commit")
    page.get_by_label("想问什么").wait_for()
    taken = (time.perf_counter() - started) * 1000
    context.close()
    return taken


def replies(browser: Browser, base: str) -> Figures:
    """Return p50 and p95 of the milliseconds from pressing send to the reply on the screen."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{base}/chat")
    field, bubbles = page.get_by_label("想问什么"), page.locator(".message.bot")
    field.wait_for()
    taken = []
    for row in [row for row in heldout() if row["topic"].startswith(("card.", "rights."))][:REPLIES]:
        field.fill(row["text"])
        before = bubbles.count()
        # measured in the page: the driver's own round trips are not the customer's
        taken.append(
            page.evaluate(
                """before => new Promise(done => {
                    const started = performance.now();
                    const seen = () => document.querySelectorAll('.message.bot').length > before;
                    new MutationObserver((_, watch) => {
                        if (!seen()) return;
                        watch.disconnect();
                        requestAnimationFrame(() => done((performance.now() - started) / 1000));
                    }).observe(document.body, {childList: true, subtree: true});
                    document.querySelector('[aria-label="发送"]').click();
                })""",
                before,
            )
        )
    return {f"p{share}": round(percentile(sorted(taken), share / 100), 1) for share in (50, 95)}


async def streams(server: Server) -> Figures:
    """Return memory before and with 200 open streams, and how long a reply takes to them meanwhile."""
    pages = [httpx.AsyncClient(base_url=server.base, headers=OURS, timeout=60, trust_env=False) for _ in range(STREAMS)]
    for page in pages:
        await page.get("/chat")
    process = max(server.children(), key=_resident)
    before = _resident(process)
    heard: list[asyncio.Queue[float]] = [asyncio.Queue() for _ in pages]
    listening = [asyncio.create_task(_listen(page, queue)) for page, queue in zip(pages, heard, strict=True)]
    taken = []
    for n in range(SPEAKING * RUNS):
        at = n % SPEAKING
        started = time.perf_counter()
        body = {"id": str(uuid.uuid4()), "text": "银行卡丢了怎么挂失"}
        (await pages[at].post("/api/chat/messages", json=body)).raise_for_status()
        taken.append(await heard[at].get() - started)
    figures = {
        "open": STREAMS,
        "memory_mb": round((_resident(process) - before) / 1e6, 1),
        "heard_p50_ms": round(percentile(sorted(taken), 0.5), 1),
        "heard_p95_ms": round(percentile(sorted(taken), 0.95), 1),
    }
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    for page in pages:
        await page.aclose()
    return figures


async def _listen(page: httpx.AsyncClient, heard: asyncio.Queue[float]) -> None:
    async with page.stream("GET", "/api/chat/stream") as answer:
        async for line in answer.aiter_lines():
            if line.startswith("event: messages"):
                heard.put_nowait(time.perf_counter())


def _resident(process: int) -> int:
    """Return the bytes that a process holds in memory."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * 4096


def _median(once: Callable[[], float]) -> float:
    return round(statistics.median(once() for _ in range(RUNS)), 1)


if __name__ == "__main__":
    sys.exit(main())
