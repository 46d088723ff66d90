import { type ReactNode, useState } from "react";
import type { Conversation } from "../../core/conversation";
import { useWords } from "../../core/words";
import { canReadAloud, useReadAloud } from "../../messages/readAloud";
import { Icon } from "../../parts/Icon";
import { useKiosk } from "../context";
import { DOTS, veiled } from "../mask";
import { Sign } from "../parts/Sign";
import type { Veil } from "../useVeil";
import { ChangeDialog } from "./ChangeDialog";
import { Judge } from "./Judge";
import { LinkDialog } from "./LinkDialog";
import type { Open } from "./open";
import { SourcesDialog } from "./SourcesDialog";

interface Props {
  open: Open;
  veil: Veil;
  conversation: Conversation;
}

type Shown = "sources" | "change" | "link" | null;

/** What can be done with what was said last: have it read, look where it is from, judge it, take it along. */
export function Actions({ open, veil, conversation }: Props) {
  const words = useWords();
  const [shown, setShown] = useState<Shown>(null);
  const { answer, card, links } = open;
  const [link] = links;
  const close = (): void => setShown(null);
  return (
    <div className="talk-actions">
      {canReadAloud && open.text && <ReadAloud key={open.text} text={open.text} />}
      {veil.down && hides(conversation) && (
        <Action icon="eye" onClick={veil.lift}>
          {words.say("kiosk.talk.show")}
        </Action>
      )}
      {card && (
        <Action icon="pen" onClick={() => setShown("change")}>
          {words.say("kiosk.talk.change")}
        </Action>
      )}
      {answer && (
        <Action icon="book" onClick={() => setShown("sources")}>
          {words.say("kiosk.talk.sources")}
        </Action>
      )}
      {link && (
        <Action icon="phoneScreen" onClick={() => setShown("link")}>
          {words.say("kiosk.link.open")}
        </Action>
      )}
      {answer && <Judge key={answer.event} event={answer.event} />}
      {shown === "sources" && answer && <SourcesDialog sources={answer.sources} onClose={close} />}
      {shown === "change" && card && <ChangeDialog card={card} onClose={close} />}
      {shown === "link" && link && <LinkDialog address={link} onClose={close} />}
    </div>
  );
}

interface ActionProps {
  icon: string;
  onClick: () => void;
  children: ReactNode;
}

export function Action({ icon, onClick, children }: ActionProps) {
  return (
    <button type="button" className="action" onClick={onClick}>
      <Sign name={icon} />
      {children}
    </button>
  );
}

export function ReadAloud({ text }: { text: string }) {
  const words = useWords();
  const { look } = useKiosk();
  const { reading, toggle } = useReadAloud(text, look.script === "traditional" ? "zh-TW" : "zh-CN");
  return (
    <button type="button" className="action" aria-pressed={reading} onClick={toggle}>
      <Icon name={reading ? "stop" : "speaker"} />
      {words.say(reading ? "kiosk.talk.quiet" : "kiosk.talk.read")}
    </button>
  );
}

/** Tells whether something of the customer's is hidden: in the log, or in a field. */
function hides(conversation: Conversation): boolean {
  const said = conversation.entries.some(({ event }) => event.from === "user" && veiled(event.text ?? "") === DOTS);
  return said || [...document.querySelectorAll<HTMLInputElement>("input, textarea")].some(({ value }) => value !== "");
}
