import type { Conversation } from "../core/conversation";

/** Something that was done in a session, in words that say nothing about the person. */
export interface Deed {
  word: string;
  fills: Record<string, number>;
}

/** What was done, for the goodbye. */
export function deedsOf(conversation: Conversation | null, read: number): Deed[] {
  const events = conversation?.entries.map((entry) => entry.event) ?? [];
  const customs = events.map((event) => event.custom);
  const filed = customs.some((custom) => custom?.type === "ticket" && custom.query_code);
  const answers = customs.filter((custom) => custom?.type === "quiz" && custom.correct !== undefined);
  const right = answers.filter((custom) => custom?.type === "quiz" && custom.correct).length;
  const asked = customs.filter((custom) => custom?.type === "sources").length;
  return [
    ...(filed ? [{ word: "kiosk.goodbye.filed", fills: {} }] : []),
    ...(answers.length ? [{ word: "kiosk.goodbye.quiz", fills: { count: answers.length, right } }] : []),
    ...(asked ? [{ word: "kiosk.goodbye.asked", fills: { count: asked } }] : []),
    ...(read ? [{ word: "kiosk.goodbye.read", fills: { count: read } }] : []),
  ];
}
