"""The policy for everything that is not a flow: answer the message, then listen."""

from __future__ import annotations

from typing import Any

from rasa.core.featurizers.tracker_featurizers import TrackerFeaturizer
from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

ANSWER = "action_answer"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class AnswerPolicy(Policy):
    """Predicts `action_answer` after a message and `action_listen` after the answer.

    Rules (`data/stories/`) come first: RulePolicy has the higher priority and confidence 1.0.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Stand behind RulePolicy (priority 6)."""
        return {"priority": 1}

    def train(self, *args: Any, **kwargs: Any) -> Resource:
        """Learn nothing (Rasa calls this on every policy)."""
        return self._resource

    @staticmethod
    def _standard_featurizer() -> TrackerFeaturizer | None:
        return None

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Return full confidence in answering or in listening."""
        action = ANSWER if tracker.latest_action_name == ACTION_LISTEN_NAME else ACTION_LISTEN_NAME
        return self._prediction(self._only(action, domain))

    @staticmethod
    def _only(action: str, domain: Domain) -> list[float]:
        confidences = [0.0] * domain.num_actions
        confidences[domain.index_for_action(action)] = 0.9
        return confidences

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> AnswerPolicy:
        """Make the policy: it keeps nothing."""
        return cls(config, model_storage, resource, execution_context)
