import { useEffect, useRef, useState } from "react";
import type { Conversation } from "../../core/conversation";

/** The form that ended with the last turn, until the next one. */
export function useEnded({ form, last }: Conversation): string | null {
  const before = useRef<{ form: string | null; last: number }>({ form, last });
  const [ended, setEnded] = useState<string | null>(null);
  useEffect(() => {
    if (before.current.last === last) return;
    setEnded(form === null ? before.current.form : null);
    before.current = { form, last };
  }, [form, last]);
  return ended;
}
