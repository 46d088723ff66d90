"""Answers are read before the doors open: a customer's question is the only sentence read while they wait."""

from __future__ import annotations

from actions import passages
from actions.services import services
from bot.nlu.encoders import shared

ASKED = "那要带什么证件"


def test_looking_through_every_answer_reads_only_the_question(brain, monkeypatch):
    encoder, read = shared(passages.ENCODER), set()
    plain = encoder.encode

    def noted(sentences):
        read.update(sentences)
        return plain(sentences)

    monkeypatch.setattr(encoder, "encode", noted)
    for topic in services().answers:
        passages.nearest(ASKED, topic)
        passages.pointed(ASKED, topic)
    assert ASKED in read
    assert len(read) <= 2  # as it was said, and in standard words
