"""The policy for flows: Rasa's rules, read from the end of a conversation instead of all of it."""

from __future__ import annotations

import copy
import itertools
from collections import deque
from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker

RECENT = 8
"""Actions, listening among them, that a prediction looks at: more than any rule has steps."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class RecentRulePolicy(RulePolicy):
    """Predicts by rules and forms as `RulePolicy` does, at a cost that does not grow with the conversation.

    Rasa works out the state before every action that there ever was. A rule asks for the last few, for the form that
    is going on, and for no slot: none influences the conversation (domain.yml).
    """

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> tuple[str | None, str | None, bool]:
        if use_text_for_last_user_input:  # no rule of ours is written in a customer's words
            return None, None, False
        found: tuple[str | None, str | None, bool] = super()._find_action_from_rules(tracker, domain, False)
        return found

    def _prediction_states(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool = False,
        rule_only_data: dict[str, Any] | None = None,
    ) -> list[State]:
        return super()._prediction_states(recent(tracker), domain, use_text_for_last_user_input, rule_only_data)


def recent(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """Return the last `RECENT` actions of a conversation and what came between them."""
    events = tracker.applied_events()  # of a form its beginning and its last run, so what began it is always among them
    acted = (at for at in range(len(events) - 1, -1, -1) if isinstance(events[at], ActionExecuted))
    begin = next(itertools.islice(acted, RECENT - 1, None), 0)
    if not begin:
        return tracker
    end_of_it = copy.copy(tracker)  # where it stands is the same; only what led there is shorter
    end_of_it.events = deque(events[begin:])
    return end_of_it
