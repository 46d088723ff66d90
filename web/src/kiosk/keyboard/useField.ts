import { useCallback, useEffect, useState } from "react";
import type { Pad } from "../guard";
import type { Field } from "./typing";

export interface Typing {
  field: Field | null;
  pad: Pad | null;
  hide: () => void;
}

/** The field that is being written in, and which keyboard it wants. */
export function useField(): Typing {
  const [field, setField] = useState<Field | null>(null);

  useEffect(() => {
    const look = (): void => setField(writable(document.activeElement));
    // Where the focus goes is known only after it has left; and a field that is taken away tells nothing.
    const later = (): void => void setTimeout(look);
    const gone = new MutationObserver(look);
    document.addEventListener("focusin", look);
    document.addEventListener("focusout", later);
    gone.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener("focusin", look);
      document.removeEventListener("focusout", later);
      gone.disconnect();
    };
  }, []);

  const hide = useCallback(() => field?.blur(), [field]);
  return { field, pad: field ? ((field.dataset.pad as Pad | undefined) ?? "words") : null, hide };
}

function writable(element: Element | null): Field | null {
  const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
  return isField && !element.readOnly && element.type !== "radio" && element.type !== "checkbox" ? element : null;
}
