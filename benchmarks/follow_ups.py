"""Questions without a subject, asked after an answer: how many are answered from it: `python -m benchmarks.follow_ups`.

Prints every miss with what was said, and the share of right answers. The cases are in `follow_ups.yml`.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import uuid
from pathlib import Path

import regex
import yaml

from bot.brain import Brain
from bot.settings import load_settings
from bot.training import ensure_model

CASES = Path(__file__).with_suffix(".yml")


def main() -> int:
    """Hold every conversation and print the misses; returns 0."""
    model = ensure_model(load_settings())
    cases = yaml.safe_load(CASES.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "models").symlink_to(model.parent)
        brain = Brain(load_settings({"XIAOBAO_VAR": folder}), model)
        brain.start().result(timeout=180)
        right = sum([_is_right(brain, case) for case in cases])
        brain.stop()
    print(f"{right} of {len(cases)} right")
    return 0


def _is_right(brain: Brain, case: dict[str, str]) -> bool:
    sender = f"b-{uuid.uuid4().hex}"
    asyncio.run(brain.answer(sender, case["after"], "rest"))
    said = "\n".join(m.get("text", "") for m in asyncio.run(brain.answer(sender, case["ask"], "rest")))
    right = bool(regex.search(case.get("want", ""), said)) and not regex.search(case.get("never", "$^"), said)
    if not right:
        print(f"{case['after']} → {case['ask']}\n    {said[:160]!r}")
    return right


if __name__ == "__main__":
    sys.exit(main())
