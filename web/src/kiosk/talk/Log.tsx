import { type ReactNode, useEffect, useRef } from "react";
import { useDelay } from "../../chat/useDelay";
import { useScroll } from "../../chat/useScroll";
import { Bubble, Typing } from "../../chatui";
import { type Conversation, openKeys } from "../../core/conversation";
import type { Outgoing } from "../../core/outbox";
import { useWords } from "../../core/words";
import { useKiosk } from "../context";
import { veiled as veiledText } from "../mask";
import { Said } from "./Said";

const TYPING_AFTER_MS = 300;
const WORKING_AFTER_MS = 6000;

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
  const log = useRef<HTMLDivElement>(null);
  const typing = useDelay(pending.length > 0, TYPING_AFTER_MS);
  const working = useDelay(pending.length > 0, WORKING_AFTER_MS);
  const { unseen, toEnd } = useScroll(
    log,
    `${conversation.last} ${conversation.entries.length} ${pending.length} ${typing}`,
  );
  const writing = useKiosk().typing.pad !== null;
  useEffect(() => {
    if (!writing || !log.current) return;
    const resizes = new ResizeObserver(toEnd); // the keyboard takes room: the question stays in sight
    resizes.observe(log.current);
    return () => resizes.disconnect();
  }, [writing, toEnd]);
  const open = openKeys(conversation);

  const shown: ReactNode[] = conversation.entries.map(({ key, event }, index) => {
    if (event.from === "user") return <Own key={key} text={event.text ?? ""} veiled={veiled} />;
    const first = conversation.entries[index - 1]?.event.from !== "bot";
    return <Said key={key} event={event} first={first} open={open.has(key)} />;
  });

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
        </button>
      )}
    </div>
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
