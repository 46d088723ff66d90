"""The project's own conversations: one YAML file a promise, the folder is the kind of trouble.

Steps: `user` types, `fill` answers the form until `until`. Then the reply has to `say` (every pattern) and may `never`
say; `asked`, `form` and `slots` come from the tracker (null = nothing), `filled` slots hold something, `custom` comes
from the reply. `wordings` are other ways to say the same: the conversation is held once with each.

After filing: `filed` files a ticket with these details, `staff` does operations to it (name → what is given), `as:
another` speaks from another conversation; {number} and {code} stand for those of the first customer's latest ticket,
whose `status` is looked up in the register.
"""

from pathlib import Path

import pytest
import regex
import yaml

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*/*.yml"))


def conversations():
    for path in FILES:
        steps = yaml.safe_load(path.read_text("utf-8"))
        name = f"{path.parent.name}/{path.stem}"
        yield pytest.param(steps, id=name)
        for index, step in enumerate(steps):
            for number, wording in enumerate(step.get("wordings", ()), 2):
                said = [*steps[:index], {**step, "user": wording}, *steps[index + 1 :]]
                yield pytest.param(said, id=f"{name}-{number}")


@pytest.mark.usefixtures("settled_day")
@pytest.mark.parametrize("steps", conversations())
def test_conversation(steps, customer, another):
    for step in steps:
        if "filed" in step:
            customer.file(**(step["filed"] or {}))
        for name, given in step.get("staff", {}).items():
            customer.staff_do(name, **(given or {}))
        speaker = another if step.get("as") == "another" else customer
        if "user" in step:
            check(step, speaker.say(filled(step["user"], customer)), speaker, customer)
        elif "until" in step:
            check(step, speaker.fill(step["until"], **(step["fill"] or {})), speaker, customer)


def filled(text, filer):
    if "{number}" in text:
        text = text.replace("{number}", filer.number)
    return text.replace("{code}", filer.register.query_code(filer.number)) if "{code}" in text else text


def check(step, said, customer, filer):
    said = f"{step.get('user', '')} → {said}"
    for pattern in step.get("say", ()):
        assert regex.search(filled(str(pattern), filer), said.split(" → ", 1)[1]), f"/{pattern}/ is not in: {said}"
    for pattern in step.get("never", ()):
        assert not regex.search(filled(pattern, filer), said.split(" → ", 1)[1]), f"/{pattern}/ is in: {said}"
    if "asked" in step:
        assert customer.asked == step["asked"], said
    if "form" in step:
        assert customer.form == step["form"], said
    for slot, value in step.get("slots", {}).items():
        assert customer.slots.get(slot) == value, said
    for slot in step.get("filled", ()):
        assert customer.slots.get(slot), f"{slot} is empty: {said}"
    if "custom" in step:
        assert customer.custom(step["custom"]), said
    if "status" in step:
        assert filer.register.ticket(filer.number).status == step["status"], said
