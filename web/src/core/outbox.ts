import { Refusal } from "./api";
import type { Turn } from "./events";

/** A message on its way to the server. */
export interface Outgoing {
  id: string;
  text: string;
  /** What the customer's bubble shows: the title of a button, or the text. */
  shown: string;
  at: string;
  state: "sending" | "waiting" | "refused";
  /** Why the server does not take it. */
  reason?: string;
}

interface Outlets {
  send: (message: Outgoing) => Promise<Turn>;
  onTurn: (turn: Turn, message: Outgoing) => void;
  onChange: (queue: readonly Outgoing[]) => void;
  onReach: (reached: boolean) => void;
  /** Gets a new cookie where the old one is gone. */
  onForbidden: () => Promise<void>;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15000;
/** No cookie yet, too slow, too many at once: refusals of the moment. */
const MAY_PASS = new Set([403, 408, 429]);

/** Sends messages one after the other, each until the server has it; its id lets the server know it again. */
export class Outbox {
  private queue: Outgoing[] = [];
  private busy = false;
  private wait = FIRST_WAIT_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly outlets: Outlets) {}

  add(text: string, shown: string, id: string): void {
    this.change([...this.queue, { id, text, shown, at: new Date().toISOString(), state: "sending" }]);
    void this.work();
  }

  /** Tries at once what waits for the next try. */
  hurry(): void {
    this.stopWaiting();
    this.wait = FIRST_WAIT_MS;
    void this.work();
  }

  /** Drops a refused message, so that the customer can say it otherwise. */
  drop(id: string): void {
    this.change(this.queue.filter((message) => message.id !== id));
  }

  clear(): void {
    this.stopWaiting();
    this.change([]);
  }

  private stopWaiting(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async work(): Promise<void> {
    const next = this.queue.find((message) => message.state !== "refused");
    if (this.busy || !next) return;
    this.busy = true;
    this.mark(next.id, { state: "sending" });
    try {
      this.delivered(next, await this.outlets.send(next));
    } catch (error) {
      await this.failed(next, error);
    } finally {
      this.busy = false;
    }
    if (this.timer === undefined) void this.work();
  }

  private delivered(message: Outgoing, turn: Turn): void {
    this.wait = FIRST_WAIT_MS;
    this.outlets.onReach(true);
    if (!this.queue.some((other) => other.id === message.id)) return; // of a conversation that was left
    this.outlets.onTurn(turn, message);
    this.drop(message.id);
  }

  private async failed(message: Outgoing, error: unknown): Promise<void> {
    const status = error instanceof Refusal ? error.status : 0;
    const reason = error instanceof Refusal ? error.message : undefined;
    this.outlets.onReach(status > 0);
    if (status >= 400 && status < 500 && !MAY_PASS.has(status)) {
      this.mark(message.id, { state: "refused", reason });
      return;
    }
    if (status === 403) await this.outlets.onForbidden().catch(() => undefined);
    this.mark(message.id, { state: "waiting", reason });
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.work();
    }, this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
  }

  private mark(id: string, change: Partial<Outgoing>): void {
    this.change(this.queue.map((message) => (message.id === id ? { ...message, ...change } : message)));
  }

  private change(queue: Outgoing[]): void {
    this.queue = queue;
    this.outlets.onChange(queue);
  }
}
