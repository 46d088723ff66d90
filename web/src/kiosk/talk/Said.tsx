import { memo } from "react";
import { Bubble } from "../../chatui";
import type { ChatEvent, Emergency, Quiz } from "../../core/events";
import { useWords } from "../../core/words";
import { HandoverCard } from "../../messages/HandoverCard";
import { Prose } from "../../messages/Prose";
import { QuizCard } from "../../messages/QuizCard";
import { aroundCard, besideCard, RowsCard } from "../../messages/RowsCard";
import { TicketFacts } from "../../messages/TicketCard";
import { Icon } from "../../parts/Icon";
import { isQuestion } from "./open";

interface Props {
  event: ChatEvent;
  first: boolean;
  /** Said since the customer's last words: an open question of a quiz stands with its options instead. */
  open: boolean;
}

/** One message of the assistant, to read only. */
export const Said = memo(function Said({ event, first, open }: Props) {
  const words = useWords();
  if (open && isQuestion(event.custom)) return null;
  return (
    <div className="message bot" data-first={first}>
      <span className="hidden">{words.say("message.bot")}</span>
      <Text event={event} />
      <Shown event={event} />
    </div>
  );
});

function Text({ event }: { event: ChatEvent }) {
  const said = besideCard(event);
  if (!said) return null;
  return (
    <div className="said">
      <Bubble>
        <Prose text={said} />
      </Bubble>
    </div>
  );
}

function Shown({ event }: { event: ChatEvent }) {
  const { custom, text = "" } = event;
  switch (custom?.type) {
    case "emergency":
      return <Urgent text={text} emergency={custom} />;
    case "ticket":
      return <TicketFacts ticket={custom} />;
    case "card":
      return <RowsCard card={custom} note={aroundCard(text, custom).after} open={false} />;
    case "quiz":
      return custom.correct === undefined ? (
        <Asked quiz={custom} />
      ) : (
        <QuizCard quiz={custom} buttons={[]} open={false} />
      );
    case "handover":
      return <HandoverCard handover={custom} />;
    default:
      return null; // what is not known here is told by the text
  }
}

/** A question that was answered, to know what the result below belongs to. */
function Asked({ quiz }: { quiz: Quiz }) {
  const words = useWords();
  return (
    <section className="card quiz">
      <p className="quiet">{words.say("quiz.progress", { n: quiz.n, of: quiz.of })}</p>
      <h2>{quiz.question}</h2>
    </section>
  );
}

/** An emergency looks like one; the numbers are big, for they are called from the customer's own phone. */
function Urgent({ text, emergency }: { text: string; emergency: Emergency }) {
  const words = useWords();
  return (
    <div className="emergency">
      <h2 className="emergency-title">
        <Icon name="alarm" />
        {words.say("emergency.title")}
        <span>{words.say("kiosk.emergency")}</span>
      </h2>
      <ul className="numbers">
        {emergency.calls.map(({ label, number }) => (
          <li key={number}>
            {label}
            <b>{number}</b>
          </li>
        ))}
      </ul>
      <Prose text={text} />
    </div>
  );
}
