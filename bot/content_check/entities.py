"""Checks that words and entities stand where the tokeniser cuts: one cut in the middle is never found."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from rasa.shared.nlu.training_data import entities_parser

from bot.nlu.tokenizer import lexicon_words, segmenter

_WORD = regex.compile(r"[\p{Han}A-Za-z0-9]+")
"""Words with other characters in them (a product's name with brackets) are several tokens to jieba by its own rules."""


def check(questions: dict[str, list[str]]) -> Iterator[str]:
    """Yield words of the lexicon that are cut in pieces, and annotated entities that do not align with the tokens."""
    for word in lexicon_words():
        if _WORD.fullmatch(word) and segmenter().lcut(word, HMM=False) != [word]:
            yield f"词库里的“{word}”会被切成 {'、'.join(segmenter().lcut(word, HMM=False))}"
    for topic, sentences in questions.items():
        for sentence in sentences:
            if "[" in sentence:
                yield from _misaligned(topic, sentence)


def _misaligned(topic: str, sentence: str) -> Iterator[str]:
    text = entities_parser.replace_entities(sentence)
    ends = {0} | {end for _word, _start, end in segmenter().tokenize(text)}
    for entity in entities_parser.find_entities_in_training_example(sentence):
        if not {entity["start"], entity["end"]} <= ends:
            yield f"{topic}：“{text}”里标的“{text[entity['start'] : entity['end']]}”不在词的边界上"
