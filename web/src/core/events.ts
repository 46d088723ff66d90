/** What the server tells: events of a conversation, as they come by answer and by stream. */

export interface Button {
  title: string;
  payload: string;
}

export interface Step {
  label: string;
  on?: string;
  done: boolean;
}

export interface Emergency {
  type: "emergency";
  calls: { label: string; number: string }[];
  steps: string[];
}

export interface Ticket {
  type: "ticket";
  number: string;
  query_code?: string;
  due_on: string;
  status: string;
  /** The status in the customer's words. */
  word?: string;
  steps?: Step[];
}

export interface Row {
  label: string;
  value: string;
  /** Slot that the row shows; only such rows can be changed. */
  field?: string;
}

export interface Card {
  type: "card";
  title: string;
  rows: Row[];
}

export interface Sources {
  type: "sources";
  items: { title: string; date: string }[];
  reviewed_on: string;
}

export interface Quiz {
  type: "quiz";
  id: string;
  n: number;
  of: number;
  question: string;
  options: string[];
  /** Stands there once the question was answered. */
  correct?: boolean;
  /** The right option, counted from 1. */
  answer?: number;
  explanation?: string;
}

export interface Survey {
  type: "survey";
  scale: number;
  of: string;
}

export interface Handover {
  type: "handover";
  request: string | number;
  hours: string;
  expected: string;
}

export type Custom = Emergency | Ticket | Card | Sources | Quiz | Survey | Handover;

export interface ChatEvent {
  /** Null for a notice that the server does not keep. */
  id: number | null;
  from: "user" | "bot";
  /** The id that the page gave to a message of its own. */
  message_id?: string;
  text?: string;
  at: string;
  buttons?: Button[];
  custom?: Custom;
}

/** Where the conversation stands after some events. */
export interface Turn {
  events: ChatEvent[];
  last: number;
  asked: string | null;
  form: string | null;
  files_wanted: boolean;
}

export interface StoredFile {
  id: string;
  name: string;
  kind: string;
  size: number;
}

export interface Files {
  files: StoredFile[];
  wanted: boolean;
  max_bytes: number;
  max_files: number;
  kinds: string[];
}

export interface FileTurn extends Turn {
  file?: StoredFile;
}
