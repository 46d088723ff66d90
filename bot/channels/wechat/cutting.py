"""Cutting a long text into messages of WeChat: at ends of sentences if possible, never in a link or a number."""

from __future__ import annotations

import regex

LIMIT = 2000
"""Bytes of a text message; WeChat refuses more than 2 048 (error 45002), a passive answer then shows an error."""
_ATOM = regex.compile(r"<a [^>]*>.*?</a>|[A-Za-z0-9*＊][A-Za-z0-9*＊.,:/%?=&_@+~-]*|\X", regex.S)
"""A link, a number or a word, or one character as readers see it."""
_ENDS = (r"\n\n", r"\n", r"[。！？；…!?;][”’」』）)]*", r"[，、,：:]")
"""Where a text is cut, the best first."""


def cut(text: str, limit: int = LIMIT) -> list[str]:
    """Return a text in parts of at most `limit` bytes; a single link or number that is longer is cut all the same."""
    parts, rest = [], text.strip()
    while len(rest.encode()) > limit:
        head = _head(rest, limit)
        parts.append(head.strip())
        rest = rest[len(head) :].strip()
    return [part for part in (*parts, rest) if part]


def _head(text: str, limit: int) -> str:
    """Return the longest beginning that fits and ends well, unless that throws away more than half of what fits."""
    fits = _fitting(text, limit)
    links = [match.span() for match in regex.finditer(r"<a [^>]*>.*?</a>", fits, regex.S)]
    for end in _ENDS:
        found = [match.end() for match in regex.finditer(end, fits) if not _within(match.end(), links)]
        if found and len(fits[: found[-1]].encode()) * 2 > limit:
            return fits[: found[-1]]
    return fits


def _fitting(text: str, limit: int) -> str:
    size, end = 0, 0
    for atom in regex.finditer(_ATOM, text):
        size += len(atom.group().encode())
        if size > limit:
            break
        end = atom.end()
    return text[:end] or text.encode()[:limit].decode("utf-8", "ignore")


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < place < end for start, end in spans)
