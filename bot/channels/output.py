"""What the assistant says in one turn, as the list of messages of contract §6."""

from __future__ import annotations

import copy
from typing import Any

from rasa.core.channels.channel import OutputChannel

KEPT = ("text", "buttons", "custom", "image")


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
        if kept:
            self.messages.append({"recipient_id": recipient_id, **kept})

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Keep a bare text."""
        await self.send_response(recipient_id, {"text": text})
