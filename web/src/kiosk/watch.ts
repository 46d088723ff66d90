/** How long each thing lasts on this tablet, in seconds. */
export interface Times {
  idle_s: number;
  warn_s: number;
  session_s: number;
  goodbye_s: number;
  mask_s: number;
}

/** When the screen was last touched, and when the customer last said that they are going on. */
export interface Marks {
  touched: number;
  granted: number;
}

/** `idle`: nobody touches the screen; `long`: somebody does, but has been for long. */
export type Standing = { kind: "calm" } | { kind: "warning"; cause: "idle" | "long"; left: number } | { kind: "over" };

const CALM: Standing = { kind: "calm" };

/** Where a session stands at a moment: calm, within a warning with so many seconds left, or over. */
export function standing(marks: Marks, times: Times, now: number): Standing {
  const idle = after(marks.touched, times.idle_s, times.warn_s, now);
  const long = after(marks.granted, times.session_s, times.warn_s, now);
  if (idle <= 0 || long <= 0) return { kind: "over" };
  if (idle <= times.warn_s) return { kind: "warning", cause: "idle", left: idle };
  if (long <= times.warn_s) return { kind: "warning", cause: "long", left: long };
  return CALM;
}

/** Seconds until a span and the warning behind it are over. */
function after(mark: number, span: number, warning: number, now: number): number {
  return Math.ceil(span + warning - (now - mark) / 1000);
}
