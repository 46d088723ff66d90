"""Cutting long stories into windows, so that the question inside is not drowned (docs/adr/0003)."""

from __future__ import annotations

import regex

WINDOW = 60
LONGEST = 600
_CLAUSES = regex.compile(r"[^，。！？；,!?;\n]*[，。！？；,!?;\n]?")


def windows(text: str, size: int = WINDOW) -> list[str]:
    """Return the text itself when it is short, else pieces of about `size` characters cut at clause ends.

    Of texts over 600 characters only the first and last 300 are read: a question stands at either end.
    """
    if len(text) <= size:
        return [text]
    if len(text) > LONGEST:
        text = text[: LONGEST // 2] + "，" + text[-LONGEST // 2 :]
    pieces: list[str] = []
    current = ""
    for clause in _CLAUSES.findall(text):
        for part in (clause[i : i + size] for i in range(0, len(clause), size)):
            if current and len(current) + len(part) > size:
                pieces.append(current)
                current = ""
            current += part
    return [*pieces, current] if current else pieces
