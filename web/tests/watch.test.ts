import { describe, expect, it } from "vitest";
import { type Marks, standing, type Times } from "../src/kiosk/watch";

const TIMES: Times = { idle_s: 60, warn_s: 30, session_s: 900, goodbye_s: 10, mask_s: 10 };
const BEGUN = 1_000_000;
const after = (seconds: number, marks: Partial<Marks> = {}) =>
  standing({ touched: BEGUN, granted: BEGUN, ...marks }, TIMES, BEGUN + seconds * 1000);
const touchedAt = (seconds: number) => ({ touched: BEGUN + seconds * 1000 });
const grantedAt = (seconds: number) => ({ granted: BEGUN + seconds * 1000 });

describe("a session that nobody touches", () => {
  it("is calm until the idle time is over", () => {
    expect(after(0)).toEqual({ kind: "calm" });
    expect(after(59.9)).toEqual({ kind: "calm" });
  });

  it("then counts down", () => {
    expect(after(60)).toEqual({ kind: "warning", cause: "idle", left: 30 });
    expect(after(75.5)).toMatchObject({ left: 15 });
    expect(after(89.9)).toMatchObject({ left: 1 });
  });

  it("then is over, also when the tablet slept meanwhile", () => {
    expect(after(90)).toEqual({ kind: "over" });
    expect(after(100_000)).toEqual({ kind: "over" });
  });

  it("can be prolonged any number of times", () => {
    for (let touch = 80; touch < 800; touch += 80)
      expect(after(touch + 59, touchedAt(touch))).toEqual({ kind: "calm" });
  });
});

describe("a session that goes on for long", () => {
  it("is asked about though the screen is being touched", () => {
    expect(after(899, touchedAt(898))).toEqual({ kind: "calm" });
    expect(after(900, touchedAt(898))).toEqual({ kind: "warning", cause: "long", left: 30 });
    expect(after(930, touchedAt(929))).toEqual({ kind: "over" });
  });

  it("has its whole time again once the customer said that they go on", () => {
    expect(after(1800, { ...touchedAt(1799), ...grantedAt(910) })).toEqual({ kind: "calm" });
  });

  it("is over by idleness before it is over by length", () => {
    expect(after(899, touchedAt(820))).toMatchObject({ cause: "idle" });
  });
});
