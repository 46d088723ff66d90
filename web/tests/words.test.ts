import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Tree, Words } from "../src/core/words";

const ROOT = join(import.meta.dirname, "..");
const tree = parse(readFileSync(join(ROOT, "../data/interface.yml"), "utf8")) as Tree;
const words = new Words(tree, { name: "", hotline: "" }, []);

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(folder, name), "utf8"));
}

/** Paths of all words and lists. */
function paths(branch: Tree, before = ""): string[] {
  return Object.entries(branch).flatMap(([key, value]) =>
    typeof value === "string" || Array.isArray(value) ? [before + key] : paths(value, `${before}${key}.`),
  );
}

/** Words said by the server, and words put together from parts. */
const ELSEWHERE = /^(refused|menu)\./;

const code = sources(join(ROOT, "src"));
const CHINESE = /[\u4e00-\u9fff]/;
/** Files whose Chinese is what they work on, not what they say. */
const ABOUT_CHINESE = ["DIGITS", "AFTER", "LAYOUTS"];

describe("the words of the interface", () => {
  it("has every word that the page says", () => {
    const said = code.flatMap((source) => [...source.matchAll(/\.say\(\s*"([\w.]+)"/g)].map((match) => match[1] ?? ""));
    expect(said.length).toBeGreaterThan(40);
    expect(said.filter((path) => words.say(path) === path)).toEqual([]);
  });

  it("has every list that the page shows", () => {
    const shown = code.flatMap((source) =>
      [...source.matchAll(/\.list(?:<\w+>)?\("([\w.]+)"/g)].map((match) => match[1] ?? ""),
    );
    expect(shown.filter((path) => words.list(path).length === 0)).toEqual([]);
  });

  it("has no word that nothing says", () => {
    const places = [
      ...code,
      ...["chat.html", "index.html", "kiosk.html", "vite.config.ts"].map((name) =>
        readFileSync(join(ROOT, name), "utf8"),
      ),
    ];
    const unused = paths(tree).filter((path) => !ELSEWHERE.test(path) && !places.some((place) => place.includes(path)));
    expect(unused).toEqual([]);
  });

  it("keeps all words out of the code", () => {
    const lines = code
      .filter((source) => !ABOUT_CHINESE.some((name) => source.includes(`const ${name} = `)))
      .flatMap((source) => source.replace(/\/\*[\s\S]*?\*\//g, "").split("\n"))
      .map((line) => line.replace(/\/\/.*$/, ""))
      .filter((line) => CHINESE.test(line));
    expect(lines).toEqual([]);
  });

  it("fills in what is given, and leaves the rest for the server", () => {
    const few = new Words({ a: "第 {n} 题，{bank_name}" }, { name: "", hotline: "" }, []);
    expect(few.say("a", { n: 2 })).toBe("第 2 题，{bank_name}");
  });
});
