"""Last step of the pipeline: topic, kind of scam and urgency of a message (contract §4)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.alarms import DISTRESS, OF_DESPAIR, Alarm, AlarmModel
from bot.nlu.features import FeatureSpace
from bot.nlu.grievances import GRIEVANCE
from bot.nlu.hearing import HEARD
from bot.nlu.linear import LinearHead, Matrix
from bot.nlu.normalizer import CLAUSES
from bot.nlu.scams import ScamModel
from bot.nlu.second_opinion import SecondOpinion
from bot.nlu.several import Several
from bot.nlu.topics import OUT_OF_SCOPE, SURE, TopicModel
from bot.nlu.urgency import MOVED_BY_DEFINITION, NOT_URGENT, UrgencyModel
from bot.nlu.vectors import VECTORS, SentenceVectors
from bot.text.views import views

RANKED = 5
STOLEN = "card.stolen_use"
MAY_BE_THEFT = ("fraud.", "card.", OUT_OF_SCOPE, "acts.deny", "acts.scam_check")
"""What money that left a card by itself is easily read as."""
LEAST_LEFT = 0.2
"""Where less is left beside a denied swindle, it is not taken for more than it is."""
FAINT = 0.5
"""Below this confidence somebody is in despair only where a word of sadness or an alarm says so too."""
COMPLAINS = 0.5
"""From this chance on somebody complains."""
KIND, KINDS = "kind", "kinds.npz"
"""Key beside the sentences out of scope, and the file of its head."""
Ranking = list[tuple[str, float]]
Chances = NDArray[np.float64]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Understanding(GraphComponent):
    """Sets `intent`, `topic`, `also_asked`, `scam_type`, `urgency`; unlike anything known is `acts.out_of_scope`.

    `alarm` tells who is in danger (bot/nlu/alarms.py), whatever the topic; None when nobody surely is.
    `out_of_scope_kind` says what kind of thing is out of scope, for a reply that fits; `grievance` how likely somebody
    complains about the bank, whatever the topic.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """Reads the sentence vectors."""
        return [SentenceVectors]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`strength` of the heads; `reject_below` and `near` decide out of scope.

        `second_opinion` names an encoder that is asked below the confidence `unsure`; empty leaves it out.
        """
        return {"strength": 30.0, "reject_below": 0.1, "near": 0.5, "second_opinion": "", "unsure": 0.85}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._features: FeatureSpace
        self._topics: TopicModel
        self._scams: ScamModel
        self._urgency: UrgencyModel
        self._alarms: AlarmModel
        self._kinds: LinearHead
        self._second: SecondOpinion | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Understanding:
        """Make an untrained component."""
        return cls(config, model_storage, resource)

    # ---- training

    def train(self, training_data: TrainingData) -> Resource:
        """Train the heads on every example that has a topic."""
        examples = [e for e in training_data.training_examples if e.get(TEXT) and e.get(INTENT)]
        sentences = [e.get(TEXT) for e in examples]
        topics = [e.get(INTENT) for e in examples]
        metadata = [(e.get("metadata") or {}).get("intent") or {} for e in examples]
        dense = np.concatenate([e.get(VECTORS).rows for e in examples])
        self._features = FeatureSpace.fit(dense, sentences)
        rows = self._features.rows(dense, sentences)
        strength, second = self._config["strength"], self._config["second_opinion"]
        self._topics = TopicModel.fit(rows, topics, sentences, strength)
        self._scams = ScamModel.fit(rows, topics, metadata, strength)
        self._urgency = UrgencyModel.fit(rows, metadata)
        self._alarms = AlarmModel.fit(rows, topics, sentences, metadata)
        foreign = [index for index, row in enumerate(metadata) if row.get(KIND)]
        self._kinds = LinearHead.fit(rows[foreign], [metadata[i][KIND] for i in foreign], strength, balanced=True)
        if second:
            self._second = SecondOpinion.fit(second, rows, self._topics, topics, sentences, strength)
        self._save()
        return self._resource

    def _save(self) -> None:
        with self._storage.write_to(self._resource) as folder:
            for part in (self._features, self._topics, self._scams, self._urgency, self._alarms):
                part.save(folder)
            self._kinds.save(folder / KINDS)
            if self._second:
                self._second.save(folder / "second")

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Understanding:
        """Read a trained component."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._read(folder)
        return component

    def _read(self, folder: Path) -> None:
        self._features = FeatureSpace.load(folder)
        self._topics = TopicModel.load(folder)
        self._scams = ScamModel.load(folder)
        self._urgency = UrgencyModel.load(folder)
        self._alarms = AlarmModel.load(folder)
        self._kinds = LinearHead.load(folder / KINDS)
        if self._config["second_opinion"]:
            self._second = SecondOpinion.load(self._config["second_opinion"], folder / "second")

    # ---- use

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the parse report to every message."""
        for message in messages:
            vectors = message.get(VECTORS)
            if vectors is None:
                _write(message, [(OUT_OF_SCOPE, 1.0)], [], NOT_URGENT, ())
            else:
                self._report(message, message.get(HEARD), vectors.rows)
        return messages

    def _report(self, message: Message, text: str, dense: Matrix) -> None:
        seen = views(text, message.get(CLAUSES))
        rows = self._features.rows(dense, seen.all)
        chances = self._topics.probabilities(rows)
        whole = self._whole(message.get(TEXT), text, rows[:1], chances[0])
        parts = [self._ranking(part, row) for part, row in zip(chances[1:], rows[1:], strict=True)]
        ranking = self._ranking(whole, rows[:1])
        grievance = float(whole[self._topics.head.labels.index(GRIEVANCE)])
        alarm = self._alarms.sure(rows, text, ranking, grievance)
        ranking = self._distressed(self._without_swindle(ranking, text), text, alarm)
        several = Several.of(ranking, parts)
        topic = several.ranking[0][0]
        scam = self._scams.rank(topic, text, rows[:1])
        _write(
            message,
            several.ranking,
            scam,
            self._urgency.level(text, rows[:1], several.ranking, grievance),
            several.also,
        )
        message.set(GRIEVANCE, round(grievance, 4), add_to_output=True)
        told = {"id": alarm.id, "confidence": round(alarm.confidence, 4)} if alarm else None
        message.set("alarm", told, add_to_output=True)
        if topic == OUT_OF_SCOPE:
            message.set("out_of_scope_kind", self._kind(rows[:1]), add_to_output=True)

    def _distressed(self, ranking: Ranking, text: str, alarm: Alarm | None) -> Ranking:
        """Put despair first where it is heard, whatever the message is about; leave it out where it is imagined."""
        rules = self._urgency.rules
        if rules.is_despair(text) or (alarm and alarm.id in OF_DESPAIR):
            return [(DISTRESS, SURE), *(pair for pair in ranking if pair[0] != DISTRESS)]
        denied = rules.is_denied(text) and not rules.is_despair(text)
        imagined = denied or rules.is_no_despair(text) or (alarm is None and rules.is_pressed(text))
        faint = alarm is None and ranking[0][1] < FAINT and not rules.is_sad(text)  # nothing in it is sad
        return ranking[1:] if ranking[0][0] == DISTRESS and (imagined or faint) else ranking

    def _without_swindle(self, ranking: Ranking, text: str) -> Ranking:
        """Put a theft from the card before the swindle it sounds like; leave the swindle out where there is none."""
        rules = self._urgency.rules
        if rules.is_taken(text) and ranking[0][0].startswith(MAY_BE_THEFT):
            return [(STOLEN, SURE), *(pair for pair in ranking if pair[0] != STOLEN)]
        if not rules.is_of_nobody(text) or ranking[0][0] != MOVED_BY_DEFINITION or len(ranking) == 1:
            return ranking
        rest = max(1 - ranking[0][1], LEAST_LEFT) if rules.is_denied(text) else 1.0
        return [(topic, chance / rest) for topic, chance in ranking[1:]]  # what else is in a denial is meant

    def _whole(self, typed: str, text: str, row: Matrix, chances: Chances) -> Chances:
        """Return the chances of the whole: by heart, or by both encoders when the light one is unsure."""
        known = self._topics.known_topic(typed)
        if known is not None:
            return known
        if self._second and chances.max() < self._config["unsure"]:
            return self._second.ask(row, text, chances)
        return chances

    def _ranking(self, chances: Chances, rows: Matrix) -> Ranking:
        """Rank the topics; out of scope by two signs together: none stands out, and no known sentence is near.

        A grievance is never out of scope, whatever it is about.
        """
        labels = self._topics.head.labels
        every = [(labels[i], float(chances[i])) for i in np.argsort(-chances)[: RANKED + 1]]
        ranking = [pair for pair in every if pair[0] != GRIEVANCE][:RANKED]
        stands_out = ranking[0][1] >= self._config["reject_below"] or dict(every).get(GRIEVANCE, 0.0) >= COMPLAINS
        if ranking[0][0] == OUT_OF_SCOPE or stands_out:
            return ranking
        near = float(self._topics.neighbours.likeness(np.atleast_2d(rows)).max())
        return ranking if near >= self._config["near"] else [(OUT_OF_SCOPE, 1 - ranking[0][1]), *ranking]

    def _kind(self, row: Matrix) -> dict[str, Any]:
        chances = np.exp(self._kinds.log_probabilities(row))[0]
        best = int(chances.argmax())
        return {"id": self._kinds.labels[best], "confidence": round(float(chances[best]), 4)}


def _rows(ranking: Ranking, key: str = "id") -> list[dict[str, Any]]:
    return [{key: label, "confidence": round(chance, 4)} for label, chance in ranking[:RANKED]]


def _write(
    message: Message, ranking: Ranking, scam: Ranking, urgency: str, also: tuple[tuple[str, float], ...]
) -> None:
    topic, scam_type = _rows(ranking), _rows(scam)
    message.set(INTENT, _rows(ranking, "name")[0], add_to_output=True)
    message.set("intent_ranking", _rows(ranking, "name"), add_to_output=True)
    message.set("topic", {**topic[0], "ranking": topic}, add_to_output=True)
    message.set("also_asked", _rows(list(also)), add_to_output=True)
    message.set("scam_type", {**scam_type[0], "ranking": scam_type} if scam_type else None, add_to_output=True)
    message.set("urgency", urgency, add_to_output=True)
