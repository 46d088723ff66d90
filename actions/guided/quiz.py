"""A round of five questions from the quiz bank, each with its explanation."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions import passages
from actions.case.state import MONEY
from actions.guided import left
from actions.guided.conversation import OVER, GuidedConversation, State, chosen
from actions.services import words
from actions.speech import say, topic_buttons
from actions.turn import Turn
from bot import quiz
from bot.lexicon import heard
from bot.text.normalize import normalize

ROUND = 5
PASS = -1
OPINIONS = ("fraud.", "card.", "fundraising.", "acts.scam_check")
"""Topics of an answer in words of its own that are those of no option: 不能给吧，给了就被骗了."""
SHORTEST, LONGEST = 3, 20
"""An option said in other words has so many characters; fewer say nothing, more tell something else."""
MEANT, AHEAD = 0.3, 0.1
"""From this likeness on an option is meant, where it is so much ahead of the next one."""


class QuizForm(GuidedConversation):
    """Asks five questions, explains each answer, ends with the score and what to read up."""

    form, slot = "quiz_form", "quiz_answer"

    def begin(self, dispatcher: CollectingDispatcher, turn: Turn) -> State:
        """Draw the round; an area named in the message is kept to."""
        areas: dict[str, list[str]] = words()["quiz_areas"]
        area = next((area for area, names in areas.items() if any(name in turn.text for name in names)), None)
        broken_off = ((turn.slots.get(left.LEFT) or {}).get("state") or {}).get("ids", [])
        seen = [*(turn.slots.get("quiz_seen") or []), *broken_off]
        ids = quiz.draw(ROUND, area, seen, seed=f"{turn.sender}:{len(seen)}")
        say(dispatcher, "utter_quiz_begins", count=str(len(ids)))
        return {"ids": ids, "n": 0, "wrong": [], "right": 0}

    def ask(self, dispatcher: CollectingDispatcher, state: State) -> None:
        """Show the question with its options as buttons."""
        question = _question(state)
        options = "\n".join(f"{number}. {option}" for number, option in enumerate(question.options, 1))
        buttons = [{"title": option, "payload": option} for option in question.options]
        say(
            dispatcher,
            "utter_quiz_question",
            buttons=buttons,
            custom=_card(state),
            n=str(state["n"] + 1),
            of=str(len(state["ids"])),
            question=question.question,
            options=options,
        )

    def read(self, turn: Turn, state: State) -> int | None:
        """Return the option counted from 0, or `PASS`."""
        options = list(_question(state).options)
        if heard("quiz_pass", turn.text):
            return PASS
        if heard("quiz_none_right", turn.text) or (state["n"] and heard("quiz_was_right", turn.text)):
            return None
        picked = chosen(turn.text, options)
        if picked is None and set(options) == {"对", "不对"}:
            names = (("不对", "quiz_false"), ("对", "quiz_true"))
            return next((options.index(word) for word, name in names if heard(name, turn.text)), None)
        return _meant(turn.text, options) if picked is None and not _is_alarming(turn) else picked

    def go_on(self, dispatcher: CollectingDispatcher, turn: Turn, state: State, answer: Any) -> State:
        """Explain, then the next question or the score."""
        question = _question(state)
        right = answer == question.answer - 1
        say(
            dispatcher,
            "utter_quiz_right" if right else "utter_quiz_wrong",
            custom={**_card(state), "correct": right, "answer": question.answer, "explanation": question.explanation},
            option=question.options[question.answer - 1],
            explanation=question.explanation,
        )
        wrong = state["wrong"] if right else [*state["wrong"], question.topic]
        after = {**state, "n": state["n"] + 1, "right": state["right"] + right, "wrong": wrong, "was_right": right}
        if after["n"] < len(after["ids"]):
            return after
        self._score(dispatcher, after)
        return {**after, OVER: True}

    def corrected(self, dispatcher: CollectingDispatcher, turn: Turn, state: State) -> State | None:
        """Say that an answer given before was explained already; the open question stays."""
        if not state["n"] or heard("quiz_why", turn.text):
            return None
        say(dispatcher, "utter_quiz_no_change")
        return state

    def concluded(self, dispatcher: CollectingDispatcher, state: State) -> bool:
        """Say the score of the questions answered so far."""
        if not state["n"]:
            return False
        self._score(dispatcher, {**state, "ids": state["ids"][: state["n"]]})
        return True

    def remark(self, dispatcher: CollectingDispatcher, turn: Turn, state: State) -> bool:
        """Explain the last answer once more, or say that one option is right."""
        before = quiz.bank()[state["ids"][state["n"] - 1]] if state["n"] else None
        if before and heard("quiz_was_right", turn.text):
            response = f"utter_quiz_was_{'right' if state.get('was_right') else 'wrong'}"
            say(dispatcher, response, option=before.options[before.answer - 1])
            return True
        if heard("quiz_why", turn.text):
            explanation = before.explanation if before else ""
            say(dispatcher, "utter_quiz_why" if before else "utter_quiz_why_later", explanation=explanation)
            return True
        if heard("quiz_none_right", turn.text):
            say(dispatcher, "utter_quiz_pick_one")
            return True
        asks = turn.is_question or heard("asks_something", turn.text)
        if len(turn.text) <= LONGEST and turn.topic.startswith(OPINIONS) and not asks:
            say(dispatcher, "utter_quiz_which_one")
            return True
        return False

    @staticmethod
    def _score(dispatcher: CollectingDispatcher, state: State) -> None:
        read_up = topic_buttons(list(dict.fromkeys(state["wrong"]))[:3])
        say(
            dispatcher,
            "utter_quiz_score_full" if not state["wrong"] else "utter_quiz_score",
            buttons=[*read_up, words()["quiz_again"]],
            right=str(state["right"]),
            of=str(len(state["ids"])),
        )

    def remember(self, turn: Turn, state: State) -> dict[str, Any]:
        """Keep what was asked, so that the next round asks other things."""
        return {"quiz_seen": [*(turn.slots.get("quiz_seen") or []), *state["ids"]]}


def _is_alarming(turn: Turn) -> bool:
    """Tell whether a message may tell of a real loss instead of answering: that is looked into first."""
    return turn.urgency == MONEY or turn.alarm is not None


def _meant(text: str, options: list[str]) -> int | None:
    """Return the option said in other words, where it stands out; None for a question, or where a "no" counts."""
    asks = any(heard(name, text) for name in ("says_no", "asks", "question"))
    if asks or not SHORTEST <= len(text) <= LONGEST:
        return None
    likely = passages.likenesses(text, tuple(normalize(option) for option in options))
    best, second = sorted(likely, reverse=True)[:2]
    return likely.index(best) if best >= MEANT and best - second >= AHEAD else None


def _question(state: State) -> quiz.Question:
    return quiz.bank()[state["ids"][state["n"]]]


def _card(state: State) -> dict[str, Any]:
    question = _question(state)
    return {
        "type": "quiz",
        "id": question.id,
        "n": state["n"] + 1,
        "of": len(state["ids"]),
        "question": question.question,
        "options": list(question.options),
    }
