import type { Script } from "./words";

export type Scheme = "auto" | "light" | "dark";

/** How the page looks; the only thing that the browser keeps. */
export interface Preferences {
  elder: boolean;
  /** Index into `SIZES`; counts in 长辈版 only. */
  size: number;
  contrast: boolean;
  scheme: Scheme;
  script: Script;
}

/** Type of 长辈版 in pixels: from 18 on, up to 30. */
export const SIZES = [20, 23, 26, 30] as const;

const KEY = "xiaobao.look";
const STANDARD: Preferences = { elder: false, size: 0, contrast: false, scheme: "auto", script: "simplified" };

/** What was kept here; an address with `?elder` opens the page in 长辈版, as the menu of the WeChat account does. */
export function readPreferences(): Preferences {
  const asked = new URLSearchParams(location.search).has("elder") ? { elder: true } : {};
  try {
    return { ...STANDARD, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Preferences>), ...asked };
  } catch {
    return { ...STANDARD, ...asked }; // storage may be forbidden, in a frame or in a private window
  }
}

export function keepPreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // not kept, then
  }
}

/** Tells the style sheets; the colour scheme is ChatUI's own attribute. */
export function showPreferences({ elder, size, contrast, script }: Preferences): void {
  const root = document.documentElement;
  root.toggleAttribute("data-elder", elder);
  root.toggleAttribute("data-contrast", contrast);
  root.style.fontSize = elder ? `${SIZES[size] ?? SIZES[0]}px` : "";
  root.lang = script === "traditional" ? "zh-Hant" : "zh-Hans";
}
