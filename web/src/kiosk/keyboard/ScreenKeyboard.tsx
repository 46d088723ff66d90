import { lazy, Suspense } from "react";
import type { Typing } from "./useField";

const Keyboard = lazy(() => import("./Keyboard"));

/** The keyboard, while there is something to write in; fetched when it is first wanted. */
export function ScreenKeyboard({ field, pad, hide }: Typing) {
  if (!field || !pad) return null;
  return (
    <Suspense fallback={null}>
      <Keyboard key={pad} field={field} pad={pad} onHide={hide} />
    </Suspense>
  );
}
