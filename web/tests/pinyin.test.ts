import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pinyin } from "../src/kiosk/keyboard/dictionary";

const texts = (letters: string) => pinyin.candidates(letters).map(({ text }) => text);

describe("pinyin on the screen", () => {
  it.each([
    ["tousu", "投诉"],
    ["yinhangka", "银行卡"],
    ["zhuanzhang", "转账"],
    ["shouxufei", "手续费"],
    ["yanzhengma", "验证码"],
    ["cunzhe", "存折"],
    ["women", "我们"],
  ])("%s gives %s among the first candidates", (letters, word) => {
    expect(texts(letters).slice(0, 3)).toContain(word);
  });

  it.each([
    ["ts", "投诉"],
    ["yhk", "银行卡"],
    ["zz", "转账"],
  ])("the first letters %s give %s", (letters, word) => expect(texts(letters).slice(0, 8)).toContain(word));

  it("writes a whole sentence piece by piece", () => {
    expect(texts("wodeyinhangkabeidaoshuale")[0]).toBe("我的银行卡被盗刷了");
  });

  it("offers single characters, and tells how many letters each uses up", () => {
    const found = pinyin.candidates("wangxiaoming");
    expect(found).toContainEqual({ text: "王", letters: 4 });
  });

  it("completes a word that is only begun", () => {
    expect(texts("tous")).toContain("投诉");
  });

  it("offers characters for a syllable that is only begun", () => {
    expect(texts("zh").length).toBeGreaterThan(3);
  });

  it("has nothing to offer for letters that mean nothing", () => {
    expect(texts("")).toEqual([]);
    expect(() => texts("vvvvvvvv")).not.toThrow();
  });

  it("answers while the finger is still on the key", () => {
    const begun = performance.now();
    for (let end = 1; end <= 40; end += 1)
      pinyin.candidates("wodeyinhangkabeidaoshualeqianmeiyoulezenmeban".slice(0, end));
    expect(performance.now() - begun).toBeLessThan(1000);
  });

  it("knows every word it was given by a pinyin of its own", () => {
    const file = readFileSync(join(import.meta.dirname, "../../data/keyboard_words.txt"), "utf8");
    const all = file.split("\n").filter((word) => word && !word.startsWith("#"));
    expect(new Set(all).size).toBe(all.length);
  });
});
