import type { ReactNode } from "react";
import { Bubble } from "../../chatui";
import { type Conversation, openKeys } from "../../core/conversation";
import type { Outgoing } from "../../core/outbox";
import { useWords } from "../../core/words";
import { LogRoom } from "../../parts/LogRoom";
import { useKiosk } from "../context";
import { veiled as veiledText } from "../mask";
import { Said } from "./Said";

interface Props {
  title: string;
  conversation: Conversation;
  pending: readonly Outgoing[];
  /** What the customer told of themselves is hidden. */
  veiled: boolean;
}

/** What was said. Nothing in it can be touched: all that can be, is within reach below and beside it. */
export function Log({ title, conversation, pending, veiled }: Props) {
  const words = useWords();
  const writing = useKiosk().typing.pad !== null;
  const { entries, last } = conversation;
  const open = openKeys(conversation);

  const shown: ReactNode[] = entries.map(({ key, event }, index) => {
    if (event.from === "user") return <Own key={key} text={event.text ?? ""} veiled={veiled} />;
    const first = entries[index - 1]?.event.from !== "bot";
    return <Said key={key} event={event} first={first} open={open.has(key)} />;
  });

  return (
    <LogRoom stamp={`${last} ${entries.length} ${pending.length}`} asking={pending.length > 0} shrinks={writing}>
      <h1 className="talk-title">{title}</h1>
      {shown.length === 0 && pending.length === 0 && (
        <div className="message bot" data-first={true}>
          <Bubble>{words.say("kiosk.talk.empty")}</Bubble>
        </div>
      )}
      {shown}
      {pending.map(({ id, shown: text }) => (
        <Own key={id} text={text} veiled={veiled} />
      ))}
    </LogRoom>
  );
}

function Own({ text, veiled }: { text: string; veiled: boolean }) {
  const words = useWords();
  return (
    <div className="message own">
      <span className="hidden">{words.say("message.own")}</span>
      <Bubble>
        <p>{veiled ? veiledText(text) : text}</p>
      </Bubble>
    </div>
  );
}
