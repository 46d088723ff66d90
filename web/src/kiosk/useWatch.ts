import { useEffect, useState } from "react";
import { type Standing, standing, type Times } from "./watch";

const TICK_MS = 250;
const SIGNS_OF_LIFE = ["pointerdown", "keydown", "wheel", "touchmove"] as const;

export interface Watch {
  standing: Standing;
  /** The customer says that they are still there. */
  goOn: () => void;
}

/** Watches a session; touches count as signs of life until the warning, then only the answer to it does. */
export function useWatch(times: Times, onOver: () => void): Watch {
  const [marks] = useState(() => ({ touched: Date.now(), granted: Date.now() }));
  const [now, setNow] = useState<Standing>({ kind: "calm" });

  useEffect(() => {
    const look = (): void => setNow((before) => same(before, standing(marks, times, Date.now())));
    const touch = (): void => {
      if (standing(marks, times, Date.now()).kind === "calm") marks.touched = Date.now();
    };
    const timer = setInterval(look, TICK_MS);
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, touch, { capture: true, passive: true });
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, touch, { capture: true });
    };
  }, [marks, times]);

  useEffect(() => {
    if (now.kind === "over") onOver();
  }, [now, onOver]);

  function goOn(): void {
    if (now.kind === "warning" && now.cause === "long") marks.granted = Date.now();
    marks.touched = Date.now();
    setNow({ kind: "calm" });
  }

  return { standing: now, goOn };
}

/** Keeps the old object where nothing changed, so that nothing is drawn again. */
function same(before: Standing, after: Standing): Standing {
  return JSON.stringify(before) === JSON.stringify(after) ? before : after;
}
