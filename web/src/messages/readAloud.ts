import { useEffect, useState } from "react";

export const canReadAloud = typeof window !== "undefined" && "speechSynthesis" in window;

/** Reads one text at a time; another one, or leaving the page, stops it. */
export function useReadAloud(text: string, language: string): { reading: boolean; toggle: () => void } {
  const [reading, setReading] = useState(false);
  useEffect(() => () => window.speechSynthesis?.cancel(), []);

  function toggle(): void {
    speechSynthesis.cancel();
    if (reading) return;
    const speech = new SpeechSynthesisUtterance(text);
    speech.lang = language;
    speech.onend = () => setReading(false);
    speech.onerror = () => setReading(false);
    setReading(true);
    speechSynthesis.speak(speech);
  }

  return { reading, toggle };
}
