"""The mutated packets over HTTP: the right status for each, nothing reaches the brain, and the next message does."""

import random

import httpx
import pytest
from starlette.applications import Starlette

from bot.channels.wechat import webhook
from bot.channels.wechat.account import Account, Surroundings
from bot.transcript import Transcript
from bot.wechat_settings import MODES, WeChat
from tests.wechat import mutations
from tests.wechat.official import AES_KEY, APP_ID, TOKEN
from tickets.crypto import Cipher
from tickets.database import Database, migrate
from tickets.store import Store

COUNT = 5000


class Mind:
    """A brain that only notes whatever it is asked for."""

    def __init__(self):
        self.asked = []

    def __getattr__(self, name):
        async def note(*arguments):
            self.asked.append((name, arguments))
            return Transcript()

        return note


@pytest.fixture
def store(tmp_path):
    url = f"sqlite:///{tmp_path / 'tickets.db'}"
    migrate(url)
    database = Database(url)
    yield Store(database, Cipher("k"))
    database.close()


def client(mode, store, mind):
    """Call the channel in one mode; an exception in it is one here too."""
    settings = WeChat(mode=mode, token=TOKEN, app_id=APP_ID, aes_key=AES_KEY)
    app = Starlette(routes=webhook.routes)
    app.state.wechat = Account(settings, store, mind, None, Surroundings("", set, lambda sender: True))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")


async def test_every_mutated_packet_is_refused_over_http_and_none_reaches_the_brain(store):
    mind, wrong = Mind(), []
    clients = {mode: client(mode, store, mind) for mode in MODES}
    for mutant in mutations.mutants(COUNT, seed=2):
        answer = await clients[mutant.mode].post(webhook.ADDRESS, params=mutant.query, content=mutant.body)
        if answer.status_code not in mutant.statuses or answer.content:
            wrong.append((mutant.name, answer.status_code))
    assert wrong == []
    assert mind.asked == []


@pytest.mark.parametrize("mode", MODES)
async def test_the_same_packet_unmutated_does_reach_the_brain(store, mode):
    mind = Mind()
    sender = mutations.Sender(random.Random(3), mode)
    query, body = sender.delivery(sender.message(content="你好"))
    answer = await client(mode, store, mind).post(webhook.ADDRESS, params=query, content=body)
    assert answer.status_code == 200
    assert mind.asked[0][0] == "exchange" and "你好" in mind.asked[0][1]


async def test_a_wrong_address_check_echoes_nothing(store):
    mind = Mind()
    for mode in MODES:
        answer = await client(mode, store, mind).get(
            webhook.ADDRESS, params={"echostr": "secret", "signature": "0" * 40}
        )
        assert (answer.status_code, answer.content) == (403, b"")
