"""The project's own conversations: one YAML file a promise, the folder is the kind of trouble.

Steps: `user` types, `fill` answers the form until `until`. Then the reply has to `say` (every pattern) and may `never`
say; `asked`, `form` and `slots` come from the tracker (null = nothing), `custom` from the reply.
"""

from pathlib import Path

import pytest
import regex
import yaml

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*/*.yml"))


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}/{path.stem}" for path in FILES])
def test_conversation(path, customer):
    for step in yaml.safe_load(path.read_text("utf-8")):
        said = customer.say(step["user"]) if "user" in step else customer.fill(step["until"], **(step["fill"] or {}))
        check(step, said, customer)


def check(step, said, customer):
    for pattern in step.get("say", ()):
        assert regex.search(str(pattern), said), f"/{pattern}/ is not in: {said}"
    for pattern in step.get("never", ()):
        assert not regex.search(pattern, said), f"/{pattern}/ is in: {said}"
    if "asked" in step:
        assert customer.asked == step["asked"], said
    if "form" in step:
        assert customer.form == step["form"], said
    for slot, value in step.get("slots", {}).items():
        assert customer.slots.get(slot) == value
    if "custom" in step:
        assert customer.custom(step["custom"]), said
