import type { ChatEvent, Turn } from "./events";

/**
 * A kept event with its place in the row. That is its id, but for what the server shows later than its id says:
 * a remark on a message stands behind the message, and a notice without an id behind what it came after.
 */
export interface Entry {
  key: string;
  place: number;
  event: ChatEvent;
}

export interface Conversation {
  entries: Entry[];
  last: number;
  asked: string | null;
  form: string | null;
  filesWanted: boolean;
}

export const EMPTY: Conversation = { entries: [], last: -1, asked: null, form: null, filesWanted: false };

const BEHIND = 0.001;

/** Puts a turn in: the same event may come by answer and by stream, in any order, and counts once. */
export function merge(conversation: Conversation, turn: Turn): Conversation {
  const known = new Map(conversation.entries.map((entry) => [entry.key, entry]));
  let place: number | undefined;
  for (const event of turn.events) {
    const entry = placed(event, place, conversation.last);
    known.set(entry.key, entry);
    place = entry.place;
  }
  const entries = [...known.values()].sort((one, other) => one.place - other.place);
  const newer = turn.last >= conversation.last;
  return {
    entries,
    last: Math.max(conversation.last, turn.last),
    asked: newer ? turn.asked : conversation.asked,
    form: newer ? turn.form : conversation.form,
    filesWanted: newer ? turn.files_wanted : conversation.filesWanted,
  };
}

function placed(event: ChatEvent, before: number | undefined, last: number): Entry {
  const { id } = event;
  if (id !== null && (before === undefined || id > before)) return { key: String(id), place: id, event };
  const place = (before ?? last) + BEHIND;
  return { key: id === null ? `notice ${place} ${event.text}` : String(id), place, event };
}

/** Tells whether the server has a message of ours. */
export function has(conversation: Conversation, messageId: string): boolean {
  return conversation.entries.some((entry) => entry.event.message_id === messageId);
}

/** Tells whether the assistant answered the message that has this id. */
export function answered(conversation: Conversation, messageId: string): boolean {
  const { entries } = conversation;
  const asked = entries.findIndex((entry) => entry.event.message_id === messageId);
  return asked >= 0 && entries.slice(asked + 1).some((entry) => entry.event.from === "bot");
}

/** Keys of what the assistant said since the customer's last words: only its choices can still be chosen. */
export function openKeys(conversation: Conversation): Set<string> {
  const { entries } = conversation;
  const said = entries.map((entry) => entry.event.from).lastIndexOf("user");
  return new Set(entries.slice(said + 1).map((entry) => entry.key));
}
