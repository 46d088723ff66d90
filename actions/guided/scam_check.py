"""Which kind of scam a story is: the signs that were seen, and up to three questions when two kinds compete."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions import lane, uncertain
from actions.guided.conversation import OVER, GuidedConversation, State
from actions.services import services, words
from actions.speech import say, tell, topic_buttons
from actions.turn import Turn
from bot.lexicon import heard
from bot.nlu import signs

MOST_QUESTIONS, LONGEST_ANSWER = 3, 20
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
        titles = "」，也可能是「".join(services().answers[kind].title for kind in pair)
        seen = signs.phrase(turn.text, pair)
        say(dispatcher, "utter_scam_check_two_seen" if seen else "utter_scam_check_two", titles=titles, signs=seen)
        told = [sign.id for sign in signs.seen(turn.text)]
        first = signs.telling_apart(pair, told)[0].id
        return {"kinds": pair, "asked": told, "told": told, "open": first, "n": 1}

    def ask(self, dispatcher: CollectingDispatcher, state: State) -> None:
        """Ask for one sign."""
        sign = next(sign for sign in signs.signs() if sign.id == state["open"])
        say(dispatcher, "utter_scam_check_question", buttons=words()["yes_no_unsure"], question=sign.ask or "")

    def read(self, turn: Turn, state: State) -> str | None:
        """Return yes, no or unsure for a short answer."""
        if len(turn.text) > LONGEST_ANSWER or lane.is_certain(turn) or heard("asks_something", turn.text):
            return None
        for answer, name in ((UNSURE, "sign_unsure"), (NO, "sign_no"), (YES, "sign_yes")):
            if heard(name, turn.text):
                return answer
        return YES if turn.is_act("affirm") else NO if turn.is_act("deny") else None

    def go_on(self, dispatcher: CollectingDispatcher, turn: Turn, state: State, answer: Any) -> State:
        """Weigh the answer; ask on while the two are close, three questions at most."""
        sign = next(sign for sign in signs.signs() if sign.id == state["open"])
        has, has_not = _WEIGHT[answer]
        kinds = {kind: chance * (has if kind in sign.kinds else has_not) for kind, chance in state["kinds"].items()}
        asked = [*state["asked"], sign.id]
        told = [*state["told"], sign.id] if answer == YES else state["told"]
        more = signs.telling_apart(kinds, asked)
        first, second = sorted(kinds.values(), reverse=True)[:2]
        after = {"kinds": kinds, "asked": asked, "told": told, "n": state["n"] + 1}
        if more and state["n"] < MOST_QUESTIONS and second >= uncertain.RIVAL * first:
            return {**after, "open": more[0].id}
        self._conclude(dispatcher, after)
        return {**after, OVER: True}

    def subject(self, state: State) -> str:
        """Return the likelier kind so far."""
        return max(state["kinds"], key=lambda kind: state["kinds"][kind])

    @staticmethod
    def _conclude(dispatcher: CollectingDispatcher, state: State) -> None:
        """Name the likelier kind when a sign of it was told; else say honestly that it cannot be said."""
        kind = _likely(state)
        if kind:
            say(dispatcher, "utter_scam_check_likely", scam_title=services().answers[kind].title)
            tell(dispatcher, kind)
        else:
            buttons = topic_buttons(["fraud.verify_caller", *state["kinds"]])
            say(dispatcher, "utter_scam_check_neither", buttons=buttons)

    def remember(self, turn: Turn, state: State) -> dict[str, Any]:
        """Keep the likelier kind as the topic at hand."""
        kind = _likely(state)
        return {"last_topic": kind} if kind else {}


def _likely(state: State) -> str | None:
    told = [sign for sign in signs.signs() if sign.id in state["told"]]
    kind = max(state["kinds"], key=lambda each: state["kinds"][each])
    return kind if any(kind in sign.kinds for sign in told) else None
