import { useChat } from "../../core/context";
import type { Conversation } from "../../core/conversation";
import type { Button, Survey } from "../../core/events";
import { type Quick, useWords } from "../../core/words";
import { AmountInput } from "../../inputs/AmountInput";
import { PhoneInput } from "../../inputs/PhoneInput";
import { QuizOptions, QuizQuestion } from "../../messages/QuizQuestion";
import { SurveyCard } from "../../messages/SurveyCard";
import { useKiosk } from "../context";
import { Sign } from "../parts/Sign";
import { DayPanel } from "./DayPanel";
import type { Open } from "./open";
import { ResultHead } from "./ResultHead";
import { useEnded } from "./useEnded";

interface Props {
  title: string;
  conversation: Conversation;
  open: Open;
  /** Nothing is on its way, so an answer can be given. */
  ready: boolean;
}

/** Beside the conversation: what can be answered now, big. */
export function Answers({ title, conversation, open, ready }: Props) {
  const words = useWords();
  const { asked } = conversation;
  const ended = useEnded(conversation);
  const { quiz, survey, emergency } = open;
  const choices = quiz || survey ? [] : open.choices;
  const samples = words.list<Quick>("kiosk.talk.samples").map(({ title, say }) => ({ title, payload: say }));
  const idle = !asked && choices.length === 0 && !quiz && !survey;
  return (
    <section className="talk-answers" aria-label={words.say("kiosk.talk.ask")} data-ready={ready}>
      <div className="upper">
        {quiz ? (
          <div className="question">
            <QuizQuestion quiz={quiz} />
          </div>
        ) : (
          <ResultHead title={title} ended={ended} conversation={conversation} open={open} />
        )}
      </div>
      <div className="lower">
        {emergency && <StaffNow />}
        {quiz && <QuizOptions quiz={quiz} buttons={open.choices} open={ready} />}
        {survey && <Rating survey={survey} ready={ready} />}
        {ready && <Panel asked={asked} />}
        <Choices buttons={idle ? samples : choices} ready={ready} />
      </div>
    </section>
  );
}

/** The input that fits the question; nothing for most. */
function Panel({ asked }: { asked: string | null }) {
  const words = useWords();
  if (asked === "complaint_occurred_on") return <DayPanel />;
  if (asked === "complaint_amount") return <AmountInput />;
  if (asked?.endsWith("phone")) return <PhoneInput key={asked} />;
  if (asked === "complaint_evidence") return <p className="panel-text">{words.say("kiosk.talk.files")}</p>;
  return null;
}

function Choices({ buttons, ready }: { buttons: Button[]; ready: boolean }) {
  const { send } = useChat();
  return (
    <div className="big-choices" data-many={buttons.length > 4}>
      {buttons.map(({ title, payload }) => (
        <button key={title} type="button" className="big" disabled={!ready} onClick={() => send(payload, title)}>
          {title}
        </button>
      ))}
    </div>
  );
}

function Rating({ survey, ready }: { survey: Survey; ready: boolean }) {
  return <SurveyCard survey={survey} open={ready} />;
}

/** In an emergency a person is one touch away. */
function StaffNow() {
  const words = useWords();
  const { staff, up } = useKiosk();
  return (
    <button type="button" className="huge staff-now" onClick={staff.call} disabled={!up || staff.state === "calling"}>
      <Sign name="bell" />
      {words.say(staff.state === "none" ? "kiosk.talk.staff" : "kiosk.call.calling")}
    </button>
  );
}
