"""Pages as a browser uses them: cookies, our own header, messages by id, the stream."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

OURS = {"X-Requested-With": "xiaobao"}
FORM = ("我要投诉", "同意", "储蓄", "换存折收了工本费，没人告诉我", "跳过", "跳过", "10元", "讲清楚")


class Page:
    """The chat page, or another tab of it when it is given the cookies of the first."""

    api = "/api/chat"

    def __init__(self, server, cookies=None) -> None:
        self.server, self.last = server, -1
        self.http = httpx.Client(base_url=server.base, headers=OURS, timeout=30, cookies=cookies, trust_env=False)
        self.phone = f"139{uuid.uuid4().int % 10**8:08d}"
        if cookies is None:
            self.open()

    def open(self) -> None:
        self.http.get("/chat").raise_for_status()

    def post(self, text: str, message_id: str | None = None, **more) -> httpx.Response:
        body = {"id": message_id or str(uuid.uuid4()), "text": text, "after": self.last, **more}
        return self.http.post(f"{self.api}/messages", json=body)

    def say(self, *lines: str) -> str:
        """Send messages; returns what the assistant said to the last one."""
        for line in lines:
            answer = self.post(line).raise_for_status().json()
            self.last = answer["last"]
        return "\n".join(event["text"] for event in answer["events"] if event["from"] == "bot")

    def history(self, **query: str) -> dict:
        return self.http.get(f"{self.api}/messages", params=query).json()

    def send(self, content: bytes, name: str = "回单.jpg", **request) -> httpx.Response:
        return self.http.post(f"{self.api}/files", files={"file": (name, content, "image/jpeg")}, **request)

    def held(self) -> list[dict]:
        return self.http.get(f"{self.api}/files").json()["files"]

    def file(self) -> str:
        """Go on to the receipt; returns the number."""
        return re.search(r"TS\d{8}-\d{4,}", self.say("没有了", "王小明", self.phone, "确认提交")).group()

    @contextmanager
    def stream(self, after: int = -1, **headers: str) -> Iterator[Iterator[tuple[str, dict]]]:
        """Listen; gives the events as (name, data)."""
        with self.http.stream("GET", f"{self.api}/stream", params={"after": after}, headers=headers) as answer:
            answer.raise_for_status()
            yield self._events(answer)

    def _events(self, answer: httpx.Response) -> Iterator[tuple[str, dict]]:
        name = ""
        for line in answer.iter_lines():
            if line.startswith("event:"):
                name = line.removeprefix("event:").strip()
            elif line.startswith("data:"):
                yield name, json.loads(line.removeprefix("data:"))


class TabletPage(Page):
    """A branch tablet, enrolled, in a session."""

    api = "/api/kiosk/chat"

    def open(self) -> None:
        self.http.post("/api/kiosk/session").raise_for_status()

    def leave(self) -> None:
        self.http.delete("/api/kiosk/session").raise_for_status()
