import * as api from "./api";
import { type Conversation, EMPTY, has, merge } from "./conversation";
import type { Turn } from "./events";
import { Outbox, type Outgoing } from "./outbox";
import { Stream } from "./stream";
import { uuid } from "./uuid";
import { type Script, type Tile, Words } from "./words";

export interface State {
  /** Null until the server gave the words. */
  words: Words | null;
  tiles: Tile[];
  /** Null until the history is there. */
  conversation: Conversation | null;
  outgoing: readonly Outgoing[];
  /** The server was not to be reached for a while. */
  lost: boolean;
  /** The conversation was ended in another tab. */
  closed: boolean;
}

const START: State = { words: null, tiles: [], conversation: null, outgoing: [], lost: false, closed: false };
/** Shorter gaps heal before anyone has to be told. */
const LOST_AFTER_MS = 3000;
const TRY_AGAIN_MS = 2000;

interface StoreOptions {
  /** The token of a QR code that opened the page. */
  brought?: string | null;
  /** For a page whose cookie cannot simply be had anew. */
  onForbidden?: () => unknown;
}

/** The conversation as the page sees it: history, stream and outbox in one place. */
export class Store {
  private state = START;
  private readonly listeners = new Set<() => void>();
  private readonly outbox: Outbox;
  private stream: Stream | undefined;
  private script: Script = "simplified";
  private lostTimer: ReturnType<typeof setTimeout> | undefined;
  /** Counts conversations and scripts, so that answers to an older one are let go. */
  private era = 0;
  private brought: string | null;

  constructor({ brought = null, onForbidden }: StoreOptions = {}) {
    this.brought = brought;
    const getCookie = onForbidden ?? (() => api.loadInterface(this.script));
    this.outbox = new Outbox({
      send: (message) => api.sendMessage(message.id, message.text, this.script, this.last()),
      onTurn: this.delivered,
      onChange: (outgoing) => this.change({ outgoing }),
      onReach: this.reached,
      onForbidden: async () => void (await getCookie()),
    });
    window.addEventListener("online", () => this.reconnect());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && this.state.lost) this.reconnect();
    });
  }

  get = (): State => this.state;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Loads words and history in a script, and listens from there on. */
  async open(script: Script): Promise<void> {
    const era = ++this.era;
    this.script = script;
    this.stream?.close();
    try {
      const [shown, history] = await Promise.all([api.loadInterface(script), api.loadHistory(script)]);
      if (era !== this.era) return;
      const words = new Words(shown.words, shown.bank, shown.hosts);
      this.change({ words, tiles: shown.tiles, conversation: merge(EMPTY, history), closed: false });
      this.reached(true);
      this.listen();
      void this.goOn();
    } catch {
      if (era !== this.era) return;
      this.reached(false);
      setTimeout(() => era === this.era && void this.open(script), TRY_AGAIN_MS);
    }
  }

  private async goOn(): Promise<void> {
    const token = this.brought;
    this.brought = null;
    if (!token) return;
    try {
      const turn = await api.goOn(token, uuid(), this.script, this.last());
      if (turn) this.take(turn);
      else void this.open(this.script);
    } catch (error) {
      if (error instanceof api.Refusal) this.remark(error.message);
      else this.brought = token; // not reached: the next opening tries again
    }
  }

  /** Shows a notice that no history keeps. */
  private remark(text: string): void {
    const { conversation } = this.state;
    if (!conversation) return;
    const { last, asked, form, filesWanted } = conversation;
    const event = { id: null, from: "bot" as const, text, at: new Date().toISOString() };
    this.take({ events: [event], last, asked, form, files_wanted: filesWanted });
  }

  send = (text: string, shown = text): void => {
    if (text.trim()) this.outbox.add(text, shown, uuid());
  };

  hurry = (): void => this.outbox.hurry();

  drop = (id: string): void => this.outbox.drop(id);

  /** Puts in what the server told; also what came with a file. */
  take = (turn: Turn): void => {
    const { conversation } = this.state;
    if (conversation) this.change({ conversation: merge(conversation, turn) });
  };

  /**
   * Puts in the answer to a message. Where the message itself is not in it, the conversation was ended elsewhere and the
   * message has begun another, whose events count from the start again.
   */
  private readonly delivered = (turn: Turn, message: Outgoing): void => {
    this.take(turn);
    const { conversation } = this.state;
    if (conversation && !has(conversation, message.id)) void this.open(this.script);
  };

  /** Ends the conversation for good and begins a new one. */
  async leave(): Promise<void> {
    this.stream?.close();
    try {
      await api.leave();
      this.startAfresh();
    } catch {
      this.listen(); // nothing was ended; the banner says that the server cannot be reached
      this.reached(false);
    }
  }

  startAfresh = (): void => {
    this.outbox.clear();
    void this.open(this.script);
  };

  private readonly last = (): number => this.state.conversation?.last ?? EMPTY.last;

  private listen(): void {
    const onClosed = (): void => {
      this.outbox.clear();
      this.change({ closed: true });
    };
    this.stream = new Stream({ last: this.last, onTurn: this.take, onClosed, onReach: this.reached }, this.script);
    this.stream.open();
  }

  private reconnect(): void {
    this.outbox.hurry();
    if (!this.state.closed) this.stream?.open();
  }

  private readonly reached = (now: boolean): void => {
    if (now) {
      clearTimeout(this.lostTimer);
      this.lostTimer = undefined;
      if (this.state.lost) this.change({ lost: false });
    } else {
      this.lostTimer ??= setTimeout(() => this.change({ lost: true }), LOST_AFTER_MS);
    }
  };

  private change(part: Partial<State>): void {
    this.state = { ...this.state, ...part };
    for (const listener of this.listeners) listener();
  }
}
