"""Which kind of scam a story is: named only with what was really told, and remembered for later questions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import lane
from actions.case import talk
from actions.case.state import Case
from actions.services import services
from actions.speech import say, tell, topic_buttons
from actions.turn import ACTS, Turn
from bot.answers import asked_by
from bot.lexicon import heard
from bot.nlu import signs
from bot.nlu.signs import Sign

STORY = "scam_story"
NAMED = 0.6
"""From this share on a kind is named although no sign of it was told."""
TOGETHER = 2
"""So many signs that may each mean two kinds make one likely."""
NAMED_AT_LENGTH = 0.3
"""The same for a long story, which shows the kind in more ways than the signs know."""
LONGEST, TELLS_SOMETHING = 600, 12
CLEARLY = 0.5
"""From this chance on somebody complains."""
TELLS = ("fraud.", "acts.scam_check", "acts.out_of_scope")
UNCLEAR = 0.5
"""From this confidence on a message is about what it was read as."""
UNKNOWN = "fraud.verify_caller"
"""Topic at hand of a story that sounds like no kind of scam in particular."""
AT_LENGTH = 60
"""Whoever writes so much tells what happened: no button and no "please say it otherwise" is an answer to that."""


@dataclass(frozen=True)
class Story:
    """What was told so far, and the likely kind of scam; empty where it cannot be said."""

    text: str = ""
    kind: str = ""

    @classmethod
    def kept(cls, turn: Turn) -> Story:
        """Return the story of the conversation."""
        return cls(**(turn.slots.get(STORY) or {}))

    @classmethod
    def told(cls, turn: Turn) -> Story:
        """Return what this message tells by itself; empty when it only asks."""
        other = turn.confidence >= UNCLEAR and not turn.topic.startswith(TELLS)
        if other or heard("asks_about_story", turn.text) or asked_by(turn.text):
            return cls()
        seen = signs.seen(turn.text)
        kind = _kind(turn, seen)
        asks = turn.topic == "acts.scam_check" and len(turn.text) >= TELLS_SOMETHING
        return cls(turn.text, kind) if seen or kind or asks else cls()


def remembered(turn: Turn) -> list[EventType]:
    """Return the event that keeps what the message tells: more of the same story, or another one."""
    before, now = Story.kept(turn), Story.told(turn)
    if not now.text:
        return []
    goes_on = before.text and now.kind in ("", before.kind)
    text = f"{before.text}。{now.text}"[-LONGEST:] if goes_on else now.text
    return [SlotSet(STORY, {"text": text, "kind": now.kind or (before.kind if goes_on else "")})]


def asks_again(turn: Turn) -> bool:
    """Tell whether the customer comes back to the story that was told."""
    return bool(Story.kept(turn).text and heard("asks_about_story", turn.text))


def is_told_at_length(turn: Turn) -> bool:
    """Tell whether a long message tells of a swindler: by its urgency, or by the signs in it.

    Where it sounds like something quite different, one sign is not enough: every long story holds some word of one.
    """
    if len(turn.text) < AT_LENGTH or lane.only_learns(turn):
        return False
    foreign = turn.topic == ACTS + "out_of_scope" or turn.grievance >= CLEARLY
    return turn.urgency != "none" or len(signs.seen(turn.text)) >= (TOGETHER if foreign else 1)


def check(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """Say what the story sounds like; it becomes the case at hand unless an emergency is."""
    kind = judge(dispatcher, turn)
    case = Case.of(turn)
    if case and case.is_urgent:
        return [*talk.opened(turn, case), SlotSet("last_topic", kind or case.topic)]
    return talk.opened(turn, Case(topic=kind or UNKNOWN))


def judge(dispatcher: CollectingDispatcher, turn: Turn) -> str | None:
    """Name the likely kind with the signs that were told; return its topic. Never says that something is safe."""
    now, before = Story.told(turn), Story.kept(turn)
    story = now if now.text else before
    if not story.kind:
        again = "" if now.text or not before.text else "_again"
        buttons = topic_buttons(["fraud.verify_caller", "fraud.just_scammed"])
        say(dispatcher, f"utter_scam_check_unsure{again}", buttons=buttons)
        return None
    answer = services().answers[story.kind]
    if story is before:
        seen = signs.phrase(story.text, [story.kind])
        response = "utter_scam_check_as_told" if seen else "utter_scam_check_as_told_bare"
        say(dispatcher, response, scam_title=answer.title, signs=seen)
        say(dispatcher, answer.simple_response, buttons=topic_buttons(list(answer.related)))
        return answer.topic
    if not name_signs(dispatcher, turn, answer.topic):
        say(dispatcher, "utter_scam_check_likely", scam_title=answer.title)
    tell(dispatcher, answer.topic)
    return answer.topic


def name_signs(dispatcher: CollectingDispatcher, turn: Turn, kind: str) -> bool:
    """Say which signs of this kind of scam the message shows; False when there is none."""
    seen = signs.phrase(turn.text, [kind])
    if seen:
        say(dispatcher, "utter_scam_check_likely_seen", scam_title=services().answers[kind].title, signs=seen)
    return bool(seen)


def _kind(turn: Turn, seen: list[Sign]) -> str:
    """Return the kind that the reading of the message, or its signs, speak for; empty when neither does clearly."""
    known = services().answers
    chances = {kind: chance for kind, chance in turn.scam_ranking if kind in known}
    best = max(chances, key=lambda kind: chances[kind], default="")
    alone = {kind for sign in seen if len(sign.kinds) == 1 for kind in sign.kinds & known.keys()}
    if alone and best not in alone:
        best = ""  # a sign that only another kind has speaks louder than the reading
    named = NAMED if len(turn.text) < AT_LENGTH else NAMED_AT_LENGTH
    if best and (chances[best] >= named or any(best in sign.kinds for sign in seen)):
        return best
    speaks = Counter(kind for sign in seen for kind in sorted(sign.kinds & known.keys()))
    likely = [kind for kind in speaks if kind in alone or speaks[kind] >= TOGETHER]
    return max(likely, key=lambda kind: (kind in alone, speaks[kind]), default="")
