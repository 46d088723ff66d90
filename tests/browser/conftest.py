"""Debian's Chromium driven by Playwright; installed by apt when it is missing and we may."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from playwright.sync_api import sync_playwright

SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
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


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=list(SIZES))
def page(request, browser, server):
    width, height = SIZES[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, has_touch=request.param == "phone")
    page = context.new_page()
    page.size = request.param
    page.trouble = []
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    page.on("console", lambda line: page.trouble.append(line.text) if line.type == "error" else None)
    yield page
    context.close()
    assert page.trouble == []
