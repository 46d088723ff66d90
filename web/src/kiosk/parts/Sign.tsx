import type { ReactNode } from "react";
import { Drawing, Icon, isIcon } from "../../parts/Icon";

/** Drawings that only the tablet needs, beside those of the chat. */
const SIGNS: Record<string, ReactNode> = {
  home: <path d="m4 11 8-7 8 7M6.5 9.5V20h11V9.5M10 20v-5.5h4V20" />,
  bell: (
    <>
      <path d="M5.5 17h13l-1.6-2.6V10a4.9 4.9 0 0 0-9.8 0v4.4zM10 20h4" />
      <path d="M12 3v2" />
    </>
  ),
  book: (
    <>
      <path d="M12 6.5C10 5 7 4.6 4 5v13c3-.4 6 0 8 1.5 2-1.5 5-1.9 8-1.5V5c-3-.4-6 0-8 1.5z" />
      <path d="M12 6.5v13" />
    </>
  ),
  money: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="m8.8 7.5 3.2 4.3 3.2-4.3M12 11.8v5M9.2 12h5.6M9.2 14.6h5.6" />
    </>
  ),
  chat: (
    <>
      <path d="M4 5.5h16v11h-9l-4 3.5v-3.5H4z" />
      <path d="M8 9.5h8M8 12.7h5" />
    </>
  ),
  eye: (
    <>
      <path d="M2.8 12S6 6 12 6s9.2 6 9.2 6-3.2 6-9.2 6-9.2-6-9.2-6z" />
      <circle cx="12" cy="12" r="2.6" />
    </>
  ),
  lock: (
    <>
      <rect x="5" y="10.5" width="14" height="9.5" rx="2" />
      <path d="M8 10.5V8a4 4 0 0 1 8 0v2.5M12 14.5v2" />
    </>
  ),
  broom: (
    <>
      <path d="m19.5 4-7 7M9.5 9.8l4.7 4.7c-.8 3.6-3.6 5.5-9.7 5.5l2-3.4-2.5 1C3.5 13.5 6 10.7 9.5 9.8z" />
      <path d="M7.5 12.3 11.7 16.5" />
    </>
  ),
  calendar: (
    <>
      <rect x="4" y="5.5" width="16" height="14.5" rx="2.5" />
      <path d="M4 10h16M8.5 3.5v4M15.5 3.5v4" />
    </>
  ),
  phoneScreen: (
    <>
      <rect x="7" y="3" width="10" height="18" rx="2" />
      <path d="M11 18h2" />
    </>
  ),
  back: <path d="M14.5 5 7.5 12l7 7" />,
  forth: <path d="m9.5 5 7 7-7 7" />,
  search: (
    <>
      <circle cx="10.5" cy="10.5" r="6" />
      <path d="m15 15 5 5" />
    </>
  ),
  large: <path d="M3.5 18 8.5 6l5 12M5.2 14h6.6M15 18l2.7-6.5 2.8 6.5M15.9 16h3.7" />,
  contrast: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 3.5v17M12 7h4.6M12 10.3h8M12 13.7h8M12 17h4.6" />
    </>
  ),
  plain: <path d="M4 7h16M4 12h11M4 17h7" />,
  offline: (
    <>
      <path d="M4 9.5a12 12 0 0 1 16 0M7 13a7.5 7.5 0 0 1 10 0M10 16.3a3 3 0 0 1 4 0" />
      <path d="M4 4l16 16" />
    </>
  ),
};

/** A drawing by its name; names come from the words too. */
export function Sign({ name }: { name: string }) {
  const own = SIGNS[name];
  if (own) return <Drawing>{own}</Drawing>;
  return <Icon name={isIcon(name) ? name : "quiz"} />;
}
