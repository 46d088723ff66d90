"""Whether a message answers the open question at all, or is a word about the talk itself: wait, I am back, stop."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import callback, lane, sayings
from actions.answer import respond
from actions.case.state import Case
from actions.complaint import demands, fields, story
from actions.speech import say
from actions.turn import Turn
from bot.examples import Examples, Ranked
from bot.lexicon import FIELDS, LEXICON, heard, table
from bot.text.names import is_plainly
from bot.text.normalize import clauses, normalize

TABLE = LEXICON / "remarks.yml"
HESITATES, WAITS, BACK, GOT_IT, LOST, STOPS, CHATTER = (
    "hesitates", "waits", "back", "got_it", "lost", "stops", "chatter",
)  # fmt: skip
CALM = (HESITATES, BACK, GOT_IT, STOPS)
PLAIN = {"hesitates": HESITATES, "comes_back": BACK, "pause": WAITS}
"""What plain words (`answers.yml`) say beyond doubt, and the remark they are."""
RESPONSES = {
    WAITS: "utter_take_your_time", HESITATES: "utter_complaint_waits",
    BACK: "utter_complaint_goes_on", GOT_IT: "utter_complaint_goes_on", CHATTER: "utter_complaint_chatter",
}  # fmt: skip
"""What is said to a remark before the question is asked again."""
PAUSED = (RESPONSES[WAITS], RESPONSES[HESITATES], "utter_draft_code")
"""What was said to whoever goes away for a while."""
INSULTS = ("insult", "curses")
"""Sayings that only call the assistant names."""
SMALL_TALK = ("chitchat", "who_are_you", "help", "greet")
ANSWERS = "answers"
"""Name of the examples that are true answers which only sound like a remark."""
LEAST, SURE = 0.38, 0.5
"""From these likenesses on a message is taken for a remark, or is one whatever else it sounds like."""
BY_ITS_WORDS = (STOPS, LOST)
"""What is never heard by likeness alone, without the words that go with it: it would cost most to mishear."""
GRIEVED = 0.3
"""From this chance of a grievance on what sounds like small talk may be the matter."""
LONGEST = 30
"""A longer message tells something."""
MARKS = " 。，！？!?,.~～…"
REMEMBERED = 256


@dataclass(frozen=True)
class Remark:
    """What is said about the talk."""

    name: str
    is_sure: bool = True
    is_all: bool = True
    """Whether nothing else is said; else an answer may stand before it."""


def read(turn: Turn) -> Remark | None:
    """Return the remark that a message is, or None when it may be an answer."""
    if len(turn.text) > LONGEST or _is_of_another_kind(turn):
        return None
    if any(turn.was_told(told) for told in PAUSED) and _is_done_waiting(turn):
        return Remark(BACK)  # 好了 ends the pause, it answers nothing
    plainly = next((name for words, name in PLAIN.items() if heard(words, turn.text)), None)
    if plainly is None and heard("takes_up_again", normalize((clauses(turn.raw) or [""])[-1])):
        return Remark(BACK, is_all=False)  # what stands before it mostly tells of the interruption
    return Remark(plainly) if plainly else _likeliest(turn)


def _is_of_another_kind(turn: Turn) -> bool:
    """Tell whether a message wants a person, or none, asks something, calls us names, or is a name: no remark."""
    if heard("inquires", turn.text) and (turn.is_question or heard("asks", turn.text)):
        return True  # 等会儿，先问几点下班
    of_a_person = (turn.is_act("human_agent") and callback.asked(turn)) or callback.declined(turn)
    return of_a_person or sayings.heard(turn.text, INSULTS) is not None or is_plainly(turn.raw.strip())


def _is_done_waiting(turn: Turn) -> bool:
    """Tell whether words after a pause say that what kept the customer is done: 好了, 充好电了; a story is none."""
    asked_for_a_story = turn.slots.get("requested_slot") in fields.STORIES
    return bool(heard("ready", turn.text) or (not asked_for_a_story and heard("done_waiting", turn.text)))


def is_calm(turn: Turn, remark: Remark) -> bool:
    """Tell whether a remark is surely no alarm: 我不想继续了 is said of the form, unless a life is at stake."""
    case = Case.of(turn)
    in_despair = case is not None and case.is_despair
    return remark.name in CALM and remark.is_sure and not in_despair and not lane.is_plain(turn)


def answer(dispatcher: CollectingDispatcher, turn: Turn, remark: Remark) -> list[EventType]:
    """Say what is said to a remark before the question is asked again: whoever talks on does not want to stop."""
    if remark.name == LOST:
        say(dispatcher, f"utter_explain_{turn.slots['requested_slot']}")
    elif remark.name == GOT_IT and heard("thanks_us", turn.text):
        say(dispatcher, "utter_complaint_welcome")
    elif remark.name == CHATTER and turn.is_act(*SMALL_TALK, least=SURE):
        respond(dispatcher, turn)
    else:
        say(dispatcher, RESPONSES[remark.name])
    return [SlotSet("form_cancel_asked", None)]


def _likeliest(turn: Turn) -> Remark | None:
    """Return the likeliest remark; where the matter itself is told or something is demanded it has to be a sure one."""
    if any(heard(name, turn.text) for name in ("unclear", "forgot_only", "nothing", "skip")):
        return None
    ranked = likenesses(turn.text.strip(MARKS))
    if not ranked or ranked[0][0] == ANSWERS:
        return None
    name, likeness = ranked[0]
    wish = demands.find(turn.text)
    if name == STOPS and turn.is_question and not heard("stop", turn.text):
        return None  # 是不是提交了就不能改了
    if name == STOPS and not heard("all_of_it", turn.text) and (_is_of_one_field(turn.text) or _goes_with(wish, turn)):
        return None
    if not _has_its_words(name, likeness, turn.text):
        return None
    of_the_matter = wish is not None or story.goes_on(turn.text) or (name == CHATTER and turn.grievance >= GRIEVED)
    return Remark(name, likeness >= SURE) if likeness >= (SURE if of_the_matter else LEAST) else None


def _has_its_words(name: str, likeness: float, text: str) -> bool:
    """Tell whether a remark is there in words as well, where likeness alone does not show it."""
    if name == CHATTER or (likeness >= SURE and name not in BY_ITS_WORDS):
        return True
    return bool(heard(f"{name}_in_words", text))


def _is_of_one_field(text: str) -> bool:
    """Tell whether one thing is to go, not the whole: 地点删了吧."""
    named = any(words.match(text) for words in table(FIELDS).values())
    return bool(named or heard("stops_something_else", text))


def _goes_with(wish: str | None, turn: Turn) -> bool:
    """Tell whether a demand stands beside the words of stopping: 算了，退一半也行."""
    return wish is not None and len(clauses(turn.raw)) > 1


@lru_cache(maxsize=REMEMBERED)
def likenesses(text: str) -> Ranked:
    """Return what a text may be with its likeness to the examples, the likeliest first."""
    return _examples().ranked(text)


@cache
def _examples() -> Examples:
    return Examples.read(TABLE)
