"""What kind of file something is, by its content alone: a name or a declared type can say anything."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from tickets.errors import RefusedFile

SNIFFED = 4096
"""No program looks further for markup when it guesses what a file is."""
_MARKUP = re.compile(rb"<(?:script|html|svg|iframe|object|embed|body|!doctype|\?php)|#!/", re.I)
_ZIP_END, _ZIP_TAIL = b"PK\x05\x06", 65_557
"""How an archive ends that was put behind something else, and the longest tail it can have."""
_PNG = b"\x89PNG\r\n\x1a\n"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"}


@dataclass(frozen=True)
class FileKind:
    """One kind of file: how to know it, and whether all of it is there."""

    name: str
    extension: str
    begins: Callable[[bytes], bool]
    is_whole: Callable[[bytes], bool]


def kind_of(content: bytes) -> FileKind:
    """Return the kind of a file; raises `RefusedFile` for an empty, unknown, broken-off or disguised one."""
    if not content:
        raise RefusedFile("empty")
    kind = next((kind for kind in KINDS if kind.begins(content)), None)
    if kind is None:
        raise RefusedFile("kind")
    if not kind.is_whole(content):
        raise RefusedFile("broken")
    if _MARKUP.search(content[:SNIFFED]) or _ZIP_END in content[-_ZIP_TAIL:]:
        raise RefusedFile("disguised")
    return kind


def _jpeg_is_whole(content: bytes) -> bool:
    """Walk the segments up to the picture: there has to be a frame with a size, and an end."""
    at, has_frame = 2, False
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], _number(content, at + 2, 2)
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == 0xDA:  # the picture itself
            return has_frame and content.rfind(b"\xff\xd9") > at
        if length < 2:
            return False
        if marker in _FRAMES:
            has_frame = _number(content, at + 5, 2) > 0 and _number(content, at + 7, 2) > 0
        at += 2 + length
    return False


def _png_is_whole(content: bytes) -> bool:
    """Walk the chunks: the header is sound, there is a picture, and nothing comes behind the end."""
    at = len(_PNG)
    seen: list[bytes] = []
    while at + 12 <= len(content):
        length, name = _number(content, at, 4), content[at + 4 : at + 8]
        if not seen and (name != b"IHDR" or length != 13 or not _header_is_sound(content[at + 4 : at + 25])):
            return False
        seen.append(name)
        at += 12 + length
        if name == b"IEND":
            return b"IDAT" in seen and at == len(content)
    return False


def _header_is_sound(header: bytes) -> bool:
    return zlib.crc32(header[:17]) == _number(header, 17, 4) and _number(header, 4, 4) > 0 < _number(header, 8, 4)


def _pdf_is_whole(content: bytes) -> bool:
    tail = content[-2048:]
    return re.match(rb"%PDF-[12]\.[0-9]", content) is not None and b"startxref" in tail and b"%%EOF" in tail


def _webp_is_whole(content: bytes) -> bool:
    ends = int.from_bytes(content[4:8], "little") + 8
    return content[12:16] in (b"VP8 ", b"VP8L", b"VP8X") and ends == len(content) > 30


def _heic_begins(content: bytes) -> bool:
    brands = {content[at : at + 4] for at in (8, *range(16, min(_number(content, 0, 4), 128), 4))}
    return content[4:8] == b"ftyp" and bool(brands & _HEIC_BRANDS)


def _heic_is_whole(content: bytes) -> bool:
    """Walk the boxes: there is a description of the picture, and the last box ends with the file."""
    at = 0
    seen: list[bytes] = []
    while at + 8 <= len(content):
        length, name = _number(content, at, 4), content[at + 4 : at + 8]
        if length == 1:  # a box too long for four bytes
            length = _number(content, at + 8, 8)
        elif length == 0:  # up to the end
            length = len(content) - at
        if length < 8:
            return False
        seen.append(name)
        at += length
    return b"meta" in seen and b"mdat" in seen and at == len(content)


def _number(content: bytes, at: int, length: int) -> int:
    return int.from_bytes(content[at : at + length], "big")


KINDS = (
    FileKind("jpeg", "jpg", lambda content: content.startswith(b"\xff\xd8\xff"), _jpeg_is_whole),
    FileKind("png", "png", lambda content: content.startswith(_PNG), _png_is_whole),
    FileKind("pdf", "pdf", lambda content: content.startswith(b"%PDF-"), _pdf_is_whole),
    FileKind("webp", "webp", lambda c: c.startswith(b"RIFF") and c[8:12] == b"WEBP", _webp_is_whole),
    FileKind("heic", "heic", _heic_begins, _heic_is_whole),
)
