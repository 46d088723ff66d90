"""Stories of complaints as one more label beside the topics: a grievance is not taken for what only looks alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import yaml

from bot.settings import ROOT
from bot.text.normalize import normalize

STORIES = ROOT / "data" / "complaints"
OPENINGS = STORIES / "openings.yml"
"""Grievances as they are said first, in a sentence or two."""
GRIEVANCE = "grievance"
"""No topic of its own: of it the parse report tells only the chance that somebody complains."""
HEARD = 1000
"""So many stories teach the topics; with all of them stories of fraud are taken for grievances (docs/quality.md)."""
LONGEST = 400
"""Characters read of a story: what it is about stands in its beginning."""
Story = dict[str, str]


@cache
def stories() -> tuple[Story, ...]:
    """Return the labelled stories of `data/complaints/`, normalised: `text`, `business`, `reason`, maybe `channel`."""
    return tuple(story for path in sorted(STORIES.glob("*.yml")) for story in _read(path))


def heard_stories() -> list[str]:
    """Return the texts of the stories that the topics learn from: all openings, of the others the same ones always."""
    texts = [story["text"] for path in sorted(STORIES.glob("*.yml")) if path != OPENINGS for story in _read(path)]
    order = np.random.default_rng(0).permutation(len(texts))[:HEARD]
    return [*(texts[i] for i in sorted(order)), *(story["text"] for story in _read(OPENINGS))]


@cache
def _read(path: Path) -> tuple[Story, ...]:
    rows = yaml.safe_load(path.read_text("utf-8"))
    return tuple({**row, "text": normalize(row["text"])[:LONGEST]} for row in rows)
