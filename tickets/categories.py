"""Classification of a complaint: business (B), reason (C), channel of the matter (A), severity and flags.

Codes are the project's own for the classes of JR/T 0169-2018; suggestions never block and can be corrected.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import regex
import yaml

LONGEST_ANSWER = 12
"""An answer to "which business?" is not longer; longer messages tell a story."""
MAJOR = "重大"
"""The severity of a major complaint by law (C1-62)."""


@cache
def _tables() -> dict[str, Any]:
    tables: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "categories.yml").read_text("utf-8"))
    return tables


def labels(kind: str) -> dict[str, str]:
    """Return code → label of `business`, `reason` or `channel`, in the order people should see them."""
    return {code: row["label"] for code, row in _tables()[kind].items()}


def codes(kind: str) -> list[str]:
    """Return the codes of a table: `business`, `reason`, `channel`, `severity` or `flags`."""
    return list(_tables()[kind])


def severities() -> list[str]:
    """Return the degrees of severity, the gravest first."""
    return codes("severity")


def suggest(kind: str, text: str) -> str | None:
    """Return the code whose hints the text shows most (the first of equals), or None without a hint."""
    weights = hint_weights(kind, text)
    best = max(weights, key=lambda code: weights[code])
    return best if weights[best] else None


def hint_weights(kind: str, text: str) -> dict[str, int]:
    """Return code → characters of its hints that the text shows, in the order of the table."""
    return {code: sum(len(hint) for hint in row["hints"] if hint in text) for code, row in _tables()[kind].items()}


def find_label(kind: str, text: str) -> str | None:
    """Return the code whose label or code the text is, ignoring what stands in brackets."""
    wanted = text.strip().removesuffix("业务").removesuffix("问题")
    for code, label in labels(kind).items():
        if wanted and wanted in (code, label, label.split("（")[0]):
            return code
    return None


def named(kind: str, text: str) -> str | None:
    """Return the code that a text is the label or a hint of, and nothing more: 信用卡."""
    found = find_label(kind, text)
    return found or next((code for code, row in _tables()[kind].items() if text.strip() in row["hints"]), None)


def answered(kind: str, text: str) -> str | None:
    """Return the code whose everyday words (`answers`) a short answer to "which?" holds, or None: 卡, 折子."""
    said = (code for code, row in _tables()[kind].items() if any(word in text for word in row.get("answers", ())))
    return next(said, None) if len(text) <= LONGEST_ANSWER else None


def accuses_staff(text: str) -> bool:
    """Tell whether a complaint is about somebody who works in the branch: others have to look into it (C1-27)."""
    tables = _tables()["against_staff"]
    clauses = regex.split(r"[，。！？；,!?;\n]", text)
    return any(regex.search(tables["who"], clause) and regex.search(tables["did"], clause) for clause in clauses)


def suggest_severity(text: str) -> str:
    """Return 重大, 重要 or 一般 by the words of the text (C1-62, C6-01)."""
    for name, hints in _tables()["severity"].items():
        if any(hint in text for hint in hints):
            return str(name)
    return severities()[-1]


def flags(text: str) -> list[str]:
    """Return the marks that ask for special care."""
    return [name for name, hints in _tables()["flags"].items() if any(hint in text for hint in hints)]
