"""The branch tablet as a customer uses it: by touch, and with the keyboard on its screen."""

from __future__ import annotations

from playwright.sync_api import Error

from tests.browser.chat import AXE, SHOTS

READY = '.talk-answers[data-ready="true"], .ticket-screen'
FAULTS = """() => {
  const found = [], dialogs = document.querySelectorAll('dialog[open]');
  const root = dialogs[dialogs.length - 1] ?? document.body;
  const tell = (fault, element) => found.push(`${fault}: ${element.outerHTML.slice(0, 120)}`);
  for (const element of root.querySelectorAll('button, a, input, textarea, summary')) {
    const box = element.getBoundingClientRect();
    if (!box.width || element.closest('.candidates-row')) continue;
    if (box.width < 60 || box.height < 60) tell('smaller than 60 pixels', element);
    if (box.top < innerHeight / 3 - 1) tell('in the upper third', element);
    if (box.bottom > innerHeight + 1 || box.right > innerWidth + 1) tell('off the screen', element);
  }
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement, box = element.getBoundingClientRect();
    const size = parseFloat(getComputedStyle(element).fontSize);
    if (texts.currentNode.data.trim() && box.width > 1 && box.height > 1 && size < 18) tell(`text of ${size}`, element);
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push('runs off the side');
  return found;
}"""


class Kiosk:
    """One open tablet."""

    def __init__(self, page, server) -> None:
        self.page, self.server = page, server

    def open(self) -> Kiosk:
        self.page.goto(f"{self.server.base}/kiosk")
        return self.attract()

    def attract(self) -> Kiosk:
        self.screen("attract").wait_for()
        return self

    # ---- what is seen

    def screen(self, name):
        return self.page.locator(f'.kiosk[data-screen="{name}"]')

    def button(self, name, exact=True):
        return self.page.get_by_role("button", name=name, exact=exact)

    def text(self, words):
        return self.page.get_by_text(words)

    @property
    def log(self):
        return self.page.locator("#log")

    @property
    def field(self):
        return self.page.get_by_label("想问什么")

    @property
    def keyboard(self):
        return self.page.locator(".keyboard")

    def fine(self, name) -> Kiosk:
        """Take a picture of the screen; nothing on it may be too small, out of reach, or barred to anybody."""
        self.settled()
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"kiosk-{name}-{self.page.size}.png")
        assert self.page.evaluate(FAULTS) == []
        self.page.evaluate(AXE.read_text("utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert [f"{each['id']}: {node['html']}" for each in found["violations"] for node in each["nodes"]] == []
        return self

    def settled(self) -> None:
        """Wait until nothing moves any more, so that what is measured is what a customer sees."""
        self.page.evaluate(
            "Promise.all(document.getAnimations().filter(each => each.effect.getTiming().iterations === 1)"
            ".map(each => each.finished))"
        )

    def everything(self) -> str:
        """All that is in the page, and all that the browser keeps for it."""
        return self.page.evaluate(
            """async () => {
              const kept = [document.documentElement.outerHTML, JSON.stringify(localStorage),
                            JSON.stringify(sessionStorage), JSON.stringify(history.state), location.href,
                            JSON.stringify(await indexedDB.databases())];
              for (const field of document.querySelectorAll('input, textarea')) kept.push(field.value);
              for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                for (const request of await cache.keys()) {
                  if (request.url.includes('/assets/')) continue;
                  kept.push(request.url, await (await cache.match(request)).text());
                }
              }
              return kept.join('\\n');
            }"""
        )

    # ---- what is done

    def begin(self) -> Kiosk:
        """Go from the attract screen over the notice to the tiles."""
        self.button("触摸开始").click()
        self.button("开始").click()
        self.screen("home").wait_for()
        return self

    def errand(self, title) -> Kiosk:
        self.button(title, exact=False).first.click()
        return self.answered()

    def choose(self, title, exact=True) -> Kiosk:
        self.page.locator(".talk-answers").get_by_role("button", name=title, exact=exact).first.click()
        return self.answered()

    def say(self, words) -> Kiosk:
        self.field.fill(words)
        self.button("发送").click()
        return self.answered()

    def press(self, keys) -> Kiosk:
        """Press keys of the keyboard on the screen, one letter each."""
        for key in keys:
            self.key(key)
        return self

    def key(self, name) -> Kiosk:
        self.page.locator(f'.keyboard [data-skbtn="{name}"]').click()
        return self

    def answered(self) -> Kiosk:
        """Wait until what was said is answered, or the screen is another."""
        self.page.locator(".typing").first.wait_for(state="detached")
        self.page.locator(READY).first.wait_for()
        return self

    def home(self) -> Kiosk:
        self.button("首页").click()
        self.screen("home").wait_for()
        return self

    def later(self, seconds) -> Kiosk:
        """Let time go by; the clock of the page has to be installed."""
        self.page.clock.fast_forward(seconds * 1000)
        return self

    def reload_offline(self) -> None:
        try:
            self.page.reload()
        except Error as error:
            raise AssertionError("the page does not open without a network") from error
