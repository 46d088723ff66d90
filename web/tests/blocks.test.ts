import { describe, expect, it } from "vitest";
import { blocks } from "../src/core/blocks";

describe("blocks of a message", () => {
  it("keeps plain lines together", () => {
    expect(blocks("第一行\n第二行")).toEqual([{ kind: "lines", lines: ["第一行", "第二行"] }]);
  });

  it("makes a list of numbered lines and goes on after it", () => {
    expect(blocks("先停手：\n1. 挂断\n2. 报警\n越快越好。")).toEqual([
      { kind: "lines", lines: ["先停手："] },
      { kind: "steps", start: 1, items: ["挂断", "报警"] },
      { kind: "lines", lines: ["越快越好。"] },
    ]);
  });

  it("makes a list of dotted lines", () => {
    expect(blocks("· 甲\n· 乙")).toEqual([{ kind: "points", items: ["甲", "乙"] }]);
  });

  it("takes no amount for a step", () => {
    expect(blocks("1.5万元\n3 月 2 日")).toEqual([{ kind: "lines", lines: ["1.5万元", "3 月 2 日"] }]);
  });

  it("begins a new list where the count begins again", () => {
    expect(blocks("1. 甲\n1. 乙")).toHaveLength(2);
  });
});
