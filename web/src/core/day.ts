import type { Words } from "./words";

/** A day as people say it: 2026-12-14 → 2026年12月14日. */
export function dayInWords(iso: string, words: Words): string {
  const [year = "", month, day] = iso.split("-");
  return words.say("date.say", { year, month: Number(month), day: Number(day) });
}

/** The day of a moment, where the customer is. */
export function isoDay(moment: Date): string {
  const parts = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()];
  return parts.map((part) => String(part).padStart(2, "0")).join("-");
}
