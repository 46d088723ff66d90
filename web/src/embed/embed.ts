/**
 * The loader for other people's pages: a button that opens the chat in a frame of its own.
 *
 * `<script src="https://chat.bank.example/embed.js" async></script>`; `data-label` says otherwise what is on the button.
 * Styles are set through the style objects, for a strict policy of the page forbids style sheets written in a script.
 */

declare const EMBED_WORDS: { button: string; open: string; title: string };

const script = document.currentScript as HTMLScriptElement;
const origin = new URL(script.src).origin;
const phone = matchMedia("(max-width: 600px)");

const button = document.createElement("button");
const frame = document.createElement("iframe");
let loaded = false;

function dress(element: HTMLElement, style: Partial<CSSStyleDeclaration>): void {
  Object.assign(element.style, style);
}

function makeButton(): void {
  button.type = "button";
  button.textContent = script.dataset.label ?? EMBED_WORDS.button;
  button.setAttribute("aria-label", EMBED_WORDS.open);
  button.setAttribute("aria-expanded", "false");
  dress(button, {
    position: "fixed",
    right: "20px",
    bottom: "calc(20px + env(safe-area-inset-bottom, 0px))",
    zIndex: "2147483000",
    minHeight: "56px",
    padding: "0 24px",
    color: "#fff",
    background: "#0a5c5d",
    border: "2px solid #fff",
    borderRadius: "28px",
    boxShadow: "0 6px 24px rgba(6,46,48,.35)",
    font: "600 16px/1.4 system-ui,sans-serif",
    cursor: "pointer",
  });
  button.onclick = open;
}

function makeFrame(): void {
  frame.title = EMBED_WORDS.title;
  frame.allow = "microphone; clipboard-write";
  dress(frame, { position: "fixed", zIndex: "2147483001", display: "none", border: "0", background: "#f2f6f6" });
  frame.onload = () => {
    loaded = true;
    tellOpened();
  };
}

function fit(): void {
  const small = phone.matches;
  dress(frame, {
    inset: small ? "0" : "auto 20px 20px auto",
    width: small ? "100%" : "400px",
    height: small ? "100%" : "min(680px, calc(100% - 40px))",
    borderRadius: small ? "0" : "20px",
    boxShadow: small ? "none" : "0 16px 56px rgba(6,46,48,.32)",
  });
}

function tellOpened(): void {
  if (loaded && frame.style.display === "block") frame.contentWindow?.postMessage({ type: "xiaobao:opened" }, origin);
}

function open(): void {
  if (!frame.src) frame.src = `${origin}/chat?embedded=${encodeURIComponent(location.origin)}`;
  fit();
  show(true);
  frame.focus();
  tellOpened();
}

function close(): void {
  show(false);
  button.focus();
}

function show(shown: boolean): void {
  frame.style.display = shown ? "block" : "none";
  button.style.display = shown ? "none" : "block";
  button.setAttribute("aria-expanded", String(shown));
}

makeButton();
makeFrame();
phone.addEventListener("change", fit);
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && frame.style.display === "block") close();
});
addEventListener("message", (event) => {
  const fromChat = event.origin === origin && event.source === frame.contentWindow;
  if (fromChat && event.data?.type === "xiaobao:close") close();
});
document.body ? attach() : addEventListener("DOMContentLoaded", attach);

function attach(): void {
  document.body.append(button, frame);
}

export {};
