import { type ReactNode, useMemo, useRef } from "react";
import { Typing } from "../chatui";
import { answered, type Conversation, has, openKeys } from "../core/conversation";
import type { Outgoing } from "../core/outbox";
import { type Tile, useWords } from "../core/words";
import { BotMessage } from "../messages/BotMessage";
import { OwnMessage } from "../messages/OwnMessage";
import { Icon } from "../parts/Icon";
import { TimeMark, wantsTime } from "./TimeMark";
import { useDelay } from "./useDelay";
import { useScroll } from "./useScroll";
import { Welcome } from "./Welcome";

const TYPING_AFTER_MS = 300;
const WORKING_AFTER_MS = 6000;

interface Props {
  conversation: Conversation;
  outgoing: readonly Outgoing[];
  tiles: Tile[];
  onHurry: () => void;
  onEdit: (outgoing: Outgoing) => void;
}

/** The conversation from its beginning, with what is on its way at the end. */
export function Log({ conversation, outgoing, tiles, onHurry, onEdit }: Props) {
  const words = useWords();
  const log = useRef<HTMLDivElement>(null);
  const pending = outgoing.filter((message) => !has(conversation, message.id));
  const asked = outgoing.find((message) => message.state !== "refused");
  const asking = asked?.state === "sending" && !answered(conversation, asked.id);
  const typing = useDelay(asking, TYPING_AFTER_MS);
  const working = useDelay(asking, WORKING_AFTER_MS);
  const { unseen, toEnd } = useScroll(
    log,
    `${conversation.last} ${conversation.entries.length} ${pending.length} ${typing}`,
  );
  const empty = conversation.entries.length === 0 && pending.length === 0;

  return (
    <div className="log-room">
      <div
        ref={log}
        id="log"
        className="log"
        role="log"
        aria-live="polite"
        aria-label={words.say("message.log")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
        tabIndex={0}
      >
        <div className="log-column">
          {empty && <Welcome tiles={tiles} />}
          <Entries
            conversation={conversation}
            settled={pending.every((message) => message.state === "refused")}
            onHurry={onHurry}
            onEdit={onEdit}
          />
          {pending.map((message) => (
            <OwnMessage key={message.id} text={message.shown} outgoing={message} onHurry={onHurry} onEdit={onEdit} />
          ))}
          {typing && (
            <div className="typing">
              <Typing text={words.say(working ? "message.working" : "message.typing")} />
            </div>
          )}
        </div>
      </div>
      {unseen && (
        <button type="button" className="unseen" onClick={toEnd}>
          {words.say("message.new")}
          <Icon name="down" />
        </button>
      )}
    </div>
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
