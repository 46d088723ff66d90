import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Refusal } from "../src/core/api";
import type { Turn } from "../src/core/events";
import { Outbox, type Outgoing } from "../src/core/outbox";

const TURN: Turn = { events: [], last: 1, asked: null, form: null, files_wanted: false };

function outbox(answers: (Turn | Error)[]) {
  const sent: string[] = [];
  const seen: { queue: readonly Outgoing[]; turns: number } = { queue: [], turns: 0 };
  const box = new Outbox({
    send: async (message) => {
      sent.push(message.id);
      const answer = answers.shift() ?? TURN;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    onTurn: () => {
      seen.turns += 1;
    },
    onChange: (queue) => {
      seen.queue = queue;
    },
    onReach: () => undefined,
    onForbidden: async () => undefined,
  });
  return { box, sent, seen };
}

describe("the outbox", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("sends one after the other, in order", async () => {
    const { box, sent, seen } = outbox([]);
    for (const id of ["a", "b", "c"]) box.add(id, id, id);
    expect(sent).toEqual(["a"]);
    await vi.runAllTimersAsync();
    expect(sent).toEqual(["a", "b", "c"]);
    expect(seen).toEqual({ queue: [], turns: 3 });
  });

  it("tries again with the same id until it is through, and keeps the order", async () => {
    const { box, sent, seen } = outbox([new TypeError("network"), new Refusal(503, "正在启动")]);
    box.add("a", "a", "a");
    box.add("b", "b", "b");
    await vi.advanceTimersByTimeAsync(0);
    expect(seen.queue.map((message) => message.state)).toEqual(["waiting", "sending"]);
    await vi.runAllTimersAsync();
    expect(sent).toEqual(["a", "a", "a", "b"]);
    expect(seen.queue).toEqual([]);
  });

  it("waits longer each time, and not at all once the network is back", async () => {
    const { box, sent } = outbox([new TypeError(), new TypeError(), new TypeError()]);
    box.add("a", "a", "a");
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1999);
    expect(sent).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toHaveLength(3);
    box.hurry();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toHaveLength(4);
  });

  it("keeps a message that the server does not take, says why, and goes on with the next", async () => {
    const { box, sent, seen } = outbox([new Refusal(413, "太长了")]);
    box.add("a", "a", "a");
    box.add("b", "b", "b");
    await vi.runAllTimersAsync();
    expect(sent).toEqual(["a", "b"]);
    expect(seen.queue).toMatchObject([{ id: "a", state: "refused", reason: "太长了" }]);
    box.drop("a");
    expect(seen.queue).toEqual([]);
  });

  it("lets the answer to a conversation go that was left meanwhile", async () => {
    const { box, seen } = outbox([]);
    box.add("a", "a", "a");
    box.clear();
    await vi.runAllTimersAsync();
    expect(seen).toEqual({ queue: [], turns: 0 });
  });
});
