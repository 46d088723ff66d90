"""When the meaning is not clear: ask which of two, offer the nearest answers, say honestly what is not ours."""

from __future__ import annotations

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import followups, matters, sayings, scams
from actions.remembering import NOT_OURS
from actions.services import services, words
from actions.speech import say, tell, topic_buttons
from actions.turn import ACTS, SURE, Turn
from bot import choices
from bot.lexicon import heard
from bot.nlu import signs
from bot.text import views

CLOSE_BELOW, CLOSE = 0.5, 0.7
"""Below this confidence a second topic with this share of it is as likely meant."""
NEIGHBOURS = 0.35
"""From this confidence on the likelier of two topics beside each other is told, not asked for."""
UNSURE = 0.3
"""Below this confidence the nearest answers are offered instead of one being given."""
SHORT, SHORT_UNSURE = 4, 0.85
"""One word may mean many things: 信用卡, 贷款."""
MAYBE_OURS = 0.6
"""Out of scope with less confidence than this may still be a question that has an answer."""
OFFERED = 3
STORY = "unsure_story"
"""Slot with the message that made us ask whether to start a flow; a start then knows it."""
COMPLAINT = "complaint_form"
NEAR_A_FLOW, LIKELY = 2, 0.15
"""Beside a flow so many answers are offered, none with less chance than this."""
BEREAVED = "inheritance"
"""Kind of out of scope that is only believed where the words say that somebody died."""
TOLD_OF = (BEREAVED, "early_withdrawal", "child_account", "cash_error", "app_trouble", "near_bank")
"""Kinds of out of scope that are answered with facts: they are the topic at hand, and asked on about."""
PERSON_AFTER = 2
"""After so many misses in a row a person is offered, and the count begins anew."""
CLEAR_SCAM, RIVAL = 0.75, 0.4
"""From this share on one kind of scam is named alone; a second with this share of the first one's chance competes."""


def choice(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType] | None:
    """Ask which topic is meant, or offer the nearest ones; None when one stands out."""
    if turn.topic == ACTS + "out_of_scope":
        return missed(dispatcher, turn)
    if turn.topic not in services().answers:
        return None
    if is_plain_question(turn) or is_named(turn):
        return None
    if turn.confidence < CLOSE_BELOW and scams.is_told_at_length(turn):
        return scams.check(dispatcher, turn)
    near = [topic for topic, _ in turn.ranking[:OFFERED] if topic in services().answers]
    close = [topic for topic, chance in turn.ranking[:OFFERED] if chance >= turn.confidence * CLOSE and topic in near]
    if len(close) == 2 and close[1] in services().answers[close[0]].related and turn.confidence >= NEIGHBOURS:
        return None  # the first leads on to the second by its button
    if turn.confidence < CLOSE_BELOW and len(close) >= 2:
        return [*_offer(dispatcher, "utter_choose_topic", close), _kept(turn)]
    unsure = SHORT_UNSURE if len(turn.text) <= SHORT else UNSURE
    if turn.confidence < unsure and len(near) >= 2:
        return [*_offer(dispatcher, "utter_nearest", near), _kept(turn)]
    return None


def is_named(turn: Turn) -> bool:
    """Tell whether a message is a word out of the title of its topic, and of no other: 大额取款, 那基金呢."""
    return titled(turn.text) == [turn.topic]


def titled(text: str) -> list[str]:
    """Return the topics whose title has what a message says beside polite words: 那基金呢."""
    said = followups.bare(text.strip("。？?！! "))[1].casefold()
    titles = {topic: f"{known.title} {known.button}".casefold() for topic, known in services().answers.items()}
    return [topic for topic, title in titles.items() if said in title] if len(said) > 1 else []


def is_plain_question(turn: Turn) -> bool:
    """Tell whether a long message of nothing urgent comes to a question of knowledge: the likeliest answer is given."""
    known = turn.topic.startswith(("literacy.", "rights.", "card.")) and turn.confidence >= UNSURE
    return known and turn.urgency == "none" and len(turn.text) >= scams.AT_LENGTH


def missed(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """Say what is not ours, or offer the nearest answers; after misunderstanding twice in a row offer a person."""
    if scams.is_told_at_length(turn):
        return scams.check(dispatcher, turn)
    near = [topic for topic, _ in turn.ranking if topic in services().answers][:OFFERED]
    says_nothing = not any(char.isalpha() for char in turn.text)  # a bare number is not understood, whatever its topic
    unsure = turn.confidence < MAYBE_OURS or turn.topic != ACTS + "out_of_scope" or says_nothing
    if not unsure:
        return _not_ours(dispatcher, turn)
    misses = _misses(turn)
    if misses >= PERSON_AFTER:
        say(dispatcher, "utter_two_misses")
    elif near:
        return [*_offer(dispatcher, "utter_maybe", near), SlotSet("misses", misses), _kept(turn)]
    else:
        say(dispatcher, "utter_out_of_scope")
        if turn.slots.get(NOT_OURS):
            say(dispatcher, "utter_out_of_scope_again")
        return [*_counted(misses), SlotSet(NOT_OURS, True)]
    return _counted(misses)


def _not_ours(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """Say whose matter it is: that was understood, so it is no miss; the second time also how to reach a person."""
    kind = turn.out_of_scope_kind if turn.out_of_scope_kind != BEREAVED or heard("died", turn.text) else None
    say(dispatcher, f"utter_out_of_scope.{kind}" if kind else "utter_out_of_scope")
    if turn.slots.get(NOT_OURS):
        say(dispatcher, "utter_out_of_scope_again")
    at_hand = [SlotSet("last_topic", f"out_of_scope.{kind}")] if kind in TOLD_OF else []
    return [*_counted(0), SlotSet(NOT_OURS, True), *at_hand]


def is_unsure(turn: Turn) -> bool:
    """Tell whether a message that would start a flow is not surely meant so; flows then ask first."""
    return turn.confidence < SURE


def offer_flow(dispatcher: CollectingDispatcher, turn: Turn, form: str) -> list[EventType]:
    """Ask whether the customer wants a flow started, with the nearest answers beside it; keeps the message.

    What has a reply of its own is answered instead, and a long story of a swindler is judged; a question that is
    asked with a complaining voice is answered first, the complaint offered behind it.
    """
    if sayings.answer(dispatcher, turn):
        return []
    matter = matters.answer(dispatcher, turn)
    if matter:
        return [SlotSet("last_topic", matter)]
    if scams.is_told_at_length(turn) and turn.grievance < scams.CLEARLY:
        return scams.check(dispatcher, turn)
    close = [topic for topic, chance in turn.ranking if chance >= LIKELY and topic in services().answers]
    near = [] if heard("grumbles", turn.text) else close[:NEAR_A_FLOW]
    if form == COMPLAINT and near and dict(turn.ranking)[near[0]] >= UNSURE and views.asks(turn.raw):
        tell(dispatcher, near[0])
        say(dispatcher, f"utter_besides_{form}", buttons=[words()["start_flow"][form]])
        return [SlotSet("choosing", form), SlotSet(STORY, turn.raw), SlotSet("last_topic", near[0])]
    buttons = [words()["start_flow"][form], *topic_buttons(near), words()["none_of_these"]]
    say(dispatcher, f"utter_start_{form}", buttons=buttons)
    new = near and not turn.slots.get("last_topic")  # what is asked next is asked of what was told
    at_hand = [SlotSet("last_topic", near[0])] if new else []
    return [SlotSet("choosing", form), SlotSet(STORY, turn.raw), *at_hand]


def none_of_these(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """Take "none of these" as a miss of ours: ask for other words, then offer a person.

    What points at no choice there is, is a slip: the same choices are offered again.
    """
    offered = turn.slots["choosing"]
    if isinstance(offered, list) and choices.is_one(turn.text):
        return _offer(dispatcher, "utter_choose_again", offered)
    misses = _misses(turn)
    say(dispatcher, "utter_two_misses" if misses >= PERSON_AFTER else "utter_say_it_otherwise")
    return _counted(misses)


def fact_of_nothing(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """Ask what a bare fact belongs to, with the choices of a moment ago: by itself it is about no topic."""
    offered = turn.slots.get("choosing")
    if isinstance(offered, list):
        return _offer(dispatcher, "utter_fact_of_which", offered)
    say(dispatcher, "utter_fact_of_nothing")
    return []


def competing_scams(turn: Turn) -> dict[str, float]:
    """Return the two kinds of scam that compete for a story, with their chances; empty when one stands out."""
    known = [(kind, chance) for kind, chance in turn.scam_ranking if kind in services().answers]
    if len(known) < 2 or known[0][1] >= CLEAR_SCAM or known[1][1] < RIVAL * known[0][1]:
        return {}
    pair = dict(known[:2])
    return pair if signs.telling_apart(pair, [sign.id for sign in signs.seen(turn.text)]) else {}


def _kept(turn: Turn) -> EventType:
    """Keep a story that was not understood: a complaint that begins after all knows it."""
    return SlotSet(STORY, turn.slots.get(STORY) if turn.is_question else turn.raw)


def _misses(turn: Turn) -> int:
    return int(turn.slots.get("misses") or 0) + 1


def _counted(misses: int) -> list[EventType]:
    return [SlotSet("misses", 0 if misses >= PERSON_AFTER else misses), SlotSet("choosing", None)]


def _offer(dispatcher: CollectingDispatcher, response: str, topics: list[str]) -> list[EventType]:
    say(dispatcher, response, buttons=[*topic_buttons(topics), words()["none_of_these"]])
    return [SlotSet("choosing", topics)]
