import { useMemo, useState } from "react";
import { useWords } from "../../core/words";
import type { Pad } from "../guard";
import { Candidates } from "./Candidates";
import { pinyin } from "./dictionary";
import { Keys } from "./Keys";
import { type Action, actionOf, type Layout } from "./layouts";
import type { Candidate } from "./pinyin";
import { erase, type Field, insert, submit } from "./typing";

interface Props {
  field: Field;
  pad: Pad;
  onHide: () => void;
}

const FIRST: Record<Pad, Layout> = { words: "pinyin", digits: "digits", code: "code" };
const LETTER = /^[a-z]$/;

/** The keyboard on the screen: pinyin with candidates, or digits, or the capitals of a code. */
export default function Keyboard({ field, pad, onHide }: Props) {
  const words = useWords();
  const [layout, setLayout] = useState<Layout>(FIRST[pad]);
  const [letters, setLetters] = useState("");
  const candidates = useMemo(() => pinyin.candidates(letters), [letters]);

  function choose({ text, letters: used }: Candidate): void {
    insert(field, text);
    setLetters(letters.slice(used));
  }

  function write(text: string): void {
    if (layout === "pinyin" && LETTER.test(text)) {
      setLetters(letters + text);
      return;
    }
    const [first = { text: "", letters: 0 }] = candidates;
    insert(field, first.text + letters.slice(first.letters) + text);
    setLetters("");
  }

  function press(key: string): void {
    const action = actionOf(key);
    if (!action) write(key);
    else actions[action]();
  }

  const actions: Record<Action, () => void> = {
    space: () => (candidates[0] ? choose(candidates[0]) : write(" ")),
    erase: () => (letters ? setLetters(letters.slice(0, -1)) : erase(field)),
    enter: () => (letters ? keep() : submit(field)),
    hide: onHide,
    shift: () => setLayout(layout === "capitals" ? "latin" : "capitals"),
    digits: () => turnTo("symbols"),
    latin: () => turnTo("latin"),
    pinyin: () => turnTo("pinyin"),
  };

  /** The letters as they are: a name in Latin letters, say. */
  function keep(): void {
    insert(field, letters);
    setLetters("");
  }

  function turnTo(next: Layout): void {
    setLetters("");
    setLayout(next);
  }

  return (
    <section
      className="keyboard"
      data-pad={pad}
      aria-label={words.say("kiosk.keyboard.label")}
      onMouseDown={(event) => event.preventDefault()} // beside a key too, the field keeps the focus
    >
      {layout === "pinyin" && <Candidates letters={letters} candidates={candidates} onChoose={choose} />}
      <Keys layout={layout} onKey={press} />
    </section>
  );
}
