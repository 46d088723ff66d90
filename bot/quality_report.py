"""The quality report as a page: `docs/quality.md`, and what `xiaobao evaluate` prints."""

from __future__ import annotations

from math import sqrt
from typing import Any

SHOWN_CONFUSIONS = 40
_Z = 1.96


def interval(share: float | None, n: int) -> str:
    """Return a share with its 95 % Wilson interval, such as `0.93 (0.91–0.94)`."""
    if share is None or not n:
        return "–"
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
    return f"{share:.3f}（{max(0.0, middle - half):.3f}–{min(1.0, middle + half):.3f}）"


def section(result: dict[str, Any], title: str) -> str:
    """Write the figures of one evaluation as Markdown."""
    support = result["support"]
    rows = [
        ("条数", result["n"]),
        ("话题准确率（95% 区间）", interval(result["accuracy"], support["topic"])),
        ("macro F1", result["macro_f1"]),
        ("无关问题召回（95% 区间）", interval(result["oos_recall"], support["oos"])),
        ("误拒：有关的被当成无关（95% 区间）", interval(result["false_reject"], support["topic"] - support["oos"])),
        ("骗术类型 macro F1", result["scam_type_macro_f1"]),
        *(
            (f"紧急程度召回 {level}（95% 区间）", interval(share, support["urgency"].get(level, 0)))
            for level, share in result["urgency_recall"].items()
        ),
        ("一条理解用时 p50 / p95（毫秒）", f"{result['parse_p50_ms']} / {result['parse_p95_ms']}"),
    ]
    confusions = [(c["topic"], c["said"], c["n"]) for c in result["confusions"][:SHOWN_CONFUSIONS]]
    return "\n".join(
        [
            f"## {title}",
            "",
            *table(("指标", "值"), rows),
            "",
            *table(("领域", "条数", "准确率"), [(k, v["n"], v["accuracy"]) for k, v in result["by_area"].items()]),
            "",
            *table(("说法", "条数", "准确率"), [(k, v["n"], v["accuracy"]) for k, v in result["by_style"].items()]),
            "",
            "<details><summary>认错的</summary>",
            "",
            *table(("应当是", "认成", "次数"), confusions),
            "",
            "</details>",
            "",
        ]
    )


def table(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> list[str]:
    """Return the lines of a Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return ["| " + " | ".join(str(cell) for cell in line) + " |" for line in lines]
