"""Debian's Chromium driven by Playwright; installed by apt when it is missing and we may."""

from __future__ import annotations

import os
import shutil
import subprocess
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.chat import Chat
from tests.browser.kiosk import Kiosk

SIZES = {"phone": (390, 844), "desktop": (1280, 900), "tablet": (1280, 800), "upright": (800, 1280)}
"""Of screens; tests of the chat page run on the first two, those of the branch tablet on the others."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
PATIENCE_MS = 20000
INSTALL = "apt-get update && apt-get install -y chromium fonts-noto-cjk"


def chromium() -> str:
    """Return the browser's path, installing it as root when it is missing; else name the one command to run."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["sh", "-c", f"({INSTALL}) >/dev/null 2>&1"], check=False)
        found = shutil.which("chromium")
    if not found:
        pytest.fail(f"浏览器测试需要 Chromium，请运行：sudo sh -c '{INSTALL}'")
    return found


@pytest.fixture(scope="package")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=["phone", "desktop"])
def size(request):
    return request.param


@pytest.fixture
def visit(browser, server, size):
    """Open pages of new visitors; at the end nothing may have gone wrong, nor been asked of another host."""
    contexts, trouble, hosts = [], [], set()

    def watch(page):
        page.size, page.trouble = size, trouble
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on(
            "console",
            lambda line: trouble.append(f"{line.text} {line.location['url']}") if line.type == "error" else None,
        )

    def visit(**options):
        width, height = SIZES[size]
        screen = {"width": width, "height": height}
        context = browser.new_context(viewport=screen, has_touch=size != "desktop", locale="zh-CN", **options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        context.on("page", watch)
        context.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        return context.new_page()

    yield visit
    for context in contexts:
        context.close()
    assert [line for line in trouble if not refused_at_the_end(line)] == []
    assert hosts - {"", urlsplit(server.base).netloc} == set()  # no host for data: and blob:


def refused_at_the_end(line):
    """A tablet's stream that opens while its session is being ended is refused, as it should be."""
    return "403" in line and "/api/kiosk/chat/stream" in line


@pytest.fixture
def page(visit):
    return visit()


@pytest.fixture
def chat(page, server):
    return Chat(page).open(server)


@pytest.fixture
def kiosk(page, server):
    return Kiosk(page, server).open()
