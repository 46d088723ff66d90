import type { Conversation } from "../../core/conversation";
import { useWords } from "../../core/words";
import { Sign } from "../parts/Sign";
import { type Open, scoreOf } from "./open";

interface Props {
  title: string;
  /** The form that ended with the last turn. */
  ended: string | null;
  conversation: Conversation;
  open: Open;
}

/** What a guided check ends with, by its form. */
const RESULTS: Record<string, string> = {
  scam_check_form: "kiosk.result.scam",
  fundraising_check_form: "kiosk.result.fundraising",
};

/** Over the answers: how a round or a check ended, else what this is about. */
export function ResultHead({ title, ended, conversation, open }: Props) {
  const words = useWords();
  const score = ended === "quiz_form" ? scoreOf(conversation) : null;
  if (score) {
    return (
      <div className="score" role="status">
        <p className="score-ring">
          <b>{words.say("kiosk.result.score", score)}</b>
          <span>{words.say("kiosk.result.right")}</span>
        </p>
        <div>
          <h2>{words.say("kiosk.result.quiz")}</h2>
          {open.choices.length > 0 && <p>{words.say("kiosk.result.learn")}</p>}
        </div>
      </div>
    );
  }
  const result = ended ? RESULTS[ended] : undefined;
  return (
    <>
      <h2 className={result && "result"}>
        {result && <Sign name="shield" />}
        {result ? words.say(result) : title}
      </h2>
      <p>{words.say(hint(conversation, open))}</p>
    </>
  );
}

function hint({ asked }: Conversation, { choices, survey }: Open): string {
  if (choices.length > 0 || survey) return "kiosk.talk.ask";
  return asked ? "kiosk.talk.write" : "kiosk.talk.often";
}
