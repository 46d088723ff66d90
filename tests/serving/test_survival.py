"""What a crash may not cost, on real processes."""

import os
import signal
import threading

import httpx
import pytest

from tests.server import Server


@pytest.fixture
def own_server(model, tmp_path):
    with Server(tmp_path, model) as server:
        yield server


def tracker(server, sender):
    return httpx.get(f"{server.base}/conversations/{sender}/tracker", timeout=10).json()


def test_a_complaint_goes_on_after_a_kill_and_a_repeated_confirmation_is_one_ticket(own_server):
    for line in ["我要投诉", "同意", "储蓄", "换存折收了工本费，没人告诉我", "上周三", "南门支行"]:
        own_server.say("killed", line)
    own_server.kill()
    own_server.start()
    state = tracker(own_server, "killed")
    assert state["active_loop"]["name"] == "complaint_form"
    assert state["slots"]["requested_slot"] == "complaint_amount"
    for line in ["10元", "讲清楚", "跳过", "王小明", "13900001111"]:
        own_server.say("killed", line)
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(own_server.say("killed", "确认提交"))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = {message["custom"]["number"] for messages in answers for message in messages if "custom" in message}
    assert len(numbers) == 1
    assert own_server.tickets()["total"] == 1
    assert own_server.stop() == 0


def test_a_worker_that_is_killed_is_started_again(own_server):
    children = own_server.children()
    assert len(children) == 2
    os.kill(children[0], signal.SIGKILL)
    own_server.wait()
    assert own_server.say("after", "你好")
