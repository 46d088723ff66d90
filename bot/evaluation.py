"""Measuring understanding on labelled messages (contract §1, `xiaobao evaluate`)."""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bot.bank import load_bank
from bot.settings import SettingsError

OUT_OF_SCOPE = "acts.out_of_scope"
FIELDS = ("topic", "also_ok", "scam_type", "urgency", "style")


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read labelled messages, one JSON object a line; raises `SettingsError` naming the bad line."""
    rows = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            raise SettingsError(f"{path} 第 {number} 行不是合法的 JSON") from None
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise SettingsError(f"{path} 第 {number} 行没有 text")
        rows.append(row)
    return rows


def parse_all(model: Path, texts: Iterable[str]) -> list[tuple[dict[str, Any], float]]:
    """Return parse report and milliseconds of every text, one after the other on a warm model."""
    import skops.io  # noqa: F401  # before rasa, see bot/brain.py
    from rasa.core.agent import Agent

    from bot import doorway
    from bot.loading import compute_on_one_thread, quiet_rasa

    quiet_rasa()
    agent = Agent.load(str(model))
    compute_on_one_thread()

    async def run() -> list[tuple[dict[str, Any], float]]:
        await agent.parse_message(f"您好，{load_bank().name}")
        reports = []
        for text in texts:
            started = time.perf_counter()
            report = await agent.parse_message(doorway.plain_text(text))
            reports.append((report, (time.perf_counter() - started) * 1000))
        return reports

    return asyncio.run(run())


def judge(rows: list[dict[str, Any]], reports: list[tuple[dict[str, Any], float]], per_message: bool) -> dict[str, Any]:
    """Compare labels and reports; an `also_ok` topic counts as the topic, a missing label is not judged."""
    told = [
        {
            **{key: row[key] for key in ("text", *FIELDS) if key in row},
            "said": _said(row, report["topic"]["id"]),
            "confidence": report["topic"]["confidence"],
            "said_scam_type": (report.get("scam_type") or {}).get("id"),
            "said_urgency": report["urgency"],
        }
        for row, (report, _ms) in zip(rows, reports, strict=True)
    ]
    judged = [row for row in told if "topic" in row]
    pairs = [(row["topic"], row["said"]) for row in judged]
    times = sorted(ms for _report, ms in reports)
    result: dict[str, Any] = {
        "n": len(rows),
        "accuracy": _accuracy(judged),
        "macro_f1": macro_f1(pairs),
        "by_area": _grouped(judged, lambda row: row["topic"].split(".")[0]),
        "by_style": _grouped([row for row in judged if row.get("style")], lambda row: row["style"]),
        "per_label": _per_label(pairs),
        "confusions": _confusions(pairs),
        "oos_recall": _share([said == OUT_OF_SCOPE for topic, said in pairs if topic == OUT_OF_SCOPE]),
        "false_reject": _share([said == OUT_OF_SCOPE for topic, said in pairs if topic != OUT_OF_SCOPE]),
        "scam_type_macro_f1": macro_f1([(r["scam_type"], r["said_scam_type"]) for r in told if r.get("scam_type")]),
        "urgency_recall": _urgency_recall(told),
        "support": {
            "topic": len(pairs),
            "oos": sum(topic == OUT_OF_SCOPE for topic, _ in pairs),
            "urgency": dict(Counter(row["urgency"] for row in told if row.get("urgency"))),
        },
        "parse_p50_ms": round(statistics.median(times), 2) if times else None,
        "parse_p95_ms": round(times[min(len(times) - 1, int(len(times) * 0.95))], 2) if times else None,
    }
    return {**result, "messages": told} if per_message else result


def _said(row: dict[str, Any], topic: str) -> str:
    return str(row["topic"]) if "topic" in row and topic in row.get("also_ok", ()) else topic


def _accuracy(rows: list[dict[str, Any]]) -> float | None:
    return _share([row["topic"] == row["said"] for row in rows])


def _share(hits: list[bool]) -> float | None:
    return round(sum(hits) / len(hits), 4) if hits else None


def _grouped(rows: list[dict[str, Any]], key: Any) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return {name: {"n": len(group), "accuracy": _accuracy(group)} for name, group in sorted(groups.items())}


def _per_label(pairs: list[tuple[str, str | None]]) -> dict[str, dict[str, Any]]:
    report = {}
    for label in sorted({wanted for wanted, _said in pairs}):
        hit = sum(wanted == said == label for wanted, said in pairs)
        support = sum(wanted == label for wanted, _ in pairs)
        claimed = sum(said == label for _, said in pairs)
        precision, recall = hit / claimed if claimed else 0.0, hit / support
        f1 = 2 * precision * recall / (precision + recall) if hit else 0.0
        report[label] = {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4), "n": support}
    return report


def macro_f1(pairs: list[tuple[str, str | None]]) -> float | None:
    """Return the mean F1 over the labels of (label, said) pairs, or None without any."""
    scores = [row["f1"] for row in _per_label(pairs).values()]
    return round(statistics.mean(scores), 4) if scores else None


def _confusions(pairs: list[tuple[str, str | None]]) -> list[dict[str, Any]]:
    wrong = Counter(pair for pair in pairs if pair[0] != pair[1])
    return [{"topic": topic, "said": said, "n": count} for (topic, said), count in wrong.most_common()]


def _urgency_recall(rows: list[dict[str, Any]]) -> dict[str, float | None]:
    labelled = [row for row in rows if row.get("urgency")]
    return {
        level: _share([row["said_urgency"] == level for row in labelled if row["urgency"] == level])
        for level in ("money_moved", "in_contact", "none")
    }
