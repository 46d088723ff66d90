import { type ReactNode, useMemo } from "react";
import { answered, type Conversation, has, openKeys } from "../core/conversation";
import type { Outgoing } from "../core/outbox";
import type { Tile } from "../core/words";
import { BotMessage } from "../messages/BotMessage";
import { OwnMessage } from "../messages/OwnMessage";
import { LogRoom } from "../parts/LogRoom";
import { TimeMark, wantsTime } from "./TimeMark";
import { Welcome } from "./Welcome";

interface Props {
  conversation: Conversation;
  outgoing: readonly Outgoing[];
  tiles: Tile[];
  onHurry: () => void;
  onEdit: (outgoing: Outgoing) => void;
}

/** The conversation from its beginning, with what is on its way at the end. */
export function Log({ conversation, outgoing, tiles, onHurry, onEdit }: Props) {
  const pending = outgoing.filter((message) => !has(conversation, message.id));
  const asked = outgoing.find((message) => message.state !== "refused");
  const asking = asked?.state === "sending" && !answered(conversation, asked.id);
  const { entries, last } = conversation;
  return (
    <LogRoom stamp={`${last} ${entries.length} ${pending.length}`} asking={asking}>
      {entries.length === 0 && pending.length === 0 && <Welcome tiles={tiles} />}
      <Entries
        conversation={conversation}
        settled={pending.every((message) => message.state === "refused")}
        onHurry={onHurry}
        onEdit={onEdit}
      />
      {pending.map((message) => (
        <OwnMessage key={message.id} text={message.shown} outgoing={message} onHurry={onHurry} onEdit={onEdit} />
      ))}
    </LogRoom>
  );
}

interface EntriesProps {
  conversation: Conversation;
  /** Nothing of the customer is on its way, so choices may be chosen. */
  settled: boolean;
  onHurry: () => void;
  onEdit: (outgoing: Outgoing) => void;
}

function Entries({ conversation, settled, onHurry, onEdit }: EntriesProps) {
  const { entries } = conversation;
  const open = useMemo(() => openKeys(conversation), [conversation]);
  const shown: ReactNode[] = [];
  entries.forEach(({ key, event }, index) => {
    const before = entries[index - 1]?.event;
    if (wantsTime(before?.at, event.at)) shown.push(<TimeMark key={`time ${key}`} at={event.at} />);
    shown.push(
      event.from === "user" ? (
        <OwnMessage key={event.message_id ?? key} text={event.text ?? ""} onHurry={onHurry} onEdit={onEdit} />
      ) : (
        <BotMessage key={key} event={event} open={settled && open.has(key)} first={before?.from !== "bot"} />
      ),
    );
  });
  return <>{shown}</>;
}
