"""All checks together."""

from __future__ import annotations

from pathlib import Path

from bot.content_check import answers, doubles, entities, guides, questions, wechat_menu


def problems(data: Path) -> list[str]:
    """Return everything that is wrong, a sentence each; an empty list means that content may be published."""
    responses = answers.read_responses(data / "responses")
    asked = questions.read_questions(data / "nlu")
    answered = answers.answered(responses)
    return [
        *doubles.check(data),
        *questions.check(asked, answered),
        *entities.check(asked),
        *questions.check_kinds(data / "nlu", set(responses)),
        *answers.check(responses, asked, answered),
        *guides.check(data, answered, set(responses)),
        *wechat_menu.check(data, asked),
    ]
