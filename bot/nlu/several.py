"""Messages that say several things: thanks with a question in it, two questions at once."""

from __future__ import annotations

from dataclasses import dataclass

from bot.nlu.topics import OUT_OF_SCOPE

Ranking = list[tuple[str, float]]
SMALL = (
    "acts.greet", "acts.thanks", "acts.goodbye", "acts.affirm", "acts.deny", "acts.chitchat", "acts.anger",
    OUT_OF_SCOPE,
)  # fmt: skip
"""What gives way to a question in the same message."""
SURE = 0.6
"""From this confidence on a part is a question of its own."""
NEAR = 3
"""A part counts where the whole is about another part, or has it among its first so many."""
ACTS = "acts."


@dataclass(frozen=True)
class Several:
    """`ranking` is what the message is mainly about; `also` are other topics it asks, with their confidence."""

    ranking: Ranking
    also: tuple[tuple[str, float], ...] = ()

    @classmethod
    def of(cls, whole: Ranking, parts: list[Ranking]) -> Several:
        """Weigh the view of the whole message against those of its parts."""
        tops = [part[0] for part in parts]
        sure = [part for part in parts if part[0][1] >= SURE and part[0][0] not in SMALL]
        if whole[0][0] in SMALL and sure and sum(topic in SMALL for topic, _ in tops) == len(parts) - len(sure):
            whole = max(sure, key=lambda part: part[0][1])
        main = whole[0][0]
        if main.startswith(ACTS):
            return cls(whole)
        near = {topic for topic, _ in whole[:NEAR]}
        is_one_of_them = main in {topic for topic, _ in tops}
        others = {
            topic: chance
            for topic, chance in tops
            if chance >= SURE and topic != main and (is_one_of_them or topic in near)
        }
        return cls(whole, tuple((topic, chance) for topic, chance in others.items() if not topic.startswith(ACTS)))
