import { describe, expect, it } from "vitest";
import { pieces } from "../src/core/inline";

const HOSTS = ["www.nfra.gov.cn"];
const HOTLINE = "400-000-0000（示例）";
const marked = (line: string) => pieces(line, HOSTS, HOTLINE).filter((piece) => piece.kind !== "text");

describe("links of a message", () => {
  it("follows https to a host of the list", () => {
    expect(marked("见 https://www.nfra.gov.cn/cn/a?b=1。")).toEqual([
      { kind: "link", text: "https://www.nfra.gov.cn/cn/a?b=1", href: "https://www.nfra.gov.cn/cn/a?b=1" },
    ]);
  });

  it.each([
    "http://www.nfra.gov.cn/",
    "https://www.nfra.gov.cn.evil.example/",
    "https://evil.example/https://www.nfra.gov.cn",
    "https://www.nfra.gov.cn@evil.example/",
    "https://www.nfra.gov.cn:8443/",
    "javascript:alert(1)",
  ])("leaves %s as text", (address) => {
    expect(marked(`看 ${address} 吧`).filter((piece) => piece.kind === "link")).toEqual([]);
  });

  it("keeps every letter of the line", () => {
    const line = "打 110，或看 https://www.nfra.gov.cn/，再打 400-000-0000（示例）。";
    expect(
      pieces(line, HOSTS, HOTLINE)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(line);
  });
});

describe("numbers of a message", () => {
  it("calls the public ones and the bank's own", () => {
    expect(marked("马上打 110（咨询打 96110），或客服 400-000-0000（示例）").map((piece) => piece.href)).toEqual([
      "tel:110",
      "tel:96110",
      "tel:4000000000",
    ]);
  });

  it.each(["110元", "第110条", "1100", "3110", "2.110", "110 年", "110-2", "a110", "120岁"])(
    "does not call %s",
    (text) => {
      expect(marked(text)).toEqual([]);
    },
  );
});
