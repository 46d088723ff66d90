import { streamAddress } from "./api";
import type { Turn } from "./events";
import type { Script } from "./words";

interface Outlets {
  last: () => number;
  onTurn: (turn: Turn) => void;
  onClosed: () => void;
  onReach: (reached: boolean) => void;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10000;

/**
 * Listens to what happens in the conversation elsewhere: other tabs, news of a ticket.
 *
 * It opens again by itself with the last event it knows, for a browser gives up for good after a refusal.
 */
export class Stream {
  private source: EventSource | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wait = FIRST_WAIT_MS;

  constructor(
    private readonly outlets: Outlets,
    private readonly script: Script,
  ) {}

  open(): void {
    this.close();
    if (typeof EventSource === "undefined") return;
    const source = new EventSource(streamAddress(this.script, this.outlets.last()));
    source.onopen = () => {
      this.wait = FIRST_WAIT_MS;
      this.outlets.onReach(true);
    };
    source.addEventListener("messages", (message) => this.outlets.onTurn(JSON.parse(message.data) as Turn));
    source.addEventListener("closed", () => {
      this.close();
      this.outlets.onClosed();
    });
    source.onerror = () => this.openLater();
    this.source = source;
  }

  close(): void {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = undefined;
  }

  private openLater(): void {
    this.close();
    this.outlets.onReach(false);
    this.timer = setTimeout(() => this.open(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
  }
}
