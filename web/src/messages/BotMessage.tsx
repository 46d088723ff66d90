import { memo } from "react";
import { Bubble } from "../chatui";
import type { ChatEvent } from "../core/events";
import { useWords } from "../core/words";
import { Icon } from "../parts/Icon";
import { Choices } from "./Choices";
import { EmergencyCard } from "./EmergencyCard";
import { Feedback } from "./Feedback";
import { HandoverCard } from "./HandoverCard";
import { Prose } from "./Prose";
import { QuizCard } from "./QuizCard";
import { aroundCard, besideCard, RowsCard } from "./RowsCard";
import { canReadAloud, useReadAloud } from "./readAloud";
import { SourcesNote } from "./SourcesNote";
import { SurveyCard } from "./SurveyCard";
import { TicketCard } from "./TicketCard";

interface Props {
  event: ChatEvent;
  /** Nothing was said since by the customer, so its choices still hold. */
  open: boolean;
  /** The first of several in a row bears the sign of the assistant. */
  first: boolean;
}

/** One message of the assistant, with what belongs to it. */
export const BotMessage = memo(function BotMessage({ event, open, first }: Props) {
  const words = useWords();
  return (
    <div className="message bot" data-first={first}>
      <span className="hidden">{words.say("message.bot")}</span>
      {event.custom?.type === "ticket" && <TicketCard ticket={event.custom} />}
      <Said event={event} />
      <Shown event={event} open={open} />
      {open && event.buttons && !bringsOwnButtons(event) && <Choices buttons={event.buttons} />}
    </div>
  );
});

function bringsOwnButtons({ custom }: ChatEvent): boolean {
  return custom?.type === "survey" || (custom?.type === "quiz" && custom.correct === undefined);
}

/** The words in a bubble, unless a card says them itself. */
function Said({ event }: { event: ChatEvent }) {
  const { custom, text = "" } = event;
  const said = besideCard(event);
  if (!said) return null;
  return (
    <div className="said">
      <div className="said-line">
        <Bubble>
          <Prose text={said} />
          {custom?.type === "sources" && <SourcesNote sources={custom} />}
        </Bubble>
        {canReadAloud && <ReadAloud text={text} />}
      </div>
      {custom?.type === "sources" && event.id !== null && <Feedback event={event.id} />}
    </div>
  );
}

function Shown({ event, open }: { event: ChatEvent; open: boolean }) {
  const { custom, text = "", buttons = [] } = event;
  switch (custom?.type) {
    case "emergency":
      return <EmergencyCard text={text} emergency={custom} />;
    case "card":
      return <RowsCard card={custom} note={aroundCard(text, custom).after} open={open} />;
    case "quiz":
      return <QuizCard quiz={custom} buttons={buttons} open={open} />;
    case "survey":
      return <SurveyCard survey={custom} open={open} />;
    case "handover":
      return <HandoverCard handover={custom} />;
    default:
      return null; // what is not known here is told by the text
  }
}

function ReadAloud({ text }: { text: string }) {
  const words = useWords();
  const { reading, toggle } = useReadAloud(text, document.documentElement.lang === "zh-Hant" ? "zh-TW" : "zh-CN");
  const label = words.say(reading ? "read_aloud.stop" : "read_aloud.start");
  return (
    <button type="button" className="read-aloud" aria-label={label} title={label} onClick={toggle}>
      <Icon name={reading ? "stop" : "speaker"} />
    </button>
  );
}
