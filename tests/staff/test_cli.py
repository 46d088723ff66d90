"""`xiaobao tickets` and `xiaobao staff`: what they print, and one clear sentence with exit code 2 for wrong input."""

import json

import pytest
from openpyxl import load_workbook

from bot.cli import main
from tests.tickets.conftest import PARTS
from tickets.register import open_register


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run one command on a folder of its own; returns exit code, lines of stdout, stderr."""
    monkeypatch.setenv("XIAOBAO_VAR", str(tmp_path))

    def run(*arguments):
        try:
            code = main(arguments)
        except SystemExit as end:
            code = end.code
        said = capsys.readouterr()
        return code, said.out.splitlines(), said.err

    return run


@pytest.fixture
def number(run, tmp_path, complaint):
    run("tickets")
    key = (tmp_path / "secret_key").read_text()
    return open_register(f"sqlite:///{tmp_path / 'tickets.db'}", key).file(complaint).number


@pytest.mark.parametrize("arguments", [("tickets",), ("tickets", "list"), ("tickets", "--limit", "1")])
def test_tickets_are_listed_masked(run, number, arguments):
    code, [line], _ = run(*arguments)
    assert (code, json.loads(line)["number"], json.loads(line)["complainant_name"]) == (0, number, "欧阳*")


def test_a_ticket_is_taken_through_its_steps_and_shown_with_its_trail(run, number):
    run("tickets", "advance", number, "triaged", "conflicts=李四,王五", "against_staff=是", "reason=一般事项")
    run("tickets", "advance", number, "assigned", "assignee=赵敏")
    run("tickets", "advance", number, "investigating")
    code, [line], _ = run("tickets", "advance", number, "decided", *(f"{name}={text}" for name, text in PARTS.items()))
    assert (code, json.loads(line)["decision"], json.loads(line)["conflicts"]) == (0, PARTS, ["李四", "王五"])
    _, lines, _ = run("tickets", "show", number)
    assert [json.loads(line)["kind"] for line in lines[1:]] == [
        "filed",
        "triaged",
        "assigned",
        "investigating",
        "decided",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "TS20200101-0001"), "没有单号"), (("show", "nonsense"), "没有单号"),
        (("advance", "NUMBER", "closed"), "不能做"), (("advance", "NUMBER", "teleport"), "没有"),
        (("advance", "NUMBER", "triaged", "colour=red"), "colour"),
        (("advance", "NUMBER", "triaged", "reason"), "字段=值"),
        (("export", "/no/such/folder/x.xlsx"), "写不了"), (("burn",), "burn"), (("--limit", "many"), "many"),
    ],
)  # fmt: skip
def test_wrong_input_is_one_sentence_and_exit_code_2(run, number, arguments, said):
    code, lines, error = run("tickets", *(number if word == "NUMBER" else word for word in arguments))
    assert (code, lines) == (2, [])
    assert said in error
    assert len(error.strip().splitlines()) == 1


def test_the_export_is_a_workbook(run, number, tmp_path):
    assert run("tickets", "export", str(tmp_path / "all.xlsx"))[0] == 0
    assert load_workbook(tmp_path / "all.xlsx").active["A2"].value == number


def test_an_account_is_added_with_its_token_shown_once_listed_and_removed(run, tmp_path):
    code, [token], _ = run("staff", "add", "赵敏", "--role", "handler", "--branch", "城东支行")
    assert (code, run("staff", "list")[1]) == (0, ["赵敏\thandler\t城东支行"])
    assert all(token.encode() not in file.read_bytes() for file in tmp_path.glob("tickets.db*"))
    assert run("staff", "remove", "赵敏")[0] == 0
    assert run("staff", "list")[1] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "赵敏", "--role", "king"), "角色"), (("add", "administrator", "--role", "handler"), "名字"),
        (("add", "", "--role", "handler"), "名字"), (("remove", "nobody"), "没有"), (("add", "赵敏"), "--role"),
        (("add", "赵敏", "--role", "handler", "--branch", "月球支行"), "网点"),
    ],
)  # fmt: skip
def test_an_account_that_cannot_be_is_refused_in_one_sentence(run, arguments, said):
    code, lines, error = run("staff", *arguments)
    assert (code, lines) == (2, [])
    assert said in error
    assert len(error.strip().splitlines()) == 1


def test_nobody_has_two_accounts(run):
    run("staff", "add", "赵敏", "--role", "handler")
    code, _, error = run("staff", "add", "赵敏", "--role", "admin")
    assert (code, "已经有" in error) == (2, True)


def test_a_tablet_is_added_with_a_code_listed_and_taken_out(run):
    code, [line], _ = run("kiosk", "add", "城东支行", "--name", "大堂左边", "--idle-s", "45")
    device, words = line.split("\t")
    assert (code, words.startswith("登记码 "), len(words.split()[1])) == (0, True, 9)
    assert run("kiosk", "list")[1] == [f"{device}\t城东支行\t大堂左边\t未登记"]
    assert run("kiosk", "remove", device)[0] == 0
    assert run("kiosk", "list")[1] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "月球支行"), "没有“月球支行”这个网点"),
        (("add", "城东支行", "--warn-s", "5"), "--warn-s 至少 20 秒"),
        (("remove", "none"), "没有这台平板"),
    ],
)
def test_a_wrong_tablet_is_refused_in_one_sentence(run, arguments, said):
    code, lines, error = run("kiosk", *arguments)
    assert (code, lines, said in error) == (2, [], True)
