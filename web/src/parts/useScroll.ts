import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

/** So near to the end counts as reading the end. */
const NEAR_PX = 90;
const EDGE_PX = 12;
/** An own message taller than this part of the log does not stay in sight above its answer. */
const TALL = 0.35;

interface Scroll {
  /** Something came that the reader has not seen. */
  unseen: boolean;
  toEnd: () => void;
}

/**
 * Keeps the log at its end while the reader is there, and leaves it alone while the reader is elsewhere.
 *
 * A turn that is longer than the log is shown from its beginning: an emergency is read from its first line.
 */
export function useScroll(log: RefObject<HTMLElement>, changes: unknown): Scroll {
  const [unseen, setUnseen] = useState(false);
  const following = useRef(true);
  const seen = useRef(0);

  const toEnd = useCallback(() => {
    const scroller = log.current;
    if (scroller) scroller.scrollTop = scroller.scrollHeight;
    following.current = true;
    setUnseen(false);
  }, [log]);

  useLayoutEffect(() => {
    const scroller = log.current;
    if (!scroller) return;
    const messages = [...scroller.querySelectorAll<HTMLElement>(".message")];
    if (!messages.length) return;
    const isFirst = seen.current === 0;
    const fresh = isFirst ? messages.length - 1 : seen.current;
    seen.current = messages.length;
    const sending = messages.slice(fresh).some((message) => message.matches('.own:not([data-state="sent"])'));
    if (sending || following.current) {
      const from = isFirst ? lastTurn(messages) : fresh;
      scroller.scrollTop = Math.min(scroller.scrollHeight, topOf(scroller, messages, from));
      following.current = isNearEnd(scroller);
    } else if (fresh < messages.length) {
      setUnseen(true);
    }
  }, [changes, log]);

  useEffect(() => {
    const scroller = log.current;
    if (!scroller) return;
    function onScroll(): void {
      if (!scroller) return;
      following.current = isNearEnd(scroller);
      if (following.current) setUnseen(false);
    }
    scroller.addEventListener("scroll", onScroll, { passive: true });
    const resizes = new ResizeObserver(() => seen.current && following.current && toEnd());
    resizes.observe(scroller);
    return () => {
      scroller.removeEventListener("scroll", onScroll);
      resizes.disconnect();
    };
  }, [log, toEnd]);

  return { unseen, toEnd };
}

function isNearEnd(scroller: HTMLElement): boolean {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX;
}

function lastTurn(messages: HTMLElement[]): number {
  return messages.map((message) => message.classList.contains("own")).lastIndexOf(true) + 1;
}

/** Where the log has to stand to show the messages from an index on, with the question before them if there is room. */
function topOf(scroller: HTMLElement, messages: HTMLElement[], from: number): number {
  const first = messages[from];
  const before = messages[from - 1];
  const fits = before?.classList.contains("own") && before.offsetHeight < scroller.clientHeight * TALL;
  const start = fits ? before : first;
  return start ? start.offsetTop - EDGE_PX : scroller.scrollHeight;
}
