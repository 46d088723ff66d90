"""Signs of scams."""

from itertools import combinations

from bot.nlu import signs


def test_the_signs_in_a_story_are_seen():
    seen = {sign.id for sign in signs.seen("群里派任务让我刷单，说卡单了要再充钱才能提", ["fraud.brushing"])}
    assert {"task_rebate", "stuck_order"} <= seen


def test_any_two_kinds_can_be_told_apart_by_three_questions():
    kinds = {kind for sign in signs.signs() for kind in sign.kinds}
    assert len(kinds) == 23
    for pair in combinations(sorted(kinds), 2):
        assert len(signs.telling_apart(pair, ())) >= 3


def test_what_was_seen_or_asked_is_not_asked_again():
    pair = ("fraud.brushing", "fraud.mule")
    first = signs.telling_apart(pair, ())[0]
    assert first not in signs.telling_apart(pair, [first.id])
