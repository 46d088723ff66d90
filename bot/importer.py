"""Tells Rasa which intents there are: every one that `data/nlu/` has examples for."""

from __future__ import annotations

import rasa.shared.utils.common
from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter


class ContentImporter(RasaFileImporter):
    """Rasa's ordinary importer; content staff add a topic by writing its questions and its answer, nothing else."""

    @rasa.shared.utils.common.cached_method
    def get_domain(self) -> Domain:
        """Return the domain file together with the intents of the training data."""
        intents = sorted(self.get_nlu_data().intents)
        return super().get_domain().merge(Domain.from_dict({"intents": intents}))
