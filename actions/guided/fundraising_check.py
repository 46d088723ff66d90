"""The self-check: eight questions about an investment, then a level with its reasons and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import regex
import yaml
from rasa_sdk.executor import CollectingDispatcher

from actions import lane
from actions.followups import standard
from actions.guided.conversation import OVER, GuidedConversation, State, chosen
from actions.speech import say, topic_buttons
from actions.turn import ACTS, Turn
from bot.lexicon import heard
from bot.text.normalize import in_clauses

GUIDE_FILE = Path(__file__).resolve().parents[2] / "data" / "guides" / "fundraising_check.yml"
SHORT, UNSURE_LONGEST, TELLS = 8, 20, 8
YES, NO, UNSURE = 0, 1, 2
"""Options are written in this order; only the third may be missing."""
Answers = dict[int, int]
"""Question → option, both counted from 0."""


class FundraisingCheckForm(GuidedConversation):
    """Asks one thing at a time with the reason for it, never what was told already; never says "safe"."""

    form, slot = "fundraising_check_form", "fundraising_check_answer"

    def begin(self, dispatcher: CollectingDispatcher, turn: Turn) -> State:
        """Introduce the check, and say what the first message has told already."""
        say(dispatcher, "utter_fundraising_check_begins", count=str(len(_questions())))
        told = _told(turn.text)
        if told:
            _say_noted(dispatcher, told)
        return self._settled(dispatcher, {"answers": _merged([], told), "asked": []})

    def ask(self, dispatcher: CollectingDispatcher, state: State) -> None:
        """Ask the open question with its reason."""
        question = _questions()[_open(state)]
        if _open(state) in state.get("later", ()):
            say(dispatcher, "utter_fundraising_check_back")
        say(
            dispatcher,
            "utter_fundraising_check_question",
            buttons=[{"title": option["title"], "payload": option["title"]} for option in question["options"]],
            n=str(_open(state) + 1),
            of=str(len(_questions())),
            question=question["ask"],
            why=question["why"],
        )

    def explain(self, dispatcher: CollectingDispatcher, state: State) -> None:
        """Say the open question in plainer words."""
        say(dispatcher, "utter_guide_plainly", plain=_questions()[_open(state)]["plain"])

    def read(self, turn: Turn, state: State) -> Answers | None:
        """Return what the message answers: the open question, and others that it tells by the way."""
        going_now = lane.is_certain(turn) and heard("just_now", turn.text)
        if (
            going_now
            or heard("pays_now", turn.text)
            or _remarked(turn)
            or heard("asks_something", standard(turn.text))
            or heard("lost", turn.text)
        ):
            return None
        known = _merged(state["answers"], {})
        open_still = (None, UNSURE)  # 说不好 gives way to what is told later
        told = {question: option for question, option in _told(turn.text).items() if known[question] in open_still}
        picked = _picked(turn, _questions()[_open(state)]["options"])
        only_sounds_so = _told(turn.text) and _open(state) not in told and not heard("check_bare", in_clauses(turn.raw))
        if picked is None or (only_sounds_so and not _is_named(turn.text, _open(state))):
            if told or not _goes_on_telling(turn):
                return told or None  # 不保本, told where advertising is asked, is no "no"
            return {}
        return {**told, _open(state): picked}

    def go_on(self, dispatcher: CollectingDispatcher, turn: Turn, state: State, answer: Any) -> State:
        """Keep the answers; after the last question say the level."""
        known = enumerate(_merged(state["answers"], {_open(state): answer.get(_open(state), UNSURE)}))
        beside = dict(answer.items() - known)
        if not answer:
            say(dispatcher, "utter_fundraising_check_heard")
        if beside:
            _say_noted(dispatcher, beside)
        asked, later = list(state.get("asked", ())), list(state.get("later", ()))
        if _open(state) in answer:
            asked.append(_open(state))
        else:  # whoever tells other things is not asked the same again at once
            later.append(_open(state))
        return self._settled(dispatcher, {"answers": _merged(state["answers"], answer), "asked": asked, "later": later})

    def back(self, state: State) -> State | None:
        """Take the last answer back."""
        asked = list(state.get("asked", ()))
        if not asked:
            return None
        last = asked.pop()
        answers = [
            None if question == last else option for question, option in enumerate(_merged(state["answers"], {}))
        ]
        return {"answers": answers, "asked": asked, "later": state.get("later", [])}

    def corrected(self, dispatcher: CollectingDispatcher, turn: Turn, state: State) -> State | None:
        """Take what is put right in so many words: 说错了，他说保本的."""
        told = _told(turn.text)
        if not told:
            return None
        _say_noted(dispatcher, told)
        return self._settled(dispatcher, {**state, "answers": _merged(state["answers"], told)})

    def concluded(self, dispatcher: CollectingDispatcher, state: State) -> bool:
        """Say the level of what was told so far; a few harmless answers make nothing harmless."""
        points, reasons = _weighed(state["answers"])
        if points >= _guide()["levels"][1]["from"]:
            self._conclude(dispatcher, state["answers"])
        else:
            say(dispatcher, "utter_fundraising_level_unknown" + ("" if reasons else "_bare"), reasons=reasons)
        return True

    def remark(self, dispatcher: CollectingDispatcher, turn: Turn, state: State) -> bool:
        """Stop a payment that is being made, say what is seen so far, and that nobody may feel safe yet."""
        name = "pays_now" if heard("pays_now", turn.text) else _remarked(turn)
        if name == "check_verdict":
            self._so_far(dispatcher, state)
        elif name or _told(turn.text):  # what was answered before stays: a suspicion is not talked away by the way
            say(dispatcher, f"utter_fundraising_{name or 'check_known'}")
        return bool(name or _told(turn.text))

    @staticmethod
    def _so_far(dispatcher: CollectingDispatcher, state: State) -> None:
        points, reasons = _weighed(state["answers"])
        level = "high" if points >= _guide()["levels"][0]["from"] else "open"
        say(dispatcher, f"utter_fundraising_so_far_{level}" + ("" if reasons else "_bare"), reasons=reasons)

    def subject(self, state: State) -> str:
        """Return what follows for somebody who has paid, or what to look at before paying."""
        return "fundraising.already_invested" if _invested(state["answers"]) else "fundraising.identify"

    def _settled(self, dispatcher: CollectingDispatcher, state: State) -> State:
        """Say the result when nothing is open any more."""
        if None in state["answers"]:
            return state
        self._conclude(dispatcher, state["answers"])
        return {**state, OVER: True}

    @staticmethod
    def _conclude(dispatcher: CollectingDispatcher, answers: Sequence[int | None]) -> None:
        points, reasons = _weighed(answers)
        level = next(row["level"] for row in _guide()["levels"] if points >= row["from"])
        say(dispatcher, f"utter_fundraising_level_{level}" + ("" if reasons else "_bare"), reasons=reasons)
        invested = _invested(answers)
        buttons = _guide()["after_invested" if invested else "after"]
        say(dispatcher, f"utter_fundraising_next_{'in' if invested else 'out'}", buttons=topic_buttons(buttons))

    def remember(self, turn: Turn, state: State) -> dict[str, Any]:
        """Keep the topic at hand for follow-up questions."""
        return {"last_topic": self.subject(state)}


@cache
def _guide() -> dict[str, Any]:
    guide: dict[str, Any] = yaml.safe_load(GUIDE_FILE.read_text("utf-8"))
    return guide


def _questions() -> list[dict[str, Any]]:
    questions: list[dict[str, Any]] = _guide()["questions"]
    return questions


def _open(state: State) -> int:
    """Return the first question without an answer; those put off come last."""
    still = [question for question, answer in enumerate(_merged(state["answers"], {})) if answer is None]
    return next((question for question in still if question not in state.get("later", ())), still[0])


def _merged(answers: list[int | None], told: Answers) -> list[int | None]:
    """Return one answer a question, None where there is none yet."""
    known = {question: option for question, option in enumerate(answers) if option is not None}
    return [{**known, **told}.get(question) for question in range(len(_questions()))]


def _told(text: str) -> Answers:
    """Return the answers that a message gives without having been asked; a denial counts before its opposite."""
    found: Answers = {}
    for number, question in enumerate(_questions()):
        options = dict(enumerate(question["options"]))
        for index in (NO, YES):
            tells = options[index].get("tells")
            if number not in found and tells and regex.search(tells, text):
                found[number] = index
    return found


def _is_named(text: str, question: int) -> bool:
    """Tell whether a message has words of this question's own, or one of its options."""
    options = _questions()[question]["options"]
    words = "|".join(option["words"] for option in options if "words" in option)
    return bool(words and regex.search(words, text)) or any(option["title"] in text for option in options)


def _picked(turn: Turn, options: list[dict[str, Any]]) -> int | None:
    """Return the option that answers the open question: by title, number, its own words, or a short yes or no."""
    text = turn.text
    picked = chosen(text, [option["title"] for option in options])
    if picked is not None:
        return picked
    for index in (NO, YES):
        words = "|".join(options[index][key] for key in ("tells", "words") if key in options[index])
        if words and regex.search(words, text):
            return index
    first = in_clauses(turn.raw).split("，")[0]  # 有，说只剩三个名额: what is behind it only goes on with it
    names = (
        (UNSURE, "check_unsure", text, UNSURE_LONGEST),
        (NO, "check_no", first, SHORT),
        (YES, "check_yes", first, SHORT),
    )
    said = next((index for index, name, part, longest in names if len(part) <= longest and heard(name, part)), None)
    return said if said is not None and said < len(options) else None


def _weighed(answers: Sequence[int | None]) -> tuple[int, str]:
    """Return the points of the answers so far, and their reasons as lines."""
    pairs = zip(_questions(), answers, strict=False)
    options = [question["options"][answer] for question, answer in pairs if answer is not None]
    reasons = "\n".join(f"· {option['reason']}" for option in options if option.get("reason"))
    return sum(option.get("points", 0) for option in options), reasons


def _remarked(turn: Turn) -> str | None:
    """Return what kind of remark a message is that answers no question."""
    names = (
        "check_verdict",
        "check_will_not_invest",
        "check_may_invest",
        "check_will_not_report",
        "check_will_not_listen",
    )
    return next((name for name in names if heard(name, turn.text)), None)


def _goes_on_telling(turn: Turn) -> bool:
    """Tell whether a message tells more about the investment: no answer, and no error of the customer's either."""
    told = len(turn.text) >= TELLS and turn.topic.startswith(("fundraising.", "fraud.", f"{ACTS}scam_check"))
    return told and not heard("asks_something", standard(turn.text))


def _say_noted(dispatcher: CollectingDispatcher, told: Answers) -> None:
    noted = [_questions()[question]["options"][option]["noted"] for question, option in sorted(told.items())]
    say(dispatcher, "utter_fundraising_check_noted", noted="、".join(noted))


def _invested(answers: Sequence[int | None]) -> bool:
    return any(
        answer is not None and question["options"][answer].get("invested")
        for question, answer in zip(_questions(), answers, strict=False)
    )
