"""Which kind of scam a story is: the signs that were seen, and up to three questions when two kinds compete."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions import uncertain
from actions.answer import tell
from actions.guided.conversation import GuidedConversation, State
from actions.services import services, words
from actions.speech import say
from actions.turn import Turn
from bot.lexicon import heard
from bot.nlu import signs

MOST_QUESTIONS = 3
YES, NO, UNSURE = "yes", "no", "unsure"
_WEIGHT = {YES: (3.0, 0.5), NO: (0.35, 1.4), UNSURE: (1.0, 1.0)}
"""How an answer changes the chance of kinds that have the sign, and of those that do not."""


class ScamCheckForm(GuidedConversation):
    """Asks what tells two kinds of scam apart, then gives the steps for the likelier one; never says "safe"."""

    form, slot = "scam_check_form", "scam_check_answer"

    def begin(self, dispatcher: CollectingDispatcher, turn: Turn) -> State | None:
        """Name both kinds and the signs seen so far."""
        pair = uncertain.competing_scams(turn)
        if not pair:
            return None
        titles = "」和「".join(services().answers[kind].title for kind in pair)
        seen = signs.phrase(turn.text, pair)
        say(dispatcher, "utter_scam_check_two_seen" if seen else "utter_scam_check_two", titles=titles, signs=seen)
        done = [sign.id for sign in signs.seen(turn.text)]
        return {"kinds": pair, "asked": done, "open": signs.telling_apart(pair, done)[0].id, "n": 1}

    def ask(self, dispatcher: CollectingDispatcher, state: State) -> None:
        """Ask for one sign."""
        sign = next(sign for sign in signs.signs() if sign.id == state["open"])
        say(dispatcher, "utter_scam_check_question", buttons=words()["yes_no_unsure"], question=sign.ask or "")

    def read(self, turn: Turn, state: State) -> str | None:
        """Return yes, no or unsure for a short answer."""
        if len(turn.text) > 20:
            return None
        for answer, name in ((UNSURE, "sign_unsure"), (NO, "sign_no"), (YES, "sign_yes")):
            if heard(name, turn.text):
                return answer
        return YES if turn.is_act("affirm") else NO if turn.is_act("deny") else None

    def go_on(self, dispatcher: CollectingDispatcher, turn: Turn, state: State, answer: Any) -> State | None:
        """Weigh the answer; ask on while the two are close, three questions at most."""
        sign = next(sign for sign in signs.signs() if sign.id == state["open"])
        has, has_not = _WEIGHT[answer]
        kinds = {kind: chance * (has if kind in sign.kinds else has_not) for kind, chance in state["kinds"].items()}
        asked = [*state["asked"], sign.id]
        more = signs.telling_apart(kinds, asked)
        first, second = sorted(kinds.values(), reverse=True)[:2]
        if more and state["n"] < MOST_QUESTIONS and second >= uncertain.RIVAL * first:
            return {"kinds": kinds, "asked": asked, "open": more[0].id, "n": state["n"] + 1}
        self._conclude(dispatcher, kinds)
        return None

    @staticmethod
    def _conclude(dispatcher: CollectingDispatcher, kinds: dict[str, float]) -> None:
        likely = services().answers[max(kinds, key=lambda kind: kinds[kind])]
        say(dispatcher, "utter_scam_check_likely", scam_title=likely.title)
        tell(dispatcher, likely)

    def remember(self, turn: Turn, state: State | None) -> dict[str, Any]:
        """Keep the likelier kind as the topic at hand."""
        kinds: dict[str, float] = state["kinds"] if state else {}
        return {"last_topic": max(kinds, key=lambda kind: kinds[kind])} if kinds else {}
