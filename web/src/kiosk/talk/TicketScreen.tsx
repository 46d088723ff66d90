import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { loadReceipt, type Receipt } from "../../core/api";
import { dayInWords, isoDay } from "../../core/day";
import type { Ticket } from "../../core/events";
import { useWords } from "../../core/words";
import { Icon } from "../../parts/Icon";
import { useKiosk } from "../context";

interface Props {
  ticket: Ticket;
  onBack: () => void;
  onDone: () => void;
}

/** A complaint was filed: what to write down, and how to take it along. */
export function TicketScreen({ ticket, onBack, onDone }: Props) {
  const words = useWords();
  const [receipt, setReceipt] = useState<Receipt | "none" | null>(null);
  useEffect(() => {
    loadReceipt().then(setReceipt, () => setReceipt("none"));
  }, []);
  const image = receipt && receipt !== "none" ? receipt.image : null;

  return (
    <div className="ticket-screen">
      <div className="ticket-facts">
        <h1>
          <Icon name="check" />
          {words.say("kiosk.ticket.title")}
        </h1>
        <p>{words.say("kiosk.ticket.lead")}</p>
        <dl>
          <dt>{words.say("ticket.number")}</dt>
          <dd className="ticket-number">{ticket.number}</dd>
          <dt>{words.say("ticket.code")}</dt>
          <dd className="ticket-code">{ticket.query_code}</dd>
          <dt>{words.say("ticket.due")}</dt>
          <dd>{dayInWords(ticket.due_on, words)}</dd>
        </dl>
        <p className="quiet">{words.say("ticket.code_note")}</p>
      </div>
      <div className="ticket-phone">
        {image && receipt !== "none" && receipt ? (
          <>
            <h2>{words.say("ticket.phone")}</h2>
            <img className="qr" src={image} alt={words.say("ticket.phone")} />
            <p>{words.say("ticket.phone_note")}</p>
            <p className="quiet">{words.say("ticket.expires", { minutes: Math.floor(receipt.expires_s / 60) })}</p>
          </>
        ) : (
          receipt === "none" && <p role="status">{words.say("ticket.no_code")}</p>
        )}
      </div>
      <div className="choice-line">
        <button type="button" className="huge quiet-button" onClick={onBack}>
          {words.say("kiosk.ticket.back")}
        </button>
        <button type="button" className="huge quiet-button" onClick={() => window.print()}>
          <Icon name="print" />
          {words.say("kiosk.ticket.print")}
        </button>
        <button type="button" className="huge" onClick={onDone}>
          {words.say("kiosk.ticket.done")}
        </button>
      </div>
      {createPortal(<Slip number={ticket.number} image={image} />, document.body)}
    </div>
  );
}

/** On paper: nothing that says whose complaint it is, and no code, for slips are left lying in printers. */
function Slip({ number, image }: { number: string; image: string | null }) {
  const words = useWords();
  const { device } = useKiosk();
  return (
    <section className="slip kiosk-slip" aria-hidden="true">
      <p>{words.bank.name}</p>
      <h1>{words.say("kiosk.ticket.slip")}</h1>
      <dl>
        <dt>{words.say("ticket.number")}</dt>
        <dd>{number}</dd>
        <dt>{words.say("kiosk.ticket.slip_date")}</dt>
        <dd>{dayInWords(isoDay(new Date()), words)}</dd>
        <dt>{words.say("kiosk.ticket.slip_branch")}</dt>
        <dd>{device.branch}</dd>
        <dt>{words.say("kiosk.ticket.slip_code")}</dt>
        <dd className="slip-blank" />
      </dl>
      {image && <img className="qr" src={image} alt="" />}
      <p>{words.say("kiosk.ticket.slip_note")}</p>
      <p>{words.say("ticket.slip_hotline")}</p>
    </section>
  );
}
