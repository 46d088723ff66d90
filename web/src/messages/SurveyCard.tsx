import { useChat } from "../core/context";
import type { Survey } from "../core/events";
import { useWords } from "../core/words";

/** A rating from 1 to the end of the scale, each with its word. */
export function SurveyCard({ survey, open }: { survey: Survey; open: boolean }) {
  const words = useWords();
  const { send } = useChat();
  const names = words.list<string>("survey.scale");
  return (
    <div className="survey" role="group" aria-label={words.say("survey.title")}>
      {Array.from({ length: survey.scale }, (_, index) => index + 1).map((n) => (
        <button key={n} type="button" disabled={!open} onClick={() => send(words.say("survey.say", { n }))}>
          <b>{n}</b>
          {names[n - 1]}
        </button>
      ))}
    </div>
  );
}
