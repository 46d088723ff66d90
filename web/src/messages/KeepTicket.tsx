import { useState } from "react";
import { Button } from "../chatui";
import { loadReceipt, type Receipt } from "../core/api";
import type { Ticket } from "../core/events";
import { useWords } from "../core/words";
import { Dialog } from "../parts/Dialog";
import { Icon, type IconName } from "../parts/Icon";
import { copyText } from "./copy";

/** In WeChat nothing can be downloaded, but a picture can be held down and kept. */
const inWeChat = /MicroMessenger/.test(navigator.userAgent);

/** Copying, printing, saving a ticket; the slip is fetched when it is wanted. */
export function KeepTicket({ ticket }: { ticket: Ticket }) {
  const words = useWords();
  const [told, setTold] = useState("");
  const [receipt, setReceipt] = useState<Receipt>();
  const [picture, setPicture] = useState<string>();
  const { number, query_code: code } = ticket;

  async function copy(text: string): Promise<void> {
    setTold(words.say((await copyText(text)) ? "ticket.copied" : "ticket.not_copied"));
  }

  async function print(): Promise<void> {
    const { printSlip } = await import("./slip");
    printSlip(ticket, words);
  }

  async function save(): Promise<void> {
    const { drawSlip } = await import("./picture");
    const drawn = drawSlip(ticket, words);
    if (inWeChat) {
      setPicture(drawn);
      return;
    }
    const link = document.createElement("a");
    link.href = drawn;
    link.download = `${number}.png`;
    link.click();
    setTold(words.say("ticket.saved"));
  }

  async function takeAlong(): Promise<void> {
    try {
      setReceipt(await loadReceipt());
    } catch {
      setTold(words.say("ticket.no_code"));
    }
  }

  return (
    <div className="keep">
      <Act icon="copy" word={words.say("ticket.copy_number")} act={() => copy(number)} />
      {code && <Act icon="copy" word={words.say("ticket.copy_code")} act={() => copy(code)} />}
      <Act icon="print" word={words.say("ticket.print")} act={print} />
      <Act icon="image" word={words.say("ticket.save")} act={save} />
      {!inWeChat && <Act icon="qr" word={words.say("ticket.phone")} act={takeAlong} />}
      <p className="told" role="status">
        {told}
      </p>
      {picture && (
        <Dialog label={words.say("ticket.slip_title")} onClose={() => setPicture(undefined)}>
          <img className="slip-picture" src={picture} alt={words.say("ticket.slip_title")} />
          <p>{words.say("ticket.hold")}</p>
          <Button onClick={() => setPicture(undefined)}>{words.say("menu.close")}</Button>
        </Dialog>
      )}
      {receipt && <ReceiptDialog receipt={receipt} onClose={() => setReceipt(undefined)} />}
    </div>
  );
}

function ReceiptDialog({ receipt, onClose }: { receipt: Receipt; onClose: () => void }) {
  const words = useWords();
  const title = words.say(receipt.wechat ? "ticket.phone_wechat" : "ticket.phone");
  return (
    <Dialog className="receipt" label={title} onClose={onClose}>
      <h2>{title}</h2>
      <img className="qr" src={receipt.image} alt={title} />
      <p>{words.say("ticket.phone_note")}</p>
      <p className="quiet">{words.say("ticket.expires", { minutes: Math.floor(receipt.expires_s / 60) })}</p>
      <Button onClick={onClose}>{words.say("menu.close")}</Button>
    </Dialog>
  );
}

function Act({ icon, word, act }: { icon: IconName; word: string; act: () => Promise<void> }) {
  return (
    <Button onClick={act}>
      <Icon name={icon} />
      {word}
    </Button>
  );
}
