/** A big tile: what the customer came for. */
export interface Errand {
  title: string;
  hint?: string;
  icon: string;
  /** What it says for the customer; without it the customer says it. */
  say?: string;
}
