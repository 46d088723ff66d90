import chinese from "simple-keyboard-layouts/build/layouts/chinese";
import everyday from "../../../../data/keyboard_words.txt?raw";
import { Pinyin } from "./pinyin";

/** The words of the field, as the understanding of messages knows them. */
const lexicon = import.meta.glob<string>("../../../../data/lexicon/*.txt", {
  query: "?raw",
  import: "default",
  eager: true,
});

function lines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith("#"));
}

/** Its types leave out the characters by their syllables, which is all that is used of it. */
const { layoutCandidates } = chinese as unknown as { layoutCandidates: Record<string, string> };

/** Every character with its pinyin, words of everyday use, and those of the field before words of the same sound. */
export const pinyin = new Pinyin(layoutCandidates, [...Object.values(lexicon).flatMap(lines), ...lines(everyday)]);
