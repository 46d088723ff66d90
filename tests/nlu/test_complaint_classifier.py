"""What a complaint is about is suggested well enough to save work, on stories no author of training stories saw."""

import json

import pytest

from bot.evaluation import macro_f1, read_lines
from bot.nlu.grievances import stories
from bot.settings import ROOT
from bot.text.normalize import normalize
from tickets import categories

FLOOR = json.loads((ROOT / "tests" / "heldout" / "floor.json").read_text("utf-8"))["complaints"]
STORIES = read_lines(ROOT / "tests" / "heldout" / "complaints" / "stories.jsonl")


@pytest.mark.parametrize("kind", sorted(FLOOR))
def test_held_out_stories_are_classified_no_worse_than_before(classifier, kind):
    said = [classifier.suggest(row["text"]).get(kind) for row in STORIES]
    pairs = [(row[kind] or "", best.code if best else "") for row, best in zip(STORIES, said, strict=True)]
    assert macro_f1(pairs) >= FLOOR[kind]


def test_a_sure_reason_is_right_nine_times_in_ten(classifier):
    told = [(row["reason"], classifier.suggest(row["text"])["reason"]) for row in STORIES]
    sure = [reason == best.code for reason, best in told if best.confidence >= 0.7]
    assert sum(sure) / len(sure) >= 0.88


def test_a_story_that_does_not_say_where_gets_no_channel(classifier):
    assert "channel" not in classifier.suggest("我就想问凭什么年费涨了")


def test_stories_carry_only_codes_that_there_are():
    for story in stories():
        for kind in ("business", "reason", "channel"):
            assert story.get(kind) is None or story[kind] in categories.labels(kind), story


def test_no_held_out_story_was_trained_on():
    assert not {normalize(row["text"]) for row in STORIES} & {story["text"] for story in stories()}
