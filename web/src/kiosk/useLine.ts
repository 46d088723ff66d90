import { useEffect, useState } from "react";
import { Refusal } from "../core/transport";
import { ping } from "./device";

const PING_MS = 30_000;
const TRY_MS = 3_000;

/** Tells the bank that the tablet lives, and the customer when the line is gone; it comes back by itself. */
export function useLine(): boolean {
  const [up, setUp] = useState(() => navigator.onLine);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;

    async function look(): Promise<void> {
      clearTimeout(timer);
      const alive = await ping().then(
        () => true,
        (error) => error instanceof Refusal && error.status < 500,
      );
      if (gone) return;
      setUp(alive);
      timer = setTimeout(look, alive ? PING_MS : TRY_MS);
    }

    function down(): void {
      setUp(false);
      clearTimeout(timer);
      timer = setTimeout(look, TRY_MS);
    }

    void look();
    window.addEventListener("online", look);
    window.addEventListener("offline", down);
    return () => {
      gone = true;
      clearTimeout(timer);
      window.removeEventListener("online", look);
      window.removeEventListener("offline", down);
    };
  }, []);

  return up;
}
