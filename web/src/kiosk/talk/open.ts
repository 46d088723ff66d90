import { type Conversation, openKeys } from "../../core/conversation";
import type { Button, Card, ChatEvent, Emergency, Quiz, Sources, Survey, Ticket } from "../../core/events";
import { pieces } from "../../core/inline";

/** What the assistant said last, taken apart: what can be chosen now, and what can be done with it. */
export interface Open {
  text: string;
  choices: Button[];
  /** The question of a quiz that is open; it stands with its options, not in the log. */
  quiz?: Quiz;
  survey?: Survey;
  /** A summary of which lines can be changed. */
  card?: Card;
  emergency?: Emergency;
  /** An approved answer that can be judged. */
  answer?: { event: number; sources: Sources };
  /** A complaint that has just been filed. */
  filed?: Ticket;
  links: string[];
}

export function openOf(conversation: Conversation, hosts: readonly string[], hotline: string): Open {
  const keys = openKeys(conversation);
  const events = conversation.entries.filter(({ key }) => keys.has(key)).map(({ event }) => event);
  const open: Open = { text: events.map(({ text }) => text ?? "").join("\n"), choices: [], links: [] };
  for (const event of events) take(open, event);
  const lines = open.text.split("\n").flatMap((line) => pieces(line, hosts, hotline));
  open.links = lines.flatMap(({ kind, href }) => (kind === "link" && href ? [href] : []));
  return open;
}

function take(open: Open, { id, custom, buttons = [] }: ChatEvent): void {
  if (custom?.type === "survey") open.survey = custom;
  else if (isQuestion(custom)) open.quiz = custom;
  for (const button of buttons) {
    if (!open.choices.some(({ title }) => title === button.title)) open.choices.push(button);
  }
  if (custom?.type === "card" && custom.rows.some(({ field }) => field)) open.card = custom;
  if (custom?.type === "emergency") open.emergency = custom;
  if (custom?.type === "sources" && id !== null) open.answer = { event: id, sources: custom };
  if (custom?.type === "ticket" && custom.query_code) open.filed = custom;
}

export function isQuestion(custom: ChatEvent["custom"]): custom is Quiz {
  return custom?.type === "quiz" && custom.correct === undefined;
}

/** How a round went, once its last question was answered. */
export function scoreOf(conversation: Conversation): { right: number; of: number } | null {
  const results = conversation.entries.map(({ event }) => event.custom).filter((custom) => custom?.type === "quiz");
  const last = results[results.length - 1];
  if (last?.type !== "quiz" || last.correct === undefined || last.n !== last.of) return null;
  const round = results.slice(-2 * last.of).filter((custom) => custom?.type === "quiz" && custom.correct !== undefined);
  return {
    right: round.slice(-last.of).filter((custom) => custom?.type === "quiz" && custom.correct).length,
    of: last.of,
  };
}
