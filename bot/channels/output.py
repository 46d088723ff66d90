"""What the assistant says in one turn, as the list of messages of contract §6."""

from __future__ import annotations

import copy
from typing import Any

import regex
from rasa.core.channels.channel import OutputChannel

KEPT = ("text", "buttons", "custom", "image")
_LIKE_MARKUP = regex.compile(r"\*\*[^*\n]+\*\*")
"""Two masks in one line, which many a page and client would show as bold: ****0123 … 138****1234."""


class Reply(OutputChannel):
    """Collects the messages of one turn; a message keeps its text, buttons and payload together."""

    def __init__(self, channel: str) -> None:
        self._channel = channel
        self.messages: list[dict[str, Any]] = []

    def name(self) -> str:  # type: ignore[override]  # Rasa declares a class method; ours differs by channel
        """Name of the channel that the customer uses."""
        return self._channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep one message."""
        # a copy: what is filled in on the way out (query codes) may not reach the stored conversation
        kept = {key: copy.deepcopy(message[key]) for key in KEPT if message.get(key)}
        if "text" in kept:
            kept["text"] = "\n".join(map(_without_markup, kept["text"].split("\n")))
        if kept:
            self.messages.append({"recipient_id": recipient_id, **kept})

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Keep a bare text."""
        await self.send_response(recipient_id, {"text": text})


def _without_markup(line: str) -> str:
    """Write the stars of masks in full width where they would look like markup."""
    return line.replace("*", "＊") if _LIKE_MARKUP.search(line) else line
