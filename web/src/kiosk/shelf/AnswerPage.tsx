import { useState } from "react";
import { dayInWords } from "../../core/day";
import { useWords } from "../../core/words";
import { Prose } from "../../messages/Prose";
import { canReadAloud } from "../../messages/readAloud";
import { Icon } from "../../parts/Icon";
import { useKiosk } from "../context";
import { Action, ReadAloud } from "../talk/Actions";
import { SourcesDialog } from "../talk/SourcesDialog";
import { type Item, loadAnswer } from "./knowledge";
import { useFetched } from "./useFetched";

interface Props {
  id: string;
  onRead: (item: Item) => void;
  onAsk: (say: string) => void;
  onBack: () => void;
}

/** One approved answer in big type, plainer on request, with where it is from and what belongs to it. */
export function AnswerPage({ id, onRead, onAsk, onBack }: Props) {
  const words = useWords();
  const { script } = useKiosk().look;
  const answer = useFetched(`${id} ${script}`, () => loadAnswer(id, script));
  const [simple, setSimple] = useState(false);
  const [sources, setSources] = useState(false);
  if (answer === null) return <div className="page" />;
  if (answer === "failed") {
    return (
      <div className="page">
        <div className="upper">
          <h1>{words.say("kiosk.shelf.failed")}</h1>
        </div>
        <div className="lower">
          <Back onBack={onBack} />
        </div>
      </div>
    );
  }
  const text = (simple && answer.simple) || answer.text;
  return (
    <article className="answer">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keyboards have to reach it */}
      <div className="answer-text" role="region" aria-label={answer.title} tabIndex={0}>
        <h1>{answer.title}</h1>
        <Prose text={text} />
      </div>
      <div className="answer-side">
        <p className="answer-checked">
          <Icon name="check" />
          {words.say("sources.reviewed", { day: dayInWords(answer.reviewed_on, words) })}
        </p>
        <div className="answer-more">
          {answer.related.length > 0 && <h2>{words.say("kiosk.shelf.related")}</h2>}
          {answer.related.slice(0, 3).map((item) => (
            <button key={item.id} type="button" className="big" onClick={() => onRead(item)}>
              {item.title}
            </button>
          ))}
        </div>
      </div>
      <div className="talk-actions">
        <Back onBack={onBack} />
        {answer.simple && (
          <Action icon="plain" onClick={() => setSimple(!simple)}>
            {words.say(simple ? "kiosk.shelf.full" : "kiosk.shelf.simple")}
          </Action>
        )}
        {canReadAloud && <ReadAloud key={text} text={text} />}
        <Action icon="book" onClick={() => setSources(true)}>
          {words.say("kiosk.talk.sources")}
        </Action>
        <Action icon="chat" onClick={() => onAsk(answer.ask)}>
          {words.say("kiosk.shelf.ask")}
        </Action>
      </div>
      {sources && (
        <SourcesDialog
          sources={{ items: answer.sources, reviewed_on: answer.reviewed_on }}
          onClose={() => setSources(false)}
        />
      )}
    </article>
  );
}

function Back({ onBack }: { onBack: () => void }) {
  const words = useWords();
  return (
    <Action icon="back" onClick={onBack}>
      {words.say("kiosk.shelf.back")}
    </Action>
  );
}
