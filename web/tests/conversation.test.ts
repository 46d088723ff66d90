import { describe, expect, it } from "vitest";
import { answered, EMPTY, has, merge, openKeys } from "../src/core/conversation";
import type { ChatEvent, Turn } from "../src/core/events";

const said = (id: number | null, from: "user" | "bot", text: string, message_id?: string): ChatEvent => ({
  id,
  from,
  text,
  message_id,
  at: "2026-11-29T10:00:00+08:00",
});
const turn = (events: ChatEvent[], last: number, asked: string | null = null): Turn => ({
  events,
  last,
  asked,
  form: null,
  files_wanted: false,
});
const texts = (conversation: typeof EMPTY) => conversation.entries.map((entry) => entry.event.text);

const FIRST = turn([said(1, "user", "你好", "m1"), said(2, "bot", "您好")], 2);
const SECOND = turn([said(3, "user", "投诉", "m2"), said(4, "bot", "同意吗")], 4, "complaint_consent");

describe("merging", () => {
  it("shows an event once, though it came by answer and by stream", () => {
    expect(texts(merge(merge(EMPTY, FIRST), FIRST))).toEqual(["你好", "您好"]);
  });

  it("keeps the server's order, though a later turn came first", () => {
    const merged = merge(merge(EMPTY, SECOND), FIRST);
    expect(texts(merged)).toEqual(["你好", "您好", "投诉", "同意吗"]);
    expect(merged).toMatchObject({ last: 4, asked: "complaint_consent" });
  });

  it("keeps a remark behind its message, though the remark has the smaller id", () => {
    const remarked = turn([said(5, "user", "密码是", "m3"), said(4, "bot", "藏起来了"), said(6, "bot", "好的")], 6);
    expect(texts(merge(merge(EMPTY, FIRST), remarked)).slice(2)).toEqual(["密码是", "藏起来了", "好的"]);
  });

  it("shows a notice where it came, and once", () => {
    const notice = turn([said(null, "bot", "太快了")], 2);
    const merged = merge(merge(merge(merge(EMPTY, FIRST), notice), notice), SECOND);
    expect(texts(merged)).toEqual(["你好", "您好", "太快了", "投诉", "同意吗"]);
  });
});

describe("what was said", () => {
  const merged = merge(merge(EMPTY, FIRST), turn([said(3, "user", "投诉", "m2")], 3));

  it("knows which of our messages the server has, and which it answered", () => {
    expect([has(merged, "m1"), has(merged, "m2"), has(merged, "m3")]).toEqual([true, true, false]);
    expect([answered(merged, "m1"), answered(merged, "m2")]).toEqual([true, false]);
  });

  it("lets only the choices after the customer's last words be chosen", () => {
    expect([...openKeys(merge(EMPTY, FIRST))]).toEqual(["2"]);
    expect([...openKeys(merged)]).toEqual([]);
  });
});
