"""Checks on quiz, self-check, scam signs, follow-ups and the words of the entity rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import regex
import yaml

from bot.answers import FACETS
from bot.lexicon import MATTERS, SAYINGS, TABLES

REPLIES = {SAYINGS: "utter_saying.", MATTERS: "utter_matter."}
FEWEST_SIGNS = 3
SCAMS = 23
OPTIONS = range(2, 5)


def check(data: Path, answered: set[str], responses: set[str]) -> Iterator[str]:
    """Yield what is wrong; a folder that has none of these files has nothing wrong with them."""
    for path in sorted((data / "quiz").glob("*.yml")):
        yield from _quiz(yaml.safe_load(path.read_text("utf-8")), answered)
    for name, look in (("guides/fundraising_check.yml", _guide), ("lexicon/scam_signs.yml", _signs)):
        if (data / name).exists():
            yield from look(yaml.safe_load((data / name).read_text("utf-8")), answered)
    if (data / "lexicon" / "followups.yml").exists():
        yield from _follow_ups(
            yaml.safe_load((data / "lexicon" / "followups.yml").read_text("utf-8")), answered, responses
        )
    if (data / "lexicon" / "followups_said.yml").exists():
        said = set(yaml.safe_load((data / "lexicon" / "followups_said.yml").read_text("utf-8")))
        yield from (f"追问的例子：不认识的面 {side}" for side in sorted(said - {*FACETS, "none"}))
        dialect = yaml.safe_load((data / "lexicon" / "dialect.yml").read_text("utf-8"))
        yield from _not_patterns("方言", [pattern for pattern, _ in dialect])
    if (data / "lexicon" / "in_context.yml").exists():
        yield from _in_context(yaml.safe_load((data / "lexicon" / "in_context.yml").read_text("utf-8")), responses)
    if (data / "lexicon" / "case").exists():
        parts, groups = (_folder(data / "lexicon" / name) for name in ("case", "case_said"))
        raw = {key: value for part in parts for key, value in part.items()}
        raw["moves"] = [move for part in (*parts, *groups) for move in part.get("moves", ())]
        yield from _case(raw, responses)
        yield from _case_said(groups, {move["id"] for move in raw["moves"]})
    for name in TABLES:
        if (data / "lexicon" / name).exists():
            raw = yaml.safe_load((data / "lexicon" / name).read_text("utf-8"))
            yield from _patterns(name, raw)
            reply = REPLIES.get(name)
            if reply:
                yield from (f"{name}：{key} 没有回答 {reply}{key}" for key in raw if f"{reply}{key}" not in responses)
    if (data / "lexicon" / "entities.yml").exists():
        yield from _entities()


def _quiz(rows: list[dict[str, Any]], answered: set[str]) -> Iterator[str]:
    seen: set[str] = set()
    for row in rows:
        name = f"题目 {row.get('id')}"
        if row["id"] in seen:
            yield f"{name}：编号重复"
        seen.add(row["id"])
        if row["topic"] not in answered:
            yield f"{name}：话题 {row['topic']} 没有回答"
        if len(row["options"]) not in OPTIONS or not 1 <= row["answer"] <= len(row["options"]):
            yield f"{name}：选项或答案不对"
        if not row.get("explanation") or not row.get("source"):
            yield f"{name}：缺解释或来源"


def _guide(guide: dict[str, Any], answered: set[str]) -> Iterator[str]:
    for row in guide["questions"]:
        if len(row["options"]) not in (2, 3) or not row.get("why"):
            yield f"自测“{row['ask']}”：要有二到三个选项，并写为什么问"
        for option in row["options"]:
            patterns = [option[key] for key in ("words", "tells") if key in option]
            yield from _not_patterns(f"自测“{row['ask']}”的“{option['title']}”", patterns)
            if "tells" in option and "noted" not in option:
                yield f"自测“{row['ask']}”的“{option['title']}”：写了 tells，就要写 noted（记下了什么）"
    for topic in (*guide["after"], *guide["after_invested"]):
        if topic not in answered:
            yield f"自测：按钮话题 {topic} 没有回答"


def _signs(raw: dict[str, Any], answered: set[str]) -> Iterator[str]:
    count: dict[str, int] = {}
    for row in raw["signs"]:
        yield from _not_patterns(f"征象 {row['id']}", row["words"])
        for kind in row["kinds"]:
            count[kind] = count.get(kind, 0) + 1
            if kind not in answered:
                yield f"征象 {row['id']}：类型 {kind} 没有回答"
    for kind, signs in count.items():
        if signs < FEWEST_SIGNS:
            yield f"{kind}：只有 {signs} 个征象，至少要 {FEWEST_SIGNS} 个"
    if len(count) < SCAMS:
        yield f"征象表只覆盖 {len(count)} 类骗术，应当是 {SCAMS} 类"


def _follow_ups(raw: dict[str, Any], answered: set[str], responses: set[str]) -> Iterator[str]:
    for patterns in (*raw["facets"].values(), raw["case"]):
        yield from _not_patterns("追问", patterns)
    unknown = set(raw["facets"]) - {*FACETS, "more", "back"}
    if unknown:
        yield f"追问：不认识的面 {sorted(unknown)}"
    for owner, targets in raw["topics"].items():
        for facet, topic in targets.items():
            if topic not in answered and topic not in responses:
                yield f"追问：{owner} 的 {facet} 转到 {topic}，它没有回答"


def _in_context(raw: dict[str, Any], responses: set[str]) -> Iterator[str]:
    yield from _not_patterns("上下文", [raw["flows"], raw["errands"], raw["item"]])
    for side in set(raw["ways"]) - set(FACETS):
        yield f"上下文：不认识的面 {side}"
    for response in set(raw["asked"]) - responses:
        yield f"上下文：没有写 {response}"


def _folder(folder: Path) -> list[dict[str, Any]]:
    return [yaml.safe_load(path.read_text("utf-8")) for path in sorted(folder.glob("*.yml"))]


def _case(raw: dict[str, Any], responses: set[str]) -> Iterator[str]:
    said = {
        *(
            response
            for name in ("noted", "noted_story", "unsure", "again")
            for each in raw[name].values()
            for response in each
        ),
        *(text for texts in raw["care"].values() for text in texts),
    }
    for texts in raw["steps"].values():
        said |= {text for by_sort in (texts.values() if isinstance(texts, dict) else [texts]) for text in by_sort}
    for name, sort in raw["sorts"].items():
        said.add(sort["first"])
        yield from _not_patterns(f"案子 {name}", [*sort.get("says", ()), *sort.get("unless", ())])
        yield from _not_steps(f"案子 {name}", set(sort["steps"]), raw)
    for move in raw["moves"]:
        yield from _not_patterns(f"案子 {move['id']}", [*move.get("says", ()), *move.get("unless", ())])
        yield from _not_steps(f"案子 {move['id']}", set(move.get("done", ())) - {"last"}, raw)
        said |= set(move["answer"].values() if isinstance(move["answer"], dict) else [move["answer"]])
    for response in sorted(said - responses):
        yield f"案子：没有写 {response}"


def _case_said(groups: list[dict[str, Any]], moves: set[str]) -> Iterator[str]:
    """Every example belongs to a move, and says one thing only."""
    owners: dict[str, str] = {}
    for group in groups:
        said = group.get("said", {}) | {move["id"]: move["said"] for move in group.get("moves", ()) if "said" in move}
        said |= {name: group[name] for name in ("plain", "other") if name in group}
        yield from (f"案子里的话：没有 {name}" for name in set(said) - moves - {"plain", "other"})
        for name, texts in said.items():
            for text in texts:
                if owners.setdefault(text, name) != name:
                    yield f"案子里的话：“{text}”在 {owners[text]} 和 {name} 里都有"


def _not_steps(owner: str, steps: set[str], raw: dict[str, Any]) -> Iterator[str]:
    unknown = steps - set(raw["steps"])
    if unknown:
        yield f"{owner}：不认识的步骤 {sorted(unknown)}"


def _not_patterns(owner: str, patterns: list[str]) -> Iterator[str]:
    for pattern in patterns:
        try:
            regex.compile(pattern)
        except regex.error:
            yield f"{owner}：“{pattern}”不是合法的正则"


def _patterns(name: str, raw: dict[str, list[str]]) -> Iterator[str]:
    for key, rows in raw.items():
        yield from _not_patterns(f"说法表 {name} 的 {key}", rows)


def _entities() -> Iterator[str]:
    """Every word of the entity rules has to be found inside a sentence: its ends must fall on ends of words."""
    from bot.nlu.entities import EntityRules  # loads dictionaries: only when there is something to check

    rules = EntityRules()
    for (label, word), value in rules.words.items():
        if not any(e["entity"] == label and e["value"] == value for e in rules.find(f"我在{word}办过")):
            yield f"实体词“{word}”（{label}）和分词对不齐，请把它加进词典"
