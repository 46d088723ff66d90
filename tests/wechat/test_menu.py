"""The menu is data: held against WeChat's limits, said in words that a customer could type, pushed by a command."""

import json

import pytest
import yaml

from bot.channels.wechat import menu
from bot.cli import main
from bot.content_check import wechat_menu
from bot.content_check.questions import read_questions
from bot.settings import ROOT


def entry(name="查进度", **what):
    return {"name": name, **(what or {"say": "查一下投诉进度"})}


def top(*entries, name="投诉工单"):
    return [{"name": name, "entries": list(entries)}]


@pytest.fixture
def account(wechat, monkeypatch, tmp_path):
    """The environment of a product with the fake account."""
    for key, value in {
        **wechat.environ,
        "XIAOBAO_VAR": str(tmp_path),
        "XIAOBAO_PUBLIC_URL": "https://chat.example.com",
    }.items():
        monkeypatch.setenv(key, value)
    monkeypatch.delenv("XIAOBAO_DATABASE_URL", raising=False)
    return wechat


# ---- the content


def test_the_menu_of_the_bank_has_nothing_wrong_with_it():
    questions = read_questions(ROOT / "data" / "nlu")
    assert list(wechat_menu.check(ROOT / "data", questions)) == []


@pytest.mark.parametrize(
    ("rows", "sign"),
    [
        ([], "1 到 3 个"),
        ([entry() for _ in range(4)], "1 到 3 个"),
        (top(*[entry()] * 6), "1 到 5 个"),
        (top(), "1 到 5 个"),
        (top(entry(), name="投诉与工单"), "最多 4 个汉字"),
        (top(entry("九个汉字的菜单名字")), "最多 8 个汉字"),
        (top(entry("")), "没有写名字"),
        (top(entry("两样都有", say="转人工", page="/chat")), "只写一个"),
        (top({"name": "什么都没有"}), "只写一个"),
        (top(entry(say="字" * 43)), "128 个字节"),
        (top(entry(page="http://example.com")), "https://"),
        (top(entry(page="/" + "a" * 1024)), "1024"),
    ],
)
def test_what_wechat_would_not_take_is_said_clearly(rows, sign):
    assert sign in "\n".join(menu.problems(rows))


def test_names_of_latin_letters_are_half_as_wide():
    assert list(menu.problems(top(entry("ABCDEFGH12345678")))) == []


def test_words_that_the_assistant_does_not_know_are_found(tmp_path):
    (tmp_path / "bank").mkdir()
    rows = top(entry(say="从来没人这么问"), entry(say="转人工"))
    (tmp_path / "bank" / "wechat_menu.yml").write_text(yaml.safe_dump(rows, allow_unicode=True))
    found = list(wechat_menu.check(tmp_path, {"acts.human_agent": ["转人工"]}))
    assert len(found) == 1 and "从来没人这么问" in found[0]
    assert list(wechat_menu.check(tmp_path / "nowhere", {})) == []


def test_wechat_gets_words_as_keys_and_whole_addresses():
    rows = [*top(entry(), entry("网页", page="/chat?elder")), entry("官网", page="https://bank.example")]
    assert menu.as_wechat(rows, "https://chat.example") == {
        "button": [
            {"name": "投诉工单", "sub_button": [
                {"type": "click", "name": "查进度", "key": "查一下投诉进度"},
                {"type": "view", "name": "网页", "url": "https://chat.example/chat?elder"}]},
            {"type": "view", "name": "官网", "url": "https://bank.example"},
        ]
    }  # fmt: skip


# ---- the command


def test_the_menu_is_pushed_shown_and_taken_away(account, capsys):
    assert main(["wechat", "menu", "show"]) == 0
    assert "没有菜单" in capsys.readouterr().out
    assert main(["wechat", "menu", "push"]) == 0
    assert account.menu == menu.as_wechat(menu.read(menu.FILE), "https://chat.example.com")
    capsys.readouterr()
    assert main(["wechat", "menu", "show"]) == 0
    shown = capsys.readouterr().out
    assert "  查进度\t查一下投诉进度" in shown and "和文件里的一样" in shown
    assert main(["wechat", "menu", "delete"]) == 0
    assert account.menu is None


def test_another_menu_on_wechat_is_seen_to_be_another(account, capsys):
    account.menu = {"button": [{"type": "click", "name": "旧的", "key": "旧的", "sub_button": []}]}
    assert main(["wechat", "menu", "show"]) == 0
    assert "旧的\t旧的\n和文件里的不一样" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("code", "sign"), [(40164, "IP 白名单"), (48001, "没有自定义菜单的权限"), (40018, "错误码 40018")]
)
def test_a_refusal_is_said_in_one_sentence(account, capsys, code, sign):
    account.fail("menu/create", code)
    assert main(["wechat", "menu", "push"]) == 2
    said = capsys.readouterr().err
    assert sign in said and "Traceback" not in said


def test_nothing_is_pushed_that_could_not_work(account, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("XIAOBAO_PUBLIC_URL", "")
    assert main(["wechat", "menu", "push"]) == 2
    assert "XIAOBAO_PUBLIC_URL" in capsys.readouterr().err
    broken = tmp_path / "menu.yml"
    broken.write_text(json.dumps([entry() for _ in range(4)]))
    monkeypatch.setattr(menu, "FILE", broken)
    assert main(["wechat", "menu", "push"]) == 2
    assert "1 到 3 个" in capsys.readouterr().err
    monkeypatch.setenv("WECHAT_APP_SECRET", "")
    assert main(["wechat", "menu", "show"]) == 2
    assert "WECHAT_APP_SECRET" in capsys.readouterr().err
    assert account.menu is None
