"""What an answer says, sentence by sentence: which sentence is nearest to what a customer asks next."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
import regex
import yaml

from actions.followups import standard
from actions.services import services
from bot.answers import PREFIX, SIMPLE, answers, texts
from bot.lexicon import LEXICON
from bot.nlu.encoders import shared, training_vectors
from bot.nlu.linear import Matrix

IN_CONTEXT = LEXICON / "in_context.yml"
ENCODER = "use"
"""The encoder that reads every message anyway; a message costs one sentence more, a few milliseconds."""
SHORTEST = 6
"""A sentence with fewer characters ("不划算。") says nothing by itself; the next one is told with it."""
WORDS, MEANING = 0.5, 0.5
"""Shared words and likeness of meaning count alike; which of the two says more differs from question to question."""
AS_ASKED, THE_SAME = 0.6, 0.85
"""Likeness to a way of asking is higher by nature than likeness to an answer; the first brings both to one scale.

From the second on it is the same question: nothing else is meant.
"""
SHORT = 24
"""A longer message tells a story, in which money may well be lost."""
POINTED = 0.62
"""From this likeness on a question that names its subject asks for one side of the topic; it is told first."""
TOLD_BEFORE = 0.32
"""From this likeness on a side is what is asked of a topic that was told just before."""
REMEMBERED = 8192
"""Texts whose words are remembered: all passages, and what customers said lately, no more of it."""
_SENTENCE_END = regex.compile(r"(?<=[。！？])")
_ENDS = ("。", "！", "？", "：")
_WORD = regex.compile(r"[^\w]")


@dataclass(frozen=True)
class Passage:
    """`text` as it is written, braces unfilled; `response` is said as a whole where it is all of it."""

    response: str
    text: str
    is_whole: bool
    asked: tuple[str, ...] = ()
    """Ways of asking for it."""


@cache
def lexicon() -> dict[str, Any]:
    """Return `in_context.yml`."""
    raw: dict[str, Any] = yaml.safe_load(IN_CONTEXT.read_text("utf-8"))
    return raw


@cache
def of(topic: str) -> tuple[Passage, ...]:
    """Return what the answer of a topic says: its sentences, its sides and its details; empty without an answer."""
    main = PREFIX + topic
    if main not in texts():
        return ()
    ways, asked = lexicon()["ways"], lexicon()["asked"]

    def asking(name: str) -> tuple[str, ...]:
        return tuple(standard(way) for way in asked.get(name) or ways.get(_side(name)) or ())

    sides = [name for name in texts() if name.startswith(f"{main}.") and not name.endswith(SIMPLE)]
    return (
        *(Passage(main, sentence, False) for sentence in _sentences(texts()[main])),
        *(Passage(name, texts()[name], True, asking(name)) for name in sides),
    )


def items(topic: str) -> list[str]:
    """Return the points that the answer of a topic lists, in order."""
    lines = [line.strip() for line in texts().get(PREFIX + topic, "").splitlines()]
    return [line[1:].strip() for line in lines if line.startswith("·")]


def nearest(text: str, topic: str) -> tuple[Passage, float] | None:
    """Return the passage that a message is most likely about, with its likeness from 0 to 1; None without any."""
    passages = of(topic)
    if not passages:
        return None
    message: Matrix = shared(ENCODER).encode([text])[0]
    scores = [
        max(
            _likeness(text, message, passage.text, row),
            *(_as_asked(text, message, way, at) for way, at in zip(passage.asked, asked, strict=True)),
            0.0,
        )
        for passage, (row, asked) in zip(passages, _vectors(topic), strict=True)
    ]
    best = int(np.argmax(scores))
    return passages[best], scores[best]


@lru_cache(maxsize=32)  # several parts of a turn ask; no message is remembered for long
def asked_just_so(text: str, topic: str) -> str | None:
    """Return the side of a topic that a message asks for in one of its own ways, word for word or nearly so."""
    found = nearest(standard(text), topic)
    return found[0].response if found and found[0].is_whole and found[1] >= THE_SAME else None


@lru_cache(maxsize=32)
def short_of_a_loss(text: str, topic: str) -> str | None:
    """Return the side of a topic that tells of less than a loss, where few words say just that: 扫了进了一个群."""
    if len(text) > SHORT or not any(passage.response in lexicon()["short_of_a_loss"] for passage in of(topic)):
        return None
    said = asked_just_so(text, topic)
    return said if said in lexicon()["short_of_a_loss"] else None


def side_of_told(text: str, topic: str) -> str | None:
    """Return the side of a topic told just before that a message is nearest to, so that the whole is not told again."""
    found = nearest(standard(text), topic)
    return found[0].response if found and found[0].is_whole and found[1] >= TOLD_BEFORE else None


def pointed(text: str, topic: str) -> str | None:
    """Return the response that answers just what a message asks, where one of the ways of asking for it is that."""
    sides = [(passage, rows) for passage, (_, rows) in zip(of(topic), _vectors(topic), strict=True) if _asked(passage)]
    if not sides:
        return None
    text = standard(text)
    message: Matrix = shared(ENCODER).encode([text])[0]
    scored = [
        (max(_sameness(text, message, way, at) for way, at in zip(passage.asked, rows, strict=True)), passage.response)
        for passage, rows in sides
    ]
    likeness, response = max(scored)
    return response if likeness >= max(POINTED, _likeness_of_whole(text, message, topic)) else None


def _likeness_of_whole(text: str, message: Matrix, topic: str) -> float:
    """Return how much a message asks for the whole of a topic: the likeness to its title and to its own question."""
    known = answers().get(topic)
    if known is None:
        return 0.0  # a matter known by its name has no title
    whole = (known.title, known.ask)
    return max(_likeness(text, message, way, row) for way, row in zip(whole, _encoded(whole), strict=True))


def warm() -> None:
    """Read what all answers say."""
    _content_vectors()
    _counted()


def _encoded(texts: tuple[str, ...]) -> Matrix:
    """Return a vector a text: content was read when the process started, only other texts are read now."""
    known = _content_vectors()
    if not set(texts).issubset(known):
        return shared(ENCODER).encode(texts)
    return np.stack([known[text] for text in texts]) if texts else np.empty((0, 0), dtype=np.float32)


@cache
def _content_vectors() -> dict[str, Matrix]:
    """Return the vector of every text in the answers; kept on disk, so that an edit costs what is new."""
    read = dict.fromkeys(text for answer in answers().values() for text in (answer.title, answer.ask))
    for topic in answers():
        read |= dict.fromkeys(text for passage in of(topic) for text in (passage.text, *passage.asked))
    return dict(zip(read, training_vectors("passages", shared(ENCODER), list(read)), strict=True))


def _asked(passage: Passage) -> bool:
    """Tell whether a passage has ways of asking of its own, not only those of its side."""
    return passage.response in lexicon()["asked"]


def filled(text: str, **told: str) -> str:
    """Return a passage with the bank's facts, and what else is told, in its braces, ended as a sentence."""
    said = text.format_map({**services().bank.words(), **told}).strip()
    return said if said.endswith(_ENDS) else f"{said}。"


def gist(response: str, **told: str) -> str:
    """Return the first sentence of a response, and the first point where it only announces a list."""
    first, *rest = _sentences(texts()[response])
    return filled(first + rest[0] if first.endswith("：") and rest else first, **told)


def likenesses(text: str, others: tuple[str, ...]) -> list[float]:
    """Return how much a text says of what each of the others says, from 0 to 1."""
    message: Matrix = shared(ENCODER).encode([text])[0]
    return [_likeness(text, message, other, row) for other, row in zip(others, _encoded(others), strict=True)]


def _side(response: str) -> str:
    return response.rsplit(".", 1)[-1]


def _sentences(text: str) -> list[str]:
    said: list[str] = []
    for line in text.splitlines():
        point = line.strip().removeprefix("·").strip()
        parts = [point] if line.strip().startswith("·") else _SENTENCE_END.split(point)
        for part in filter(None, parts):
            if said and len(said[-1]) < SHORTEST:
                said[-1] += part
            else:
                said.append(part)
    return said


@cache
def _vectors(topic: str) -> tuple[tuple[Matrix, Matrix], ...]:
    """Return for every passage of a topic the vector of its text and those of the ways to ask for it."""
    return tuple((_encoded((passage.text,))[0], _encoded(passage.asked)) for passage in of(topic))


def _likeness(text: str, message: Matrix, other: str, row: Matrix) -> float:
    return WORDS * _shared_words(text, other) + MEANING * float(message @ row)


def _sameness(text: str, message: Matrix, way: str, row: Matrix) -> float:
    """Return how much two questions are the same: what only one of them says makes it another question."""
    words = min(_shared_words(text, way), _shared_words(way, text))
    return WORDS * words + MEANING * float(message @ row)


def _as_asked(text: str, message: Matrix, way: str, row: Matrix) -> float:
    alike = _likeness(text, message, way, row)
    return alike if alike >= THE_SAME else AS_ASKED * alike


def _shared_words(text: str, other: str) -> float:
    """Return how much of what a message says the other text says too; rare characters and pairs weigh more."""
    said, there = _grams(text), _grams(other)
    weight = sum(_rareness(gram) for gram in said)
    return sum(_rareness(gram) for gram in said & there) / weight if weight else 0.0


@lru_cache(maxsize=REMEMBERED)
def _grams(text: str) -> frozenset[str]:
    plain = _WORD.sub("", text)
    small = _small_words()
    pairs = {plain[i : i + 2] for i in range(len(plain) - 1) if not small.issuperset(plain[i : i + 2])}
    return frozenset(pairs | (set(plain) - small))


@cache
def _small_words() -> frozenset[str]:
    return frozenset(lexicon()["small"])


def _rareness(gram: str) -> float:
    counts, total = _counted()
    return math.log((total + 1) / (counts[gram] + 1))


@cache
def _counted() -> tuple[Counter[str], int]:
    """Return in how many passages of all answers a character or pair stands, and how many passages there are."""
    every = [passage.text for topic in answers() for passage in of(topic)]
    return Counter(gram for text in every for gram in _grams(text)), len(every)
