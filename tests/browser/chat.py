"""The chat page as a customer uses it."""

from __future__ import annotations

from bot.settings import ROOT

SHOTS = ROOT / "var" / "screenshots"
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
NEXT_BOT = "xpath=following-sibling::div[contains(@class, 'bot')]"


class Chat:
    """One open chat page; also the one in the frame of another page."""

    def __init__(self, page, room=None) -> None:
        self.page = page
        self.room = room or page

    def open(self, server, path="/chat") -> Chat:
        self.page.goto(f"{server.base}{path}")
        return self.ready()

    def ready(self) -> Chat:
        self.field.wait_for()
        self.room.locator("#shell").wait_for(state="detached")
        return self

    # ---- what is seen

    @property
    def field(self):
        return self.room.get_by_label("想问什么")

    @property
    def own(self):
        return self.room.locator(".message.own")

    @property
    def bot(self):
        return self.room.locator(".message.bot")

    @property
    def last_bot(self):
        return self.bot.last

    def text(self, words):
        return self.room.get_by_text(words)

    def button(self, name, exact=True):
        return self.room.get_by_role("button", name=name, exact=exact)

    def said(self) -> list[str]:
        """What was said, by both, in order."""
        return [" ".join(text.split()) for text in self.room.locator(".message .Bubble").all_inner_texts()]

    def fits(self) -> bool:
        """Tell whether nothing runs off the side."""
        return self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def shoot(self, name) -> None:
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}-{self.page.size}.png")

    def violations(self) -> list[str]:
        """What axe-core finds wrong with the page as it stands."""
        self.page.evaluate(AXE.read_text("utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [f"{each['id']}: {node['html'][:120]}" for each in found["violations"] for node in each["nodes"]]

    # ---- what is done

    def say(self, text) -> Chat:
        with self.answered():
            self.field.fill(text)
            self.button("发送").click()
        return self

    def choose(self, name) -> Chat:
        """Choose something the assistant, the welcome or an input offers."""
        with self.answered():
            self.button(name).last.click()
        return self

    def answered(self):
        return Answered(self)

    def settings(self, *switches) -> Chat:
        """Change settings by the names of their switches and options."""
        self.button("设置").click()
        menu = self.room.get_by_role("dialog")
        for name in switches:
            choice = menu.get_by_role("radio", name=name, exact=True)
            if choice.count():
                choice.check()
            else:
                menu.get_by_text(name, exact=True).click()
        self.page.keyboard.press("Escape")
        menu.wait_for(state="detached")
        return self


class Answered:
    """Waits until the next message of the customer is with the server and was answered."""

    def __init__(self, chat) -> None:
        self._chat = chat

    def __enter__(self):
        self._before = self._chat.own.count()

    def __exit__(self, failure, *_):
        if failure is None:
            message = self._chat.own.nth(self._before)
            message.locator(NEXT_BOT).first.wait_for()
            self._chat.room.locator('.message.own:not([data-state="sent"])').wait_for(state="detached")
            self._chat.room.locator(".typing").wait_for(state="detached")
