"""The policy for flows: Rasa's rules, read from the end of a conversation instead of all of it."""

from __future__ import annotations

from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event
from rasa.shared.core.trackers import DialogueStateTracker

RECENT = 8
"""Actions, listening among them, that a prediction looks at: more than any rule has steps."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class RecentRulePolicy(RulePolicy):
    """Predicts by rules and forms as `RulePolicy` does, at a cost that does not grow with the conversation.

    Rasa works out the state before every action that there ever was. A rule asks for the last few, for the form that
    is going on, and for no slot: none influences the conversation (domain.yml).
    """

    def _prediction_states(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool = False,
        rule_only_data: dict[str, Any] | None = None,
    ) -> list[State]:
        return super()._prediction_states(recent(tracker), domain, use_text_for_last_user_input, rule_only_data)


def recent(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """Return the last `RECENT` actions of a conversation and what came between them, within the same form."""
    events = list(tracker.events)
    acted = [at for at, event in enumerate(events) if isinstance(event, ActionExecuted)]
    if len(acted) <= RECENT:
        return tracker
    start = acted[-RECENT]
    end_of_it = tracker.init_copy()
    end_of_it.is_rule_tracker = tracker.is_rule_tracker
    for event in (*_form_at(events[:start]), *events[start:]):
        end_of_it.update(event)
    return end_of_it


def _form_at(events: list[Event]) -> list[Event]:
    """Return what began the form that was going on at the end of these events, or ended it."""
    return [next((event for event in reversed(events) if isinstance(event, ActiveLoop)), ActiveLoop(None))]
