/** What the letters could mean, and how many of them that uses up. */
export interface Candidate {
  text: string;
  letters: number;
}

/** Words by their pinyin, most usual first; characters by their syllable likewise. */
interface Dictionary {
  characters: Map<string, string[]>;
  words: Map<string, string[]>;
  initials: Map<string, string[]>;
}

const LONGEST_SYLLABLE = 6;
/** A character may be read in several ways, a word of such characters in many: so many are enough. */
const MOST_READINGS = 8;
const MOST = 40;
const COMPLETIONS = 6;

/** Turns pinyin into Chinese: whole words by all letters or by the first letters, sentences piece by piece. */
export class Pinyin {
  private readonly dictionary: Dictionary;
  private readonly sorted: string[];

  constructor(syllables: Record<string, string>, words: readonly string[]) {
    this.dictionary = index(syllables, words);
    this.sorted = [...this.dictionary.words.keys()].sort();
  }

  candidates(letters: string): Candidate[] {
    if (!letters) return [];
    const whole = (texts: string[]): Candidate[] => texts.map((text) => ({ text, letters: letters.length }));
    const found = [
      ...whole(this.of(letters)),
      ...whole(this.sentence(letters)),
      ...whole(this.dictionary.initials.get(letters) ?? []),
      ...whole(this.completions(letters)),
      ...this.beginnings(letters),
    ];
    const known = new Set<string>();
    return found.filter(({ text }) => !known.has(text) && known.add(text)).slice(0, MOST);
  }

  private of(letters: string): string[] {
    return [...(this.dictionary.words.get(letters) ?? []), ...(this.dictionary.characters.get(letters) ?? [])];
  }

  /** Words that begin with these letters. */
  private completions(letters: string): string[] {
    if (letters.length < 3) return [];
    const from = lowerBound(this.sorted, letters);
    const keys: string[] = [];
    for (let at = from; this.sorted[at]?.startsWith(letters) && keys.length < COMPLETIONS; at += 1) {
      if (this.sorted[at] !== letters) keys.push(this.sorted[at] ?? "");
    }
    return keys.sort((one, other) => one.length - other.length).flatMap((key) => this.dictionary.words.get(key) ?? []);
  }

  /** What the first of the letters could mean, the longest first. */
  private beginnings(letters: string): Candidate[] {
    const found: Candidate[] = [];
    for (let end = letters.length - 1; end > 0; end -= 1) {
      for (const text of this.of(letters.slice(0, end))) found.push({ text, letters: end });
    }
    return found.length > 0 ? found : this.unfinished(letters);
  }

  /** Characters of syllables that are only begun. */
  private unfinished(letters: string): Candidate[] {
    const begun = [...this.dictionary.characters].filter(([syllable]) => syllable.startsWith(letters));
    return begun.flatMap(([, characters]) => characters.slice(0, 4).map((text) => ({ text, letters: letters.length })));
  }

  /** All letters as few words as possible, each the most usual of its sound. */
  private sentence(letters: string): string[] {
    const best: (string[] | undefined)[] = [[]];
    for (let end = 1; end <= letters.length; end += 1) {
      for (let start = 0; start < end; start += 1) {
        const before = best[start];
        const piece = before && this.of(letters.slice(start, end))[0];
        if (before && piece && (!best[end] || before.length + 1 < (best[end]?.length ?? 0))) {
          best[end] = [...before, piece];
        }
      }
    }
    const pieces = best[letters.length];
    return pieces && pieces.length > 1 ? [pieces.join("")] : [];
  }
}

function index(syllables: Record<string, string>, words: readonly string[]): Dictionary {
  const characters = new Map<string, string[]>();
  const readings = new Map<string, string[]>();
  for (const [syllable, listed] of Object.entries(syllables)) {
    if (syllable.length > LONGEST_SYLLABLE) continue;
    const all = listed.split(" ").filter(Boolean);
    characters.set(syllable, all);
    for (const character of all) push(readings, character, syllable);
  }
  const dictionary: Dictionary = { characters, words: new Map(), initials: new Map() };
  for (const word of words) {
    const sounds = soundsOf(word, readings);
    for (const sound of new Set(sounds.map((parts) => parts.join("")))) push(dictionary.words, sound, word);
    for (const first of new Set(sounds.map((parts) => parts.map((part) => part[0]).join("")))) {
      push(dictionary.initials, first, word);
    }
  }
  return dictionary;
}

/** The ways to read a word; none when a character is not known. */
function soundsOf(word: string, readings: Map<string, string[]>): string[][] {
  let sounds: string[][] = [[]];
  for (const character of word) {
    const ways = readings.get(character) ?? [];
    sounds = sounds.flatMap((before) => ways.map((way) => [...before, way])).slice(0, MOST_READINGS);
  }
  return sounds;
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function lowerBound(sorted: readonly string[], wanted: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? "") < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
