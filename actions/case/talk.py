"""Going on with a case: the answer to what was said, and no step further than the customer is."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import followups, matters, passages
from actions.case import ladder, moves, sorts, table
from actions.case.moves import Move
from actions.case.state import AREAS, MONEY, SLOT, STORY, Case, is_about
from actions.services import services
from actions.speech import say, tell
from actions.turn import ACTS, SURE, Turn
from bot.bank import load_bank
from bot.catalogue.asking import patterns
from bot.lexicon import heard

LONGEST = 30
"""A longer message tells enough to be understood by itself."""
SMALL = tuple(
    ACTS + act
    for act in (
        "out_of_scope", "chitchat", "affirm", "deny", "stop", "goodbye", "thanks", "go_back", "privacy_request",
        "scam_check", "rate_service", "check_ticket", "supplement_ticket", "withdraw_ticket", "review_ticket",
    )
)  # fmt: skip
"""What a fragment of a story is easily taken for."""
CLEARLY = 0.8
"""From this confidence on a question about something else (the weather, another bank) is one."""
SURELY = 0.9
"""From this chance on another kind of scam is told of."""
LIKELY = 0.3
"""From this confidence on it is one when it sounds like no word about the case either."""
PARTING = ("goodbye", "thanks", "affirm", "stop")
NOTED, STORY_NOTED, UNSURE, AGAIN = "noted", "noted_story", "unsure", "again"
"""Names in the table of the words for what nobody has an answer to: statements, a question, the same once more."""
DENIED = "utter_case_denied_go_on"
STAYS, PARTED = "utter_case_stays", "utter_case_parted"
CALLED = {"police", "bank"}
"""Who has done these is not told to call before parting."""
BEGINS_WITH = "fraud.just_scammed"
"""Topic at hand of a case that nobody named."""


def reply(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType] | None:
    """Answer what is surely said about the case; None when it is nothing of it."""
    case = Case.of(turn)
    if not (case and case.is_urgent) and _is_another_question(turn, case):
        return None
    move = moves.heard(turn, case)
    return None if move is None else _take(dispatcher, turn, case or Case(), move)


def rest(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType] | None:
    """Go on with the case when a message is nothing by itself; None when it stands on its own."""
    case = Case.of(turn)
    if case is None or case.is_personal or len(turn.text) > LONGEST or not is_about(turn, AREAS):
        return None
    if case.given is False:
        return None
    if case.kind == STORY:
        fragment = not turn.is_question and followups.is_of_a_case(turn.text)
        return _go_on(dispatcher, turn, case) if fragment and _is_nothing_else(turn, case) else None
    if _asks_anew(turn):
        return None
    if turn.is_act(*PARTING):
        parting = PARTED if CALLED.issubset(case.done) else STAYS
        return None if parting in case.told else _say(dispatcher, case, parting)
    if _asks_what_is_not_ours(turn):
        return None
    return _go_on(dispatcher, turn, case)


def after_done(dispatcher: CollectingDispatcher, turn: Turn, case: Case) -> Case:
    """Answer what is asked with the steps that are done; tell the next step where nothing is asked."""
    asked = moves.asked_besides(turn, case)
    if asked is None:
        return ladder.advance(dispatcher, case)
    response = asked.answer(case, case.topic)
    _say(dispatcher, case, response)
    return case.with_told(response)


def care(dispatcher: CollectingDispatcher, case: Case) -> list[EventType]:
    """Stay with a person in despair or danger, each time in other words."""
    return _say(dispatcher, case, ladder.turn_about(table.read()["care"][case.kind], case))


def opened(turn: Turn, case: Case) -> list[EventType]:
    """Return what to remember when a case begins: itself, and its topic as the one at hand."""
    last = turn.slots.get("last_topic")
    at_hand = [SlotSet("last_topic", case.topic), SlotSet("previous_topic", last)] if case.topic != last else []
    return [case.kept(), SlotSet("misses", 0), SlotSet("choosing", None), *at_hand]


def goes_on(turn: Turn) -> bool:
    """Tell whether a message is surely said about an emergency that is at hand, whatever flow it sounds like."""
    case = Case.of(turn)
    meant = case and (case.is_urgent or turn.is_act("human_agent"))  # "tell no one" sounds like asking for someone
    said = bool(meant and moves.heard(turn, case))
    return said and not heard("names_complaint", turn.text)


def reminded(dispatcher: CollectingDispatcher, turn: Turn, events: list[EventType]) -> list[EventType]:
    """Recall the step that is open after another matter was answered in the middle of an emergency."""
    case = Case.of(turn)
    after = next((event["value"] for event in events if event.get("name") == "last_topic"), None)
    if case is None or not case.is_urgent or case.is_personal or not is_about(turn, AREAS):
        return []
    if not after or after.startswith(AREAS):
        return []
    return [ladder.recall(dispatcher, case).kept()]


def heard_again(dispatcher: CollectingDispatcher, case: Case, first_words: str) -> Case:
    """Take more of the same emergency: short words first, then, when those were just said, that it was heard."""
    if case.told[-1:] != (first_words,):
        say(dispatcher, first_words)
        return case.with_told(first_words)
    said = ladder.turn_about(ladder.words(NOTED, case), case)
    say(dispatcher, said)
    return ladder.recall(dispatcher, case.with_told(said))


def _is_another_question(turn: Turn, case: Case | None) -> bool:
    """Tell whether a message asks just so for a side of the answer at hand, or begins to tell of another swindler."""
    at_hand = turn.slots.get("last_topic") or ""
    kind, chance = turn.scam_ranking[0] if turn.scam_ranking else ("", 0.0)
    of_another = case is not None and kind != case.topic and chance >= SURELY and heard("tells_of_another", turn.text)
    asks_so = len(turn.text) <= LONGEST and passages.asked_just_so(turn.text, at_hand) is not None
    of_a_product = patterns()["product_code"].search(turn.text)  # a code to look up, none that was given away
    return bool(of_another or of_a_product or passages.short_of_a_loss(turn.text, at_hand)) or asks_so


def _is_nothing_else(turn: Turn, case: Case) -> bool:
    """Tell whether a fragment of a story is read as nothing surely, or as something it only sounds like."""
    other = turn.topic in services().answers and not turn.topic.startswith(AREAS)
    if other and turn.confidence >= SURELY and turn.topic in _beside(case.topic):
        return False  # 他们天天给我爸打电话 after debts is said of those who collect
    return turn.topic in SMALL or turn.confidence < SURE or other


def _beside(topic: str) -> set[str]:
    """Return the topics beside a topic, and those beside them."""
    answers = services().answers
    near = [*answers[topic].related] if topic in answers else []
    return {*near, *(beyond for each in near if each in answers for beyond in answers[each].related)}


def _asks(turn: Turn) -> bool:
    return turn.is_question or bool(heard("question", turn.text))


def _asks_what_is_not_ours(turn: Turn) -> bool:
    """Tell whether a question in an emergency is about the weather, or about today's rates, not about the case."""
    least = LIKELY if moves.is_other(turn) else CLEARLY
    return bool(turn.out_of_scope_kind) and turn.is_act("out_of_scope", least=least) and _asks(turn)


def _asks_anew(turn: Turn) -> bool:
    """Tell whether a message in an emergency clearly asks or wants something of its own."""
    if matters.is_named(turn) and moves.is_other(turn):
        return True
    answer = services().answers.get(turn.topic)
    if answer is None:
        misheard = turn.topic.startswith("complaint.") and not heard("names_complaint", turn.text)
        return turn.topic not in SMALL and turn.confidence >= SURE and not misheard
    if turn.text in (answer.ask, answer.button):
        return True
    if turn.topic.startswith(AREAS):
        return turn.is_question and turn.confidence >= SURE
    return _asks(turn) and turn.confidence >= (LIKELY if moves.is_other(turn) else CLEARLY)


def _take(dispatcher: CollectingDispatcher, turn: Turn, case: Case, move: Move) -> list[EventType]:
    response = move.answer(case, turn.slots.get("last_topic") or "")
    if move.ends(case):
        say(dispatcher, response)
        return [*_ended(case.with_told(response), move), *(_return(dispatcher, turn, case) if move.returns else [])]
    done = [*ladder.steps_done(case, move.done), *(moves.done_in(turn.text) if move.done else ())]
    nothing_new = bool(move.done) and set(done) <= set(case.done)
    case = case.with_given(move.given).with_done(*done)
    at_hand = turn.slots.get("last_topic") if is_about(turn, move.areas) else None
    topic = at_hand or move.opens or case.topic or BEGINS_WITH
    sort = move.sort if move.sort and case.sort in sorts.UNKNOWN else case.sort
    case = replace(case, topic=topic, sort=sort)
    if move.begins:
        case = replace(case, kind=move.begins, topic=move.opens or topic)
    if case.is_loss and case.kind == STORY:
        case = replace(case, kind=MONEY)
    branch = load_bank().branch(turn.entity("branch") or "")
    again = case.told[-1:] == (response,)
    if again and case.is_personal:
        return care(dispatcher, case)
    named = {"name": branch.name if branch else "", "phone": branch.phone if branch else ""}
    said = ladder.words(AGAIN, case)[0] if again and case.is_urgent else response
    gist = passages.gist(response, **named) if said != response else ""
    _say(dispatcher, case, said, gist=gist, **named)
    case = case.with_told(said)
    if move.next and not nothing_new:
        case = ladder.advance(dispatcher, case, ladder.ASKS_BESIDES)
    elif move.recalls or nothing_new or said != response:
        case = ladder.recall(dispatcher, case)
    return opened(turn, case)


def _ended(case: Case, move: Move) -> list[EventType]:
    """Forget a case that is over; one where nothing was given after all stays the story that it was."""
    over = [SlotSet(name, None) for name in ("misses", "choosing")]
    if move.closes:
        told = Case(STORY, move.opens or "", given=False, told=case.told[-1:])
        kept = told.kept() if (move.opens or "").startswith(AREAS) else SlotSet(SLOT, None)
        return [*over, kept, SlotSet("last_topic", move.opens)]
    return [*over, Case(STORY, case.topic, given=False).kept()]


def _return(dispatcher: CollectingDispatcher, turn: Turn, case: Case) -> list[EventType]:
    """Answer what is asked with the denial, or was wanted before an emergency that was none; else ask for it."""
    asked = turn.topic if turn.confidence >= SURE and not turn.topic.startswith(AREAS) else ""
    wanted = next((topic for topic in (asked, case.wish) if topic in services().answers), None)
    if wanted is None:
        say(dispatcher, DENIED)
        return []
    tell(dispatcher, wanted)
    return [SlotSet("last_topic", wanted)]


def _go_on(dispatcher: CollectingDispatcher, turn: Turn, case: Case) -> list[EventType]:
    """Ask once what decides the next step; else say honestly who knows, and recall the one step that is open."""
    if ladder.is_to_be_asked(case):
        return opened(turn, ladder.advance(dispatcher, case))
    words = UNSURE if _asks(turn) else NOTED if case.is_urgent else STORY_NOTED
    said = ladder.turn_about(ladder.words(words, case), case)
    _say(dispatcher, case, said)
    return opened(turn, ladder.recall(dispatcher, case.with_told(said)))


def _say(
    dispatcher: CollectingDispatcher, case: Case, response: str, gist: str = "", name: str = "", phone: str = ""
) -> list[EventType]:
    """Say a response about the case, perhaps with a branch and its phone, and remember it."""
    answer = services().answers.get(case.topic)
    say(dispatcher, response, title=answer.title if answer else "", gist=gist, name=name, phone=phone)
    return [case.with_told(response).kept(), SlotSet("misses", 0), SlotSet("choosing", None)]
