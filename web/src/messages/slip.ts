import { dayInWords } from "../core/day";
import type { Ticket } from "../core/events";
import type { Words } from "../core/words";

/** What stands on a slip: nothing that says whose complaint it is. */
export function slipLines(ticket: Ticket, words: Words): [string, string][] {
  const code: [string, string][] = ticket.query_code ? [[words.say("ticket.code"), ticket.query_code]] : [];
  const state: [string, string][] = ticket.word ? [[words.say("ticket.status"), ticket.word]] : [];
  return [
    [words.say("ticket.number"), ticket.number],
    ...code,
    [words.say("ticket.due"), dayInWords(ticket.due_on, words)],
    ...state,
  ];
}

export function slipNotes(words: Words): string[] {
  return [words.say("ticket.slip_note"), words.say("ticket.slip_hotline")];
}

function element(tag: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

/** Prints the slip alone; the style sheet hides the rest of the page while it is there. */
export function printSlip(ticket: Ticket, words: Words): void {
  const slip = document.createElement("section");
  slip.className = "slip";
  const list = document.createElement("dl");
  for (const [label, value] of slipLines(ticket, words)) list.append(element("dt", label), element("dd", value));
  slip.append(element("p", words.bank.name), element("h1", words.say("ticket.slip_title")), list);
  slip.append(...slipNotes(words).map((note) => element("p", note)));
  document.body.append(slip);
  document.body.classList.add("with-slip");
  window.addEventListener("afterprint", putAway, { once: true });
  window.print();
}

function putAway(): void {
  document.querySelector(".slip")?.remove();
  document.body.classList.remove("with-slip");
}
