import { describe, expect, it } from "vitest";
import { reading, yuan } from "../src/core/yuan";

describe("an amount that was typed", () => {
  it.each([
    ["35000", "35000"],
    ["35,000.50", "35000.50"],
    ["0.5", "0.5"],
    ["007", "7"],
    ["1000000000", "1000000000"],
    ["20元", "20"],
  ])("takes %s", (typed, amount) => expect(yuan(typed)).toBe(amount));

  it.each(["0", "", "三万五", "1000000001", "1.234", "-5", "1e5"])("does not take %s", (typed) => {
    expect(yuan(typed)).toBeNull();
  });
});

describe("the reading of an amount", () => {
  it.each([
    ["1", "壹元整"],
    ["10", "壹拾元整"],
    ["105", "壹佰零伍元整"],
    ["35000", "叁万伍仟元整"],
    ["35000.5", "叁万伍仟元伍角"],
    ["30500", "叁万零伍佰元整"],
    ["100005", "壹拾万零伍元整"],
    ["20000020", "贰仟万零贰拾元整"],
    ["100000000", "壹亿元整"],
    ["100010000", "壹亿零壹万元整"],
    ["1000000000", "壹拾亿元整"],
    ["7.05", "柒元零伍分"],
    ["0.35", "叁角伍分"],
    ["12.30", "壹拾贰元叁角"],
  ])("reads %s as %s", (amount, words) => expect(reading(amount)).toBe(words));
});
