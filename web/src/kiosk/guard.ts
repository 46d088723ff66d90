import { startOver } from "./wipe";

/** Keeps customers on the page, and the browser from remembering or offering anything. */
export function guard(): void {
  document.addEventListener("contextmenu", (event) => event.preventDefault());
  document.addEventListener("dragstart", (event) => event.preventDefault());
  document.addEventListener("mousedown", keepFocus);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) startOver(); // a page out of the back-forward cache is one of an earlier customer
  });
  new MutationObserver(quietFields).observe(document.documentElement, { childList: true, subtree: true });
}

/** A touch on a button leaves the focus in the field, or the keyboard would go and the button move from the finger. */
function keepFocus(event: MouseEvent): void {
  if (event.target instanceof Element && event.target.closest("button")) event.preventDefault();
}

const FRESH = "input:not([data-quiet]), textarea:not([data-quiet])";
const QUIET = { autocomplete: "off", autocorrect: "off", autocapitalize: "off", spellcheck: "false" };

/** Fields suggest nothing and keep the system's keyboard away; what they are for is noted for ours. */
function quietFields(): void {
  for (const field of document.querySelectorAll<HTMLElement>(FRESH)) {
    field.dataset.quiet = "";
    field.dataset.pad ??= padOf(field.inputMode);
    field.inputMode = "none";
    for (const [name, value] of Object.entries(QUIET)) field.setAttribute(name, value);
  }
}

/** The keyboard that a field gets: digits, a code of capitals and digits, or words. */
export type Pad = "digits" | "code" | "words";

function padOf(mode: string): Pad {
  if (mode === "decimal" || mode === "tel" || mode === "numeric") return "digits";
  return "words";
}
