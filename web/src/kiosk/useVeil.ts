import { useEffect, useState } from "react";

export interface Veil {
  /** What was typed is hidden. */
  down: boolean;
  /** Shows it for a moment. */
  lift: () => void;
}

/** Hides what was typed once nothing has been typed for a while: somebody may be looking over the shoulder. */
export function useVeil(seconds: number): Veil {
  const [down, setDown] = useState(false);
  const [lifted, setLifted] = useState(0);

  useEffect(() => {
    const lift = (): void => setLifted((times) => times + 1);
    document.addEventListener("input", lift); // after the field has taken the letter
    return () => document.removeEventListener("input", lift);
  }, []);

  useEffect(() => {
    setDown(false);
    const timer = setTimeout(() => setDown(true), seconds * 1000);
    return () => clearTimeout(timer);
  }, [seconds, lifted]);

  useEffect(() => void document.documentElement.toggleAttribute("data-veil", down), [down]);

  return { down, lift: () => setLifted((times) => times + 1) };
}
