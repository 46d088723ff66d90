"""A file is what its content says; whatever is something else, broken off or two things at once is not taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.files import GOOD, HEIC, HTML, JPEG, MP4, PDF, PNG, SVG, WEBP, ZIP_END, commented, picture
from tickets.errors import RefusedFile
from tickets.file_kinds import kind_of


def refusal(content):
    with pytest.raises(RefusedFile) as refused:
        kind_of(content)
    return refused.value.why


def size(content: bytes) -> str:
    """Name a file of a test in a word: its bytes hold the time of its making, and two processes have to agree."""
    return f"{len(content)} bytes"


@pytest.mark.parametrize("kind", GOOD)
def test_pictures_and_pdfs_are_known_by_their_content(kind):
    assert kind_of(GOOD[kind]).name == kind


@pytest.mark.parametrize(
    "content",
    [
        picture("JPEG", progressive=True, exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"),
        commented(b"\xff\xd9 an end inside a comment"),
        picture("WEBP", lossless=True),
        JPEG + b"trailer of a phone",
    ],
    ids=["progressive with exif", "end in a comment", "lossless", "trailer"],
)
def test_what_phones_really_make_is_taken(content):
    assert kind_of(content)


@pytest.mark.parametrize(
    "content",
    [SVG, HTML, b"PK\x03\x04" + b"\0" * 60, b"MZ\x90\0" + b"\0" * 60, b"\x7fELF" + b"\0" * 60, MP4,
     b"GIF89a" + b"\0" * 60, b"hello", b" ", b"\n%PDF-1.7 late", b"\xef\xbb\xbf<svg></svg>", b"BM" + b"\0" * 60],
    ids=size,
)  # fmt: skip
def test_everything_else_is_refused_whatever_it_calls_itself(content):
    assert refusal(content) == "kind"


def test_an_empty_file_is_refused():
    assert refusal(b"") == "empty"


@pytest.mark.parametrize(
    "content",
    [
        *(good[: len(good) // 2] for good in GOOD.values()),
        b"\xff\xd8\xff", b"\xff\xd8\xff\xe0" + HTML, PNG[:20], PNG[:8] + HTML, b"%PDF-1.7", b"%PDF-" + HTML, WEBP[:12],
        PNG + HTML, WEBP + HTML, HEIC + b"x", b"%PDF-9.9" + PDF[8:], PNG[:19] + b"\xff" + PNG[20:],
    ],
    ids=size,
)  # fmt: skip
def test_what_is_broken_off_or_goes_on_behind_its_end_is_refused(content):
    assert refusal(content) == "broken"


@pytest.mark.parametrize(
    "content",
    [
        commented(b"<script>alert(1)</script>"),
        commented(b"<?php system($_GET[0]);"),
        commented(b"<HTML>"),
        b"%PDF-1.7\n" + HTML + PDF[8:],
        JPEG + b"PK\x03\x04" + b"\0" * 60 + ZIP_END,
        PDF + ZIP_END,
    ],
    ids=size,
)
def test_two_things_at_once_are_refused(content):
    assert refusal(content) == "disguised"


@given(st.sampled_from(list(GOOD)), st.integers(1, 200), st.integers(0, 255))
def test_no_damage_makes_it_stumble(kind, at, byte):
    damaged = bytearray(GOOD[kind])
    damaged[at % len(damaged)] = byte
    try:
        kind_of(bytes(damaged))
    except RefusedFile as refused:
        assert refused.why in ("kind", "broken", "disguised")
