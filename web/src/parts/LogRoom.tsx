import { type ReactNode, useEffect, useRef } from "react";
import { Typing } from "../chatui";
import { useWords } from "../core/words";
import { Icon } from "./Icon";
import { useDelay } from "./useDelay";
import { useScroll } from "./useScroll";

const TYPING_AFTER_MS = 300;
const WORKING_AFTER_MS = 6000;

interface Props {
  /** Changes whenever something is said. */
  stamp: string;
  /** An answer is being waited for. */
  asking: boolean;
  /** The room may shrink while one writes: the end stays in sight. */
  shrinks?: boolean;
  children: ReactNode;
}

/** Where a conversation stands: scrolls along, tells of what is new below, shows that an answer is on its way. */
export function LogRoom({ stamp, asking, shrinks = false, children }: Props) {
  const words = useWords();
  const log = useRef<HTMLDivElement>(null);
  const typing = useDelay(asking, TYPING_AFTER_MS);
  const working = useDelay(asking, WORKING_AFTER_MS);
  const { unseen, toEnd } = useScroll(log, `${stamp} ${typing}`);
  useEffect(() => {
    if (!shrinks || !log.current) return;
    const resizes = new ResizeObserver(toEnd);
    resizes.observe(log.current);
    return () => resizes.disconnect();
  }, [shrinks, toEnd]);

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
          {children}
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
