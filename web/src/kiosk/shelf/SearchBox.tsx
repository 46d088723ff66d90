import { type FormEvent, useRef, useState } from "react";
import { useWords } from "../../core/words";
import { Sign } from "../parts/Sign";

interface Props {
  /** Something is being shown that was searched for. */
  searched: boolean;
  onSearch: (question: string) => void;
}

const MOST = 100;

/** A search in one's own words, and the way back from it. */
export function SearchBox({ searched, onSearch }: Props) {
  const words = useWords();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");

  function submit(event: FormEvent): void {
    event.preventDefault();
    onSearch(text.trim());
    field.current?.blur();
  }

  function clear(): void {
    setText("");
    onSearch("");
  }

  return (
    <form className="kiosk-composer" onSubmit={submit}>
      {searched && (
        <button type="button" className="kiosk-back" onClick={clear}>
          <Sign name="back" />
          {words.say("kiosk.shelf.back")}
        </button>
      )}
      <input
        ref={field}
        maxLength={MOST}
        aria-label={words.say("kiosk.shelf.find")}
        placeholder={words.say("kiosk.shelf.search")}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="kiosk-send" disabled={!text.trim()}>
        <Sign name="search" />
        {words.say("kiosk.shelf.find")}
      </button>
    </form>
  );
}
