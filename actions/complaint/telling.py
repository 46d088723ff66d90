"""What a customer tells besides the answer, and what counts as the story itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk.events import EventType

from actions import asides, callback, doors, manners, uncertain
from actions.complaint import (
    answers,
    besides,
    confirming,
    consenting,
    contact,
    corrections,
    demands,
    fields,
    noting,
    remarks,
    sorting,
    story,
    wishes,
    wording,
)  # fmt: skip
from actions.complaint.asking import CONSENT, SUMMARY, YES_OR_NO
from actions.complaint.correcting import Correcting
from actions.complaint.parts import bare_field
from actions.complaint.reading import Correction, Reading, wrong
from actions.speech import say
from bot import places
from bot.lexicon import EDITS, heard, table
from bot.text.names import is_plainly
from bot.text.normalize import clauses, normalize
from tickets import categories

FACTS, BUSINESS = "complaint_facts", "complaint_business"
REQUEST = "complaint_request"
PLAIN = ("complaint_business", "complaint_occurred_on", "complaint_amount")
"""Questions whose answer is plain, said in anger or not: not just any words are one."""
TELLS_A_STORY, GOES_ON = 15, 10
"""An answer to a short question with so many characters says what happened as well; after the story, what else did."""
ROLES = ("for_self", "relation", "for_another")
"""Words that say for whom somebody speaks."""
LONGEST_ROLE = 24
"""A longer message tells more than for whom somebody speaks."""
SHORT_MATTER = 3
"""Characters of the shortest word about what went wrong: 放款慢."""
UNCLEAR = 8
"""Nor is "I do not know which" longer, where what happened is asked."""
OF_A_MATTER = ("complaint_occurred_on", "complaint_place", "complaint_amount")
"""Fields that a story names and a mere remark does not."""
OF_THE_TALK = ("simpler", "repeat", "help", "who_are_you", "stop", "human_agent", "check_ticket", "greet", "thanks")
"""Acts about the conversation: they tell nothing of what went wrong."""
CLOSED = (
    CONSENT, "complaint_business", "complaint_occurred_on", "complaint_place", "complaint_amount",
    fields.REASON,
)  # fmt: skip
"""Questions whose answers are no story: what went wrong, told there, goes with the story."""


class Telling(Correcting):
    """One message as a source for other fields than the one that was asked."""

    def _told_besides(self, asked: str) -> story.Told:
        """Return answers to questions not asked yet that came in the same message."""
        facts = self._facts_told() if asked not in fields.FREE_TEXT else None
        open_slots = [slot for slot in fields.ORDER if slot != asked and self.turn.slots.get(slot) is None]
        if not (asked == FACTS or (asked == CONSENT and facts)):  # only a story sounds like a business
            open_slots = [slot for slot in open_slots if slot != BUSINESS]
        told = story.read(self.turn.raw).only(open_slots)
        told.values.update(besides.told(self.turn, asked))
        if asked in fields.FREE_TEXT and asked not in fields.STORIES:
            told.values.update(corrections.opened(self.turn, asked).values)
        return story.Told({**told.values, FACTS: facts}, told.doubts) if facts else told

    def _facts_told(self) -> str | None:
        """Return the story with what this message adds to it; None when it tells nothing of what happened."""
        of_the_form = len(self.turn.text) <= asides.LONGEST and asides.about_the_form(self.turn.text)
        if self.asked == contact.PHONE or (of_the_form and manners.asks(self.turn)):
            return None
        told_before = bool(self.turn.slots.get(FACTS))
        if self._tells_instead_of_consent():
            return self._with_facts(wording.told(self.turn.raw, FACTS))
        long_enough = len(self.turn.text) >= (GOES_ON if told_before else TELLS_A_STORY)
        is_the_story = not told_before and story.is_of_a_matter(self.turn.raw)
        tells = long_enough and not self.turn.is_question and (is_the_story or story.goes_on(self.turn.text))
        if not (tells or story.tells_a_fact(self.turn.text) or self._tells_at_business(self.asked or "")):
            return None
        return self._with_facts(wording.told(self.turn.raw, FACTS))

    def _tells_instead_of_consent(self) -> bool:
        """Tell whether a message at the consent is the story: what went wrong, or a day, a place, an amount of it."""
        if self.asked != CONSENT or self.turn.slots.get(FACTS) or not story.is_told(self.turn.raw):
            return False
        if manners.asks(self.turn) or heard("about_the_form", self.turn.text) or self.turn.is_act(*OF_THE_TALK):
            return False
        if heard("consents_on_terms", self.turn.text) or contact.told(self.turn, None):
            return False
        told = story.read(self.turn.raw).only(list(OF_A_MATTER))
        return story.is_of_a_matter(self.turn.raw) or bool(told.values or told.doubts)

    def _is_of_the_story(self) -> bool:
        """Tell whether a statement at the consent goes with the story that was told: not of the notice or the form."""
        of_the_talk = any(heard(name, self.turn.text) for name in ("about_the_notice", "about_the_form"))
        of_the_talk = of_the_talk or wording.is_contact(self.turn.raw)
        return story.is_told(self.turn.raw) and not (of_the_talk or self.turn.is_act(*OF_THE_TALK))

    def _with_facts(self, more: str) -> str:
        """Return the story with something added; without one, after what weighs of the first sentence."""
        before = self.turn.slots.get(FACTS) or self.turn.slots.get(uncertain.STORY) or ""
        return f"{before}\n{more.strip()}".strip()[: fields.MAX_FACTS]

    def _matter_told(self, asked: str) -> str | None:
        """Return the story with a short word about what went wrong, told at a question it is no answer to."""
        text = self.turn.text
        is_one = len(text) >= SHORT_MATTER and doors.said("matter", text) and not story.is_none(self.turn.raw)
        only_asks = (manners.asks(self.turn) or heard("inquires", text)) and not heard("blames", text)
        is_one = is_one or self._tells_at_business(asked)
        if asked not in CLOSED or not is_one or only_asks:
            return None
        return self._with_facts(self.turn.raw)

    def _orders_first(self) -> bool:
        """Tell whether a plain demand stands before words that sound like a question: 给我解开，讲清楚为啥停."""
        first, *more = [normalize(clause) for clause in clauses(self.turn.raw)] or [""]
        return bool(more and demands.find(first)) and not heard("asks", first)

    def _tells_at_business(self, asked: str) -> bool:
        """Tell whether an answer to the first question of the form is what happened, however it is put."""
        raw = self.turn.raw
        if asked != BUSINESS or not story.is_told(raw) or story.is_lone(raw) or manners.asks(self.turn):
            return False
        if table(EDITS)["only_where"].search(self.turn.text):
            return False
        of_the_talk = heard("about_the_form", self.turn.text) or heard("unclear", self.turn.text)
        of_the_talk = of_the_talk or self.turn.is_act(*OF_THE_TALK) or contact.told(self.turn, None)
        other = demands.find(self.turn.text) or answers.says_no_amount(self.turn)
        return not (of_the_talk or other or story.is_none(raw))

    def _for_another(self, asked: str) -> list[EventType] | None:
        """Note that the complaint is somebody else's, told at another question; None when nothing says so."""
        elsewhere = (*fields.FREE_TEXT, "complaint_is_agent", fields.AGENT_NOTE, SUMMARY)
        tells_more = manners.asks(self.turn) or len(self.turn.text) > LONGEST_ROLE
        if asked in elsewhere or (tells_more and asked != CONSENT) or self._tells_instead_of_consent():
            return None
        found = besides.says_for_another(self.turn)
        if not found:
            return None
        if asked == CONSENT and manners.asks(self.turn) and heard("word_of_consent", self.turn.text):
            say(self.dispatcher, "utter_consent_for_another")
            return self._ask({**found, "form_misses": 0})
        known = self.turn.slots.get("complaint_is_agent") is True
        own_name = ".own_name" if asked == contact.NAME else ""
        say(self.dispatcher, f"utter_agent_noted{own_name}" if known else "utter_agent_documents")
        return self._ask({**self._read(asked).values, **found, "form_misses": 0})

    def _read(self, asked: str) -> Reading:
        """Read the answer to the open question."""
        raise NotImplementedError

    # ---- a word about the talk itself

    def _remark(self, asked: str) -> remarks.Remark | None:
        """Return the word about the talk that a message is; a yes, a value or a name is none."""
        remark = None if asides.about_the_form(self.turn.text) else remarks.read(self.turn)
        if remark is None or (asked == SUMMARY and confirming.is_meant(self.turn)):
            return None
        thinks = remark.name in (remarks.WAITS, remarks.HESITATES)  # the model easily takes that for a no
        if asked == CONSENT and not thinks and consenting.read(self.turn).values:
            return None
        if remark.name == remarks.CHATTER and (asked in (contact.NAME, contact.PHONE) or self.turn.entity("branch")):
            return None
        if remark.name == remarks.GOT_IT and asked in YES_OR_NO:
            return None
        if asked == "complaint_is_agent" and any(heard(role, self.turn.text) for role in ROLES):
            return None
        gives_way = not remark.is_all or remark.name not in (remarks.STOPS, remarks.BACK)
        return None if gives_way and self._names_a_value(asked, remark.is_all) else remark

    def _names_a_value(self, asked: str, remark_is_all: bool) -> bool:
        """Tell whether an answer stands in the message beside whatever else is said: 有录音，等会儿找给您."""
        if asked in PLAIN:
            return self._read(asked).problem is None
        text = self.turn.text
        if not remark_is_all and asked in (REQUEST, FACTS):
            return bool(demands.find(text) if asked == REQUEST else story.goes_on(text))
        named = {
            fields.EVIDENCE: heard("has_evidence", text) or heard("has_some", text),
            "complaint_place": places.find(text),
            contact.NAME: contact.typed_name(self.turn),
            contact.PHONE: contact.typed_phone(self.turn),
        }
        return bool(named.get(asked))

    # ---- the consent

    def _consents(self) -> bool:
        """Tell whether the message says yes to the notice."""
        return self.asked == CONSENT and consenting.read(self.turn).values == {CONSENT: True}

    def _consented(self) -> list[EventType]:
        """Take the consent with what is told besides, which may put right what the first message said."""
        remark, more = consenting.remarks(self.turn), consenting.besides(self.turn)
        self.turn = replace(self.turn, text=normalize(more), raw=more)
        told = self._told_besides(CONSENT)
        replaced = story.read(more).only(list(corrections.TOLD_FIRST))
        corrected = corrections.read(self.turn, at_summary=False, telling=False) or Correction()
        agent = besides.says_for_another(self.turn)
        values = {**replaced.values, **told.values, **corrected.values, **agent, CONSENT: True}
        if remark:
            slot = FACTS if {**self.turn.slots, **values}.get(FACTS) else uncertain.STORY
            values[slot] = "\n".join(filter(None, [values.get(slot) or self.turn.slots.get(slot), remark]))
        noting.show(self.dispatcher, self.turn, values, CONSENT)
        unsure = {**(self.turn.slots.get(fields.UNSURE) or {}), **told.doubts}
        return self._ask({**values, fields.UNSURE: unsure, "form_misses": 0})

    # ---- the story

    def _story(self) -> Reading:
        """Read the answer to what happened: nearly anything is; what tells nothing is asked for once more."""
        reading = answers.read(FACTS, self.turn)
        if reading.problem and len(self.turn.text) >= SHORT_MATTER and doors.said("matter", self.turn.text):
            reading = Reading({FACTS: self.turn.raw.strip()})  # 利率高 says it
        if reading.problem == "utter_cannot_skip" or (reading.values and FACTS not in reading.values):
            return reading  # a phone number, ahead of its question
        only_unclear = heard("unclear", self.turn.text) and len(self.turn.text) <= UNCLEAR
        if reading.problem or only_unclear or story.is_none(self.turn.raw):
            before = self._referred_to()
            return Reading({FACTS: before}) if before else wrong(FACTS)
        asked_once = int(self.turn.slots.get("form_misses") or 0) > 0
        if story.is_lone(self.turn.raw) or not (asked_once or story.tells(self.turn.text)):
            return wrong(FACTS)
        opened_with = "" if self.turn.slots.get(FACTS) else self.turn.slots.get(uncertain.STORY) or ""
        whole = f"{opened_with}\n{reading.values[FACTS]}".strip()[: fields.MAX_FACTS]
        return Reading({**reading.values, FACTS: whole})

    def _referred_to(self) -> str | None:
        """Return what was told before the complaint, when that is what the customer means."""
        before = self.turn.slots.get(uncertain.STORY)
        return before if before and doors.said("refers_back", self.turn.text) else None

    def _means_the_story(self, asked: str) -> bool:
        """Tell whether somebody says at the consent that it is about what was told before, which is kept."""
        return asked == CONSENT and bool(self.turn.slots.get(FACTS)) and doors.said("refers_back", self.turn.text)

    # ---- no answer

    def _missed(self, asked: str, problem: str) -> list[EventType]:
        """Deal with what is no answer to this question: perhaps it answers another one."""
        named = bare_field(self.turn.text)
        if named and self._asked_again:
            return self._ask({"form_misses": 0}, at=named)
        if story.is_none(self.turn.raw) and not self._means_the_story(asked):
            return self._stay(manners.missed(self.dispatcher, self.turn, asked, problem))
        told = self._told_besides(asked)
        replaced = story.read(self.turn.raw).only([slot for slot in corrections.TOLD_FIRST if slot != asked])
        values = {**replaced.values, **told.values, **self._business_named(asked), **self._sorted(asked)}
        is_wish = sorting.sort(self.turn.raw).wish == "，".join(clauses(self.turn.raw))
        no_story = ("consents_on_terms", "inquires")
        no_matter = is_wish or (asked == CONSENT and any(heard(name, self.turn.text) for name in no_story))
        if FACTS not in values and not no_matter and (matter := self._matter_told(asked) or self._facts_told()):
            values[FACTS] = matter
        if asked == CONSENT:
            return self._consent_missed(values, told.doubts, problem)
        unsure = {**(self.turn.slots.get(fields.UNSURE) or {}), **told.doubts}
        if values and (not self.turn.is_question or FACTS in values):
            noting.show(self.dispatcher, self.turn, values, asked=None)
            if FACTS in values and not self.turn.slots.get(FACTS):
                say(self.dispatcher, "utter_complaint_added")
            still_open = fields.next_open({**self.turn.slots, **values}) == asked
            counts = still_open and asked in (BUSINESS, "complaint_amount")
            missed = max(0, self.turn.slots.get("form_misses") or 0) + 1 if counts else 0
            return self._ask({**values, fields.UNSURE: unsure, "form_misses": missed})
        return self._stay(manners.missed(self.dispatcher, self.turn, asked, problem))

    def _business_named(self, asked: str) -> dict[str, Any]:
        """Return the business whose bare name came instead of an answer: it was guessed wrong, or is said again."""
        text = self.turn.text.strip("，。！ ")
        code = None if asked == BUSINESS or places.read(text) else categories.named("business", text)
        return {BUSINESS: code} if code and code != self.turn.slots.get(BUSINESS) else {}

    def _consent_missed(self, values: dict[str, Any], doubts: dict[str, list[str]], problem: str) -> list[EventType]:
        """Keep what is told instead of a yes or no and say so; answer a question honestly; else ask once more."""
        inquires = heard("inquires", self.turn.text) is not None
        asks = manners.asks(self.turn) and not (wishes.is_order(self.turn) or self._orders_first())
        known = FACTS in values or self.turn.slots.get(FACTS)
        hints = story.hints(self.turn.raw) and not asks and not inquires
        if inquires or (asks and FACTS not in values):  # a day or a place in a question is none of the matter
            values = {slot: value for slot, value in values.items() if slot in (contact.NAME, contact.PHONE)}
            doubts = {}
        if answers.says_no_amount(self.turn) or heard("no_money", self.turn.text):
            values = {"complaint_amount": fields.SKIPPED, **values}
        if hints and not known:
            values = {**values, uncertain.STORY: self._with_facts(self.turn.raw)}
        elif FACTS not in values and hints and self._is_of_the_story():
            values = {**values, FACTS: self._with_facts(self.turn.raw)}
        if FACTS in values and self.turn.slots.get("complaint_is_agent") is False:
            values = {**values, "complaint_is_agent": besides.agent_told(self.turn.text)}
        if values or doubts or self._means_the_story(CONSENT) or self.turn.is_act("file_complaint"):
            say(self.dispatcher, "utter_consent_still_needed")
            unsure = {**(self.turn.slots.get(fields.UNSURE) or {}), **doubts}
            return self._ask({**values, fields.UNSURE: unsure, "form_misses": 0})
        if is_plainly(self.turn.raw.strip(" ，。！")):
            say(self.dispatcher, "utter_consent_before_name")
            return self._stay()
        if asks and not heard("about_the_notice", self.turn.text):
            say(self.dispatcher, "utter_aside_unknown")
            return self._stay()
        return self._stay(manners.missed(self.dispatcher, self.turn, CONSENT, problem))

    def _sorted(self, asked: str) -> dict[str, Any]:
        """Return what the clauses of a message that is no answer are instead: a wish, something to show, a place."""
        told, slots = sorting.sort(self.turn.raw), self.turn.slots
        asks = manners.asks(self.turn) and not (wishes.is_order(self.turn) or self._orders_first())
        if asked in (CONSENT, *fields.STORIES) or asks or callback.asked(self.turn):
            return {}
        found: dict[str, Any] = {}
        if told.wish and asked != REQUEST:
            found[REQUEST] = wishes.with_wish(self.turn, told.wish)
        if told.evidence and asked not in (fields.EVIDENCE, contact.PHONE):
            note = "；".join(filter(None, [slots.get(fields.EVIDENCE_NOTE), told.evidence]))
            found |= wishes.evidence_noted(self.turn, note)
        elif told.has_no_evidence and asked != fields.EVIDENCE and slots.get(fields.EVIDENCE) is None:
            found |= wishes.no_evidence(self.turn)
        if told.place and asked != "complaint_place":
            found["complaint_place"] = told.place
        return found
