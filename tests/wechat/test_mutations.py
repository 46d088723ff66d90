"""Thousands of packets with one thing wrong each: every one is refused with the right status, nothing else happens."""

from collections import Counter

from bot.channels.wechat.crypto import PacketRefused
from bot.channels.wechat.envelope import Envelope
from bot.channels.wechat.packets import read
from bot.wechat_settings import MODES, WeChat
from tests.wechat import mutations
from tests.wechat.official import AES_KEY, APP_ID, TOKEN

COUNT = 5000
ENVELOPES = {mode: Envelope.of(WeChat(mode=mode, token=TOKEN, app_id=APP_ID, aes_key=AES_KEY)) for mode in MODES}


def answered(mutant):
    """Return the status of a delivery: 200 when it would be read."""
    try:
        read(ENVELOPES[mutant.mode].open(mutant.query, mutant.body))
    except PacketRefused as refused:
        return refused.status
    return 200


def test_every_mutated_packet_is_refused_with_the_right_status():
    wrong, seen = [], Counter()
    for mutant in mutations.mutants(COUNT, seed=1):
        status = answered(mutant)
        seen[mutant.name.split()[0]] += 1
        if status not in mutant.statuses:
            wrong.append((mutant.name, status))
    assert wrong == []
    assert len(seen) == len(mutations.EVERYWHERE + mutations.ENCRYPTED)


def test_the_same_packets_unmutated_are_read():
    import random

    for mode in MODES:
        sender = mutations.Sender(random.Random(2), mode)
        query, body = sender.delivery(sender.message())
        assert read(ENVELOPES[mode].open(query, body)).kind == "text"
