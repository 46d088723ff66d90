import { dayInWords, isoDay } from "../core/day";
import { useWords, type Words } from "../core/words";

const GAP_MS = 10 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Tells whether enough time went by to say what time it is. */
export function wantsTime(before: string | undefined, at: string): boolean {
  return before !== undefined && Date.parse(at) - Date.parse(before) > GAP_MS;
}

export function TimeMark({ at }: { at: string }) {
  const words = useWords();
  return (
    <p className="time">
      <time dateTime={at}>{timeInWords(new Date(at), new Date(), words)}</time>
    </p>
  );
}

function timeInWords(at: Date, now: Date, words: Words): string {
  const time = `${at.getHours()}:${String(at.getMinutes()).padStart(2, "0")}`;
  const days = Math.round((midnight(now) - midnight(at)) / DAY_MS);
  if (days === 0) return `${words.say("message.today")} ${time}`;
  if (days === 1) return `${words.say("message.yesterday")} ${time}`;
  return `${dayInWords(isoDay(at), words)} ${time}`;
}

function midnight(moment: Date): number {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
}
