import type { ReactNode } from "react";
import { Step, Stepper } from "../chatui";
import { dayInWords } from "../core/day";
import type { Step as Stage, Ticket } from "../core/events";
import { useWords } from "../core/words";
import { KeepTicket } from "./KeepTicket";

/** A filed complaint: its number big, its code, where it stands, and ways to keep it. */
export function TicketCard({ ticket }: { ticket: Ticket }) {
  return (
    <TicketFacts ticket={ticket}>
      <KeepTicket ticket={ticket} />
    </TicketFacts>
  );
}

export function TicketFacts({ ticket, children }: { ticket: Ticket; children?: ReactNode }) {
  const words = useWords();
  return (
    <div role="group" className="card ticket" aria-label={words.say("ticket.title")}>
      <div className="ticket-head">
        <h2>{words.say("ticket.title")}</h2>
        {ticket.word && <span className="ticket-word">{ticket.word}</span>}
      </div>
      <p className="ticket-number">{ticket.number}</p>
      <dl className="rows">
        {ticket.query_code && (
          <div className="row">
            <dt>{words.say("ticket.code")}</dt>
            <dd>
              <b className="ticket-code">{ticket.query_code}</b>{" "}
              <span className="quiet">{words.say("ticket.code_note")}</span>
            </dd>
          </div>
        )}
        <div className="row">
          <dt>{words.say("ticket.due")}</dt>
          <dd>
            <time dateTime={ticket.due_on}>{dayInWords(ticket.due_on, words)}</time>
          </dd>
        </div>
      </dl>
      {ticket.steps && <Timeline steps={ticket.steps} />}
      {children}
    </div>
  );
}

function Timeline({ steps }: { steps: Stage[] }) {
  const words = useWords();
  const current = steps.findIndex((step) => !step.done);
  const at = current < 0 ? steps.length : current;
  return (
    <div className="timeline">
      <h3>{words.say("ticket.steps")}</h3>
      <Stepper current={at}>
        {steps.map((step, index) => (
          <Step key={step.label} title={step.label} subTitle={step.on}>
            <span className="hidden">{words.say(standing(index, at))}</span>
          </Step>
        ))}
      </Stepper>
    </div>
  );
}

function standing(index: number, at: number): string {
  if (index < at) return "ticket.done";
  return index === at ? "ticket.now" : "ticket.later";
}
