"""Evidence over HTTP: bound to the page's own conversation, limited while it streams, and honest about refusals."""

import http.client
from tempfile import SpooledTemporaryFile

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.channels.uploading import only_file
from tests.files import HTML, JPEG, PDF, SVG, jpegs
from tests.server import TOKEN
from tests.serving.pages import FORM, OURS, Page
from tickets.evidence import MAX_BYTES

PART = b"--b\r\nContent-Disposition: form-data; name=%s%s\r\n\r\n"


@pytest.fixture
def page(server):
    page = Page(server)
    page.say(*FORM)
    return page


def staff(server, path: str) -> httpx.Response:
    return httpx.get(f"{server.staff}/api{path}", headers={"Authorization": f"Bearer {TOKEN}"})


def stored(server) -> set[str]:
    return {file.name for file in (server.var / "evidence").glob("*")}


def test_what_is_sent_reaches_staff_with_the_ticket_and_lies_in_the_folder_encrypted(server, page):
    answer = page.send(JPEG, "王小明 13900001111.jpg")
    assert answer.status_code == 201
    assert answer.json()["file"]["name"] == "王* 139****1111.jpg"
    assert "收到了" in str(answer.json()["events"][-2:])
    page.send(PDF, "对账单.pdf")
    number = page.file()
    items = staff(server, f"/tickets/{number}/evidence").json()["items"]
    assert [item["kind"] for item in items] == ["jpeg", "pdf"]
    assert staff(server, f"/tickets/{number}/evidence/{items[1]['id']}").content == PDF
    for item in items:
        file = server.var / "evidence" / item["id"]
        assert b"%PDF" not in file.read_bytes() and b"JFIF" not in file.read_bytes()
        assert file.stat().st_mode & 0o777 == 0o600


def test_only_the_page_with_its_cookie_may_send_take_back_or_list(server, page):
    file = page.send(JPEG).json()["file"]["id"]
    others = [httpx.Client(base_url=server.base, headers=OURS), httpx.Client(base_url=server.base)]
    others[1].cookies = page.http.cookies
    for client in others:
        assert client.post("/api/chat/files", files={"file": ("a.jpg", JPEG)}).status_code == 403
        assert client.delete(f"/api/chat/files/{file}").status_code == 403
        assert client.get("/api/chat/files").status_code == 403
    stranger = Page(server)
    stranger.say(*FORM)
    assert stranger.http.delete(f"/api/chat/files/{file}").status_code == 404
    assert [item["id"] for item in page.held()] == [file]


def test_a_file_is_taken_back_before_filing_and_never_after(server, page):
    first, second = (page.send(content).json()["file"]["id"] for content in jpegs(2))
    said = page.http.delete(f"/api/chat/files/{first}").json()["events"]
    assert "删掉了" in str(said[-2:])
    assert first not in stored(server)
    assert [item["id"] for item in page.held()] == [second]
    page.file()
    assert page.http.delete(f"/api/chat/files/{second}").status_code == 404
    assert second in stored(server)


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"", "空的"), (HTML, "照片"), (SVG, "照片"), (b"MZ" + b"\0" * 99, "照片"), (JPEG[:40], "不完整")],
)
def test_what_is_no_evidence_is_refused_kindly_and_leaves_the_question(page, content, word):
    answer = page.send(content)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, 422)
    assert word in answer.json()["error"]["message"]
    assert page.held() == []
    assert "姓名" in page.say("跳过")


def test_the_tenth_file_is_refused(page):
    for content in jpegs(9):
        assert page.send(content).status_code == 201
    tenth = page.send(PDF)
    assert (tenth.status_code, "最多传 9 个" in tenth.json()["error"]["message"]) == (409, True)
    assert page.send(jpegs(1)[0]).status_code == 201  # the first one again: it is there already
    assert len(page.held()) == 9


def test_too_much_is_answered_while_it_still_streams(server, page):
    before = stored(server)
    wire = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    wire.putrequest("POST", "/api/chat/files")
    cookie = "; ".join(f"{name}={value}" for name, value in page.http.cookies.items())
    kind = "multipart/form-data; boundary=b"
    for name, value in {**OURS, "Cookie": cookie, "Content-Type": kind, "Transfer-Encoding": "chunked"}.items():
        wire.putheader(name, value)
    wire.endheaders()
    for chunk in (PART % (b"file", b"; filename=a.jpg"), *[b"\xff" * 2**20] * (MAX_BYTES // 2**20 + 1)):
        wire.send(b"%x\r\n%s\r\n" % (len(chunk), chunk))
    answer = wire.getresponse()  # though the body has not ended
    assert (answer.status, "10 MB" in answer.read().decode()) == (413, True)
    wire.close()
    assert stored(server) == before


def test_ten_megabytes_are_taken_and_one_byte_more_is_not(server, page):
    before = stored(server)
    assert page.send(JPEG + b"\0" * (MAX_BYTES + 1 - len(JPEG))).status_code == 413
    assert page.send(JPEG + b"\0" * MAX_BYTES).status_code == 413
    assert stored(server) == before
    assert page.send(JPEG + b"\0" * (MAX_BYTES - len(JPEG))).status_code == 201


def test_an_upload_never_touches_the_disk_before_it_is_encrypted(monkeypatch):
    def spooled(self):
        raise AssertionError("written to the disk in the clear")

    async def size(request):
        return PlainTextResponse(str(len((await only_file(request))[1])))

    monkeypatch.setattr(SpooledTemporaryFile, "rollover", spooled)
    client = TestClient(Starlette(routes=[Route("/", size, methods=["POST"])]))
    assert client.post("/", files={"file": ("a.jpg", b"x" * MAX_BYTES)}).text == str(MAX_BYTES)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{}", "application/json"),
        (b"--b\r\n", "multipart/form-data"),
        (b"nothing of the kind", "multipart/form-data; boundary=b"),
        (PART % (b"file", b"; filename=a.jpg") + b"broken off", "multipart/form-data; boundary=b"),
        (PART % (b"text", b"") + b"no file\r\n--b--\r\n", "multipart/form-data; boundary=b"),
    ],
)  # fmt: skip
def test_a_body_that_brings_no_file_is_refused(page, body, kind):
    assert page.http.post("/api/chat/files", content=body, headers={"Content-Type": kind}).status_code in (400, 422)
    assert page.held() == []


def test_two_files_at_once_are_refused(page):
    two = [("file", ("a.jpg", JPEG)), ("file", ("b.pdf", PDF))]
    assert page.http.post("/api/chat/files", files=two).status_code == 400


def test_where_no_evidence_is_asked_a_file_is_not_taken(server):
    page = Page(server)
    for lines in ((), ("你好",), ("我要投诉",)):
        if lines:
            page.say(*lines)
        answer = page.send(JPEG)
        assert (answer.status_code, "没有在填投诉" in answer.json()["error"]["message"]) == (409, True)
        assert page.http.get("/api/chat/files").json()["wanted"] is False


def test_the_page_shows_after_a_reload_that_a_file_was_sent(page):
    page.send(JPEG)
    said = page.history()["events"]
    assert (said[-3]["from"], said[-3]["text"]) == ("user", "（传了一个文件）")
    assert "收到了" in said[-2]["text"]
    assert page.http.get("/api/chat/files").json()["wanted"] is True
