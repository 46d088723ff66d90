"""What is to be done, one step at a time: told once in full, later only recalled in other words."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk.executor import CollectingDispatcher

from actions.case import sorts, table
from actions.case.moves import ELSE, LAST, REPORTED
from actions.case.state import Case
from actions.speech import say

ASKS, ASKS_BESIDES = "utter_case_goes_on", "utter_case_asks_given"
"""What decides the next step: was anything given away? The second follows an answer, the first stands for one."""
ALL_DONE = "utter_case_all_done"


def advance(dispatcher: CollectingDispatcher, case: Case, asks: str = ASKS) -> Case:
    """Tell the first step that is neither done nor told; when all were told, recall the first that is not done.

    While nobody knows whether anything was given, `asks` asks that instead; whoever gave nothing has no steps.
    """
    if is_to_be_asked(case):
        say(dispatcher, asks)
        return case.with_told(asks)
    if case.given is False:
        return case
    untold = (step for step in sorts.steps(case) if not set(_texts(step, case)) & set(case.told))
    step = next(untold, None)
    return recall(dispatcher, case) if step is None else _tell(dispatcher, case, _texts(step, case)[0])


def recall(dispatcher: CollectingDispatcher, case: Case) -> Case:
    """Recall the first step that is not done; who is not known to have lost anything has none."""
    if not case.is_loss:
        return case
    open_steps = sorts.steps(case)
    return _tell(dispatcher, case, turn_about(_texts(open_steps[0], case), case) if open_steps else ALL_DONE)


def is_to_be_asked(case: Case) -> bool:
    """Tell whether it decides the next step, and was never asked, whether something was given."""
    asked = {ASKS, ASKS_BESIDES} & set(case.told)
    return case.given is None and not asked and not case.is_loss


def steps_done(case: Case, done: Sequence[str]) -> list[str]:
    """Return the steps that a move says are done; `last` is the one that was told last."""
    told = [step for text in reversed(case.told) for step in table.read()["steps"] if text in _texts(step, case)]
    return [step for step in done if step != LAST] + (told[:1] if LAST in done else [])


def words(name: str, case: Case) -> list[str]:
    """Return the words of the table for what nobody has an answer to; who has called the police hears others."""
    by_state: dict[str, list[str]] = table.read()[name]
    return by_state[REPORTED if "police" in case.done else ELSE]


def turn_about(texts: Sequence[str], case: Case) -> str:
    """Return the next of some texts that say the same: never twice the same in a row."""
    said = sum(text in texts for text in case.told)
    return texts[said % len(texts)]


def _texts(step: str, case: Case) -> list[str]:
    texts = table.read()["steps"][step]
    by_sort: dict[str, list[str]] = texts if isinstance(texts, dict) else {ELSE: texts}
    return by_sort.get(case.sort) or by_sort[ELSE]


def _tell(dispatcher: CollectingDispatcher, case: Case, response: str) -> Case:
    say(dispatcher, response)
    return case.with_told(response)
