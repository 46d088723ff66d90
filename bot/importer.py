"""Tells Rasa which intents there are: every one that `data/nlu/` has examples for."""

from __future__ import annotations

import rasa.shared.utils.common
from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.grievances import GRIEVANCE, heard_stories


class ContentImporter(RasaFileImporter):
    """Rasa's ordinary importer; content staff add a topic by writing its questions and its answer, nothing else."""

    @rasa.shared.utils.common.cached_method
    def get_domain(self) -> Domain:
        """Return the domain file together with the intents of the training data."""
        intents = sorted(self.get_nlu_data().intents)
        return super().get_domain().merge(Domain.from_dict({"intents": intents}))

    def get_nlu_data(self, language: str | None = "zh") -> TrainingData:
        """Return the training data: one language, so one reading of the files serves every caller."""
        return self._nlu_data()

    @rasa.shared.utils.common.cached_method
    def _nlu_data(self) -> TrainingData:
        """Read the files and the stories of complaints (bot/nlu/grievances.py).

        Records beside answers (source, owner …) stay out of the model: bot/answers.py.
        """
        complaints = [Message.build(story, intent=GRIEVANCE) for story in heard_stories()]
        data = super().get_nlu_data("zh").merge(TrainingData(complaints))
        for variations in data.responses.values():
            for variation in variations:
                variation.pop("metadata", None)
        return data
