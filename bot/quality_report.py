"""The quality report as a page: `docs/quality.md`."""

from __future__ import annotations

from typing import Any

SHOWN_CONFUSIONS = 40


def page(result: dict[str, Any], title: str) -> str:
    """Write the figures of one evaluation as Markdown."""
    rows = [
        ("条数", result["n"]),
        ("话题准确率", result["accuracy"]),
        ("macro F1", result["macro_f1"]),
        ("无关问题召回", result["oos_recall"]),
        ("误拒（有关的被当成无关）", result["false_reject"]),
        ("骗术类型 macro F1", result["scam_type_macro_f1"]),
        *((f"紧急程度召回 {level}", share) for level, share in result["urgency_recall"].items()),
        ("一条理解用时 p50 / p95（毫秒）", f"{result['parse_p50_ms']} / {result['parse_p95_ms']}"),
    ]
    confusions = [(c["topic"], c["said"], c["n"]) for c in result["confusions"][:SHOWN_CONFUSIONS]]
    return "\n".join(
        [
            "# 理解质量",
            "",
            f"由 `make evaluate` 写成，不要手改。评测集：{title}。",
            "",
            *_table(("指标", "值"), rows),
            "",
            "## 按领域",
            "",
            *_table(("领域", "条数", "准确率"), [(k, v["n"], v["accuracy"]) for k, v in result["by_area"].items()]),
            "",
            "## 按说法",
            "",
            *_table(("说法", "条数", "准确率"), [(k, v["n"], v["accuracy"]) for k, v in result["by_style"].items()]),
            "",
            "## 认错的",
            "",
            *_table(("应当是", "认成", "次数"), confusions),
            "",
        ]
    )


def _table(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> list[str]:
    lines = [head, tuple("---" for _ in head), *rows]
    return ["| " + " | ".join(str(cell) for cell in line) + " |" for line in lines]
