"""Checks on what content staff write; a sentence for each thing that is wrong."""

from bot.content_check.everything import problems
from bot.content_check.questions import read_questions

__all__ = ["problems", "read_questions"]
