"""Small files of every kind, real ones where a library writes them."""

from __future__ import annotations

import io
import struct

from PIL import Image


def picture(form: str, shade: int = 200, **options) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (32, 24), (shade, 120, 40)).save(made, form, **options)
    return made.getvalue()


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content


JPEG, PNG, WEBP, PDF = (picture(form) for form in ("JPEG", "PNG", "WEBP", "PDF"))
HEIC = box(b"ftyp", b"heic\0\0\0\0mif1heic") + box(b"meta", b"\0" * 64) + box(b"mdat", b"\0" * 64)
MP4 = box(b"ftyp", b"isom\0\0\0\0mp42") + box(b"moov", b"\0" * 64) + box(b"mdat", b"\0" * 64)
GOOD = {"jpeg": JPEG, "png": PNG, "webp": WEBP, "pdf": PDF, "heic": HEIC}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
ZIP_END = b"PK\x05\x06" + b"\0" * 18


def commented(comment: bytes) -> bytes:
    """A JPEG with a comment in front of the picture."""
    return JPEG[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + JPEG[2:]


def jpegs(count: int) -> list[bytes]:
    """So many pictures, no two of them the same."""
    return [commented(b"picture %d" % number) for number in range(count)]
