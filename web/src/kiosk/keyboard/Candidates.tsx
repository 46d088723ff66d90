import { useEffect, useRef } from "react";
import { useWords } from "../../core/words";
import { Sign } from "../parts/Sign";
import type { Candidate } from "./pinyin";

interface Props {
  letters: string;
  candidates: Candidate[];
  onChoose: (candidate: Candidate) => void;
}

const STEP = 0.8;

/** What the typed letters could mean; moves on by touch or by its arrows. */
export function Candidates({ letters, candidates, onChoose }: Props) {
  const words = useWords();
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => void row.current?.scrollTo({ left: 0 }), [letters]);

  function move(by: number): void {
    row.current?.scrollBy({ left: by * row.current.clientWidth * STEP });
  }

  return (
    <div className="candidates" data-empty={letters === ""}>
      <output className="letters">{letters || words.say("kiosk.keyboard.hint")}</output>
      <button type="button" aria-label={words.say("kiosk.keyboard.back")} onClick={() => move(-1)}>
        <Sign name="back" />
      </button>
      <div ref={row} className="candidates-row" role="group" aria-label={words.say("kiosk.keyboard.candidates")}>
        {candidates.map((candidate) => (
          <button key={candidate.text} type="button" onClick={() => onChoose(candidate)}>
            {candidate.text}
          </button>
        ))}
      </div>
      <button type="button" aria-label={words.say("kiosk.keyboard.more")} onClick={() => move(1)}>
        <Sign name="forth" />
      </button>
    </div>
  );
}
