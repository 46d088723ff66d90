import { useState } from "react";
import { useWords } from "../../core/words";
import { useKiosk } from "../context";
import { AnswerPage } from "./AnswerPage";
import { ItemList } from "./ItemList";
import { find, type Item, loadAreas } from "./knowledge";
import { SearchBox } from "./SearchBox";
import { useFetched } from "./useFetched";

interface Props {
  area: string;
  onRead: () => void;
  onAsk: (say: string) => void;
}

/** The knowledge corner: one area's answers, or those that a search found, and the one that is being read. */
export function Shelf({ area, onRead, onAsk }: Props) {
  const words = useWords();
  const { script } = useKiosk().look;
  const [question, setQuestion] = useState("");
  const [trail, setTrail] = useState<string[]>([]);
  const areas = useFetched(`areas ${script}`, () => loadAreas(script));
  const found = useFetched(`${question} ${script}`, () => (question ? find(question, script) : Promise.resolve([])));
  const here = Array.isArray(areas) ? areas.find(({ id }) => id === area) : undefined;
  const reading = trail[trail.length - 1];

  function read(item: Item): void {
    setTrail([...trail, item.id]);
    onRead();
  }

  if (reading) {
    return (
      <AnswerPage key={reading} id={reading} onRead={read} onAsk={onAsk} onBack={() => setTrail(trail.slice(0, -1))} />
    );
  }
  const items = question ? found : areas === "failed" ? "failed" : (here?.items ?? null);
  return (
    <div className="page shelf">
      <div className="upper">
        <h1>{question ? words.say("kiosk.shelf.found", { words: question }) : (here?.title ?? "")}</h1>
        <p>{question ? "" : here?.hint}</p>
      </div>
      <div className="lower">
        <ItemList key={`${area} ${question}`} items={items} onRead={read} />
        <SearchBox searched={question !== ""} onSearch={setQuestion} />
      </div>
    </div>
  );
}
