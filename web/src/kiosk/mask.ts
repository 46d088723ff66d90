/** What the server has masked already, or a run of digits long enough to be a telephone number. */
const PERSONAL = /\*|\d[\d\s-]{5,}\d/;

/** Always the same length: not even how long it was can be seen. */
export const DOTS = "••••";

/** A customer's own words as they stand on the screen once nobody is typing. */
export function veiled(text: string): string {
  return PERSONAL.test(text) ? DOTS : text;
}
