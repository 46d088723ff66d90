import type { ReactNode } from "react";

/** Drawings on a grid of 24, drawn with one line width. */
const DRAWINGS = {
  shield: (
    <>
      <path d="M12 3 4.5 6v5.2c0 4.6 3.1 8 7.5 9.8 4.4-1.8 7.5-5.2 7.5-9.8V6z" />
      <path d="m8.8 11.8 2.3 2.3 4.2-4.4" />
    </>
  ),
  card: (
    <>
      <rect x="3" y="5.5" width="18" height="13" rx="2.2" />
      <path d="M3 9.8h18M7 14.8h3.5" />
    </>
  ),
  pen: (
    <>
      <path d="M5 19.5h14M6.5 15.8l-.6 2.8 2.8-.6L18 8.7l-2.2-2.2z" />
      <path d="m14 8.3 2.2 2.2" />
    </>
  ),
  progress: (
    <>
      <path d="M6 4.5v15" />
      <circle cx="6" cy="6" r="2" />
      <circle cx="6" cy="12" r="2" />
      <circle cx="6" cy="18" r="2" />
      <path d="M11 6h8M11 12h8M11 18h5" />
    </>
  ),
  scales: (
    <>
      <path d="M12 4v16M8 20h8M5 7h14" />
      <path d="m5 7-2.3 6a2.5 2.5 0 0 0 4.6 0zM19 7l-2.3 6a2.5 2.5 0 0 0 4.6 0z" />
    </>
  ),
  quiz: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M9.6 9.6a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1.1.8-1.1 1.6M12 16.6v.1" />
    </>
  ),
  alarm: (
    <>
      <path d="M12 4 2.8 19.5h18.4z" />
      <path d="M12 10v4.5M12 17v.1" />
    </>
  ),
  phone: (
    <path d="M7.2 4.2 9.6 9 7.8 10.6a11.5 11.5 0 0 0 5.6 5.6L15 14.4l4.8 2.4v2.7c0 .8-.6 1.4-1.4 1.4C10.6 20.9 3.1 13.4 3.1 5.6c0-.8.6-1.4 1.4-1.4z" />
  ),
  qr: (
    <>
      <rect x="4" y="4" width="6" height="6" rx="1" />
      <rect x="14" y="4" width="6" height="6" rx="1" />
      <rect x="4" y="14" width="6" height="6" rx="1" />
      <path d="M14 14h2.5v2.5M20 14v2.5M14 20h2.5M20 19.5v.5h-.5" />
    </>
  ),
  send: <path d="M4 12 20 4.5l-4.5 15.5-4-6.5zM11.5 13.5 20 4.5" />,
  mic: (
    <>
      <rect x="9" y="3.5" width="6" height="11" rx="3" />
      <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />
    </>
  ),
  stop: <rect x="7" y="7" width="10" height="10" rx="1.5" />,
  speaker: (
    <>
      <path d="M4 9.5v5h3.5l4.5 4v-13l-4.5 4z" />
      <path d="M15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11" />
    </>
  ),
  settings: (
    <>
      <path d="M4 7h9M17 7h3M4 17h3M11 17h9" />
      <circle cx="15" cy="7" r="2" />
      <circle cx="9" cy="17" r="2" />
    </>
  ),
  close: <path d="m6 6 12 12M18 6 6 18" />,
  down: <path d="m6 10 6 6 6-6" />,
  check: <path d="m5 12.5 4.5 4.5L19 7.5" />,
  cross: <path d="m7 7 10 10M17 7 7 17" />,
  copy: (
    <>
      <rect x="8.5" y="8.5" width="11" height="11" rx="2" />
      <path d="M15.5 8.5v-2a2 2 0 0 0-2-2h-7a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h2" />
    </>
  ),
  print: (
    <>
      <path d="M7 9V4h10v5M7 17H4.5v-7.5h15V17H17" />
      <path d="M7 14h10v6H7z" />
    </>
  ),
  image: (
    <>
      <rect x="3.5" y="5" width="17" height="14" rx="2" />
      <circle cx="8.5" cy="10" r="1.5" />
      <path d="m4 17.5 5-4.5 3.5 3 3.5-3.5 4.5 4.5" />
    </>
  ),
  file: (
    <>
      <path d="M13.5 3.5H7a2 2 0 0 0-2 2v13a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V9z" />
      <path d="M13.5 3.5V9H19" />
    </>
  ),
  attach: (
    <path d="m19 11.5-7.3 7.3a4.5 4.5 0 0 1-6.4-6.4l7.7-7.7a3 3 0 0 1 4.3 4.3l-7.6 7.5a1.5 1.5 0 0 1-2.1-2.1l6.7-6.7" />
  ),
  person: (
    <>
      <circle cx="12" cy="8" r="3.7" />
      <path d="M4.8 20a7.3 7.3 0 0 1 14.4 0" />
    </>
  ),
  up: (
    <path d="M7 11v9H4.5v-9zM7 11l4-7.5c1.4 0 2.2 1 2 2.3L12.5 9.5h5.6a1.9 1.9 0 0 1 1.9 2.3l-1.3 6.6a2 2 0 0 1-2 1.6H7" />
  ),
  thumbDown: (
    <path d="M7 13V4H4.5v9zM7 13l4 7.5c1.4 0 2.2-1 2-2.3l-.5-3.7h5.6a1.9 1.9 0 0 0 1.9-2.3l-1.3-6.6a2 2 0 0 0-2-1.6H7" />
  ),
  leave: (
    <>
      <path d="M10 4.5H6.5a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2H10" />
      <path d="M14.5 8.5 18 12l-3.5 3.5M18 12H9.5" />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof DRAWINGS;

export function isIcon(name: string): name is IconName {
  return name in DRAWINGS;
}

export function Icon({ name }: { name: IconName }) {
  return <Drawing>{DRAWINGS[name]}</Drawing>;
}

/** Always beside words or a label, so hidden from screen readers. */
export function Drawing({ children }: { children: ReactNode }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}
