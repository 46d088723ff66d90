import { describe, expect, it } from "vitest";
import { EMPTY, merge } from "../src/core/conversation";
import type { ChatEvent, Quiz, Ticket } from "../src/core/events";
import { deedsOf } from "../src/kiosk/deeds";
import { DOTS, veiled } from "../src/kiosk/mask";
import { daysOf, monthAfter } from "../src/kiosk/talk/month";
import { openOf, scoreOf } from "../src/kiosk/talk/open";
import { qrOutline } from "../src/kiosk/talk/qr";

let id = 0;
const bot = (part: Partial<ChatEvent>): ChatEvent => ({ id: ++id, from: "bot", text: "", at: "", ...part });
const user = (text: string): ChatEvent => ({ id: ++id, from: "user", text, at: "" });
const quiz = (n: number, correct?: boolean): Partial<ChatEvent> => {
  const custom: Quiz = { type: "quiz", id: `q${n}`, n, of: 2, question: "?", options: ["a", "b"], correct };
  return { custom };
};
const talk = (...events: ChatEvent[]) =>
  merge(EMPTY, { events, last: id, asked: null, form: null, files_wanted: false });
const TICKET: Ticket = {
  type: "ticket",
  number: "TS20261129-0001",
  query_code: "ABC234",
  due_on: "2026-12-14",
  status: "submitted",
};

describe("what a customer typed, once nobody is typing", () => {
  it.each(["王*", "138****1234", "13800001234", "我的电话 138 0000 1234"])("hides %s", (text) =>
    expect(veiled(text)).toBe(DOTS),
  );
  it.each(["我要投诉", "10元", "2026年11月1日", "南门支行"])("leaves %s", (text) => expect(veiled(text)).toBe(text));
});

describe("what can be answered", () => {
  it("are the choices since the customer's last words, each once", () => {
    const old = bot({ buttons: [{ title: "旧", payload: "旧" }] });
    const button = { title: "新", payload: "新" };
    const open = openOf(talk(old, user("好"), bot({ buttons: [button] }), bot({ buttons: [button] })), [], "");
    expect(open.choices).toEqual([button]);
  });

  it("is a question with its options, not the one before", () => {
    const open = openOf(talk(bot(quiz(1)), user("a"), bot(quiz(1, true)), bot(quiz(2))), [], "");
    expect(open.quiz?.n).toBe(2);
  });

  it("is a complaint that was just filed, once", () => {
    const filed = talk(user("确认提交"), bot({ custom: TICKET }));
    expect(openOf(filed, [], "").filed).toEqual(TICKET);
    expect(openOf(talk(bot({ custom: TICKET }), user("谢谢"), bot({})), [], "").filed).toBeUndefined();
  });

  it("are addresses of the allow-list only", () => {
    const said = bot({ text: "看 https://www.nfra.gov.cn/ 或 https://evil.example/" });
    expect(openOf(talk(said), ["www.nfra.gov.cn"], "").links).toEqual(["https://www.nfra.gov.cn/"]);
  });
});

describe("the score of a round", () => {
  it("stands there after its last answer", () => {
    const first = [bot(quiz(1)), user("a"), bot(quiz(1, true)), bot(quiz(2))];
    expect(scoreOf(talk(...first))).toBeNull();
    const last = [user("b"), bot(quiz(2, false))];
    expect(scoreOf(talk(...first, ...last))).toEqual({ right: 1, of: 2 });
  });

  it("counts the last round only", () => {
    const round = () => [bot(quiz(1)), bot(quiz(1, true)), bot(quiz(2)), bot(quiz(2, true))];
    expect(scoreOf(talk(...round(), ...round()))).toEqual({ right: 2, of: 2 });
  });
});

describe("the goodbye", () => {
  it("says what was done and nothing about the person", () => {
    const done = deedsOf(talk(user("王*"), bot({ custom: TICKET }), bot(quiz(1, true))), 3);
    expect(done.map(({ word }) => word)).toEqual(["kiosk.goodbye.filed", "kiosk.goodbye.quiz", "kiosk.goodbye.read"]);
    expect(JSON.stringify(done)).not.toContain("TS2026");
  });

  it("has nothing to say of a session in which nothing was done", () => expect(deedsOf(null, 0)).toEqual([]));
});

describe("the calendar", () => {
  it("begins weeks on Monday", () => {
    expect(daysOf({ year: 2026, month: 11 }).slice(0, 8)).toEqual([null, null, null, null, null, null, 1, 2]);
    expect(daysOf({ year: 2024, month: 2 }).at(-1)).toBe(29);
  });

  it("goes on over the year", () => expect(monthAfter({ year: 2026, month: 12 }, 1)).toEqual({ year: 2027, month: 1 }));
});

describe("a QR code", () => {
  it("is one path on a grid", () => {
    const { path, size } = qrOutline("https://www.nfra.gov.cn/");
    expect(size).toBeGreaterThan(20);
    expect(path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
  });
});
