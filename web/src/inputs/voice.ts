import { useEffect, useRef, useState } from "react";

/** The part that is used of a browser's speech recognition; its types are in no library yet. */
interface Recognition {
  lang: string;
  onresult: ((event: { results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void) | null;
  onend: (() => void) | null;
  onerror: (() => void) | null;
  start(): void;
  stop(): void;
  abort(): void;
}

type Maker = new () => Recognition;

function maker(): Maker | undefined {
  const browser = window as { SpeechRecognition?: Maker; webkitSpeechRecognition?: Maker };
  return browser.SpeechRecognition ?? browser.webkitSpeechRecognition;
}

export interface Voice {
  listening: boolean;
  failed: boolean;
  toggle: () => void;
}

/** Writes down what is said; null where the browser cannot. */
export function useVoice(onHeard: (text: string) => void): Voice | null {
  const [listening, setListening] = useState(false);
  const [failed, setFailed] = useState(false);
  const current = useRef<Recognition | null>(null);
  const heard = useRef(onHeard);
  heard.current = onHeard;
  useEffect(() => () => current.current?.abort(), []);

  const Make = maker();
  if (!Make) return null;

  function toggle(): void {
    if (listening || !Make) {
      current.current?.stop();
      return;
    }
    const recognition = new Make();
    recognition.lang = "zh-CN";
    recognition.onresult = ({ results }) => {
      heard.current(Array.from(results, (result) => result[0]?.transcript ?? "").join(""));
    };
    recognition.onend = () => setListening(false);
    recognition.onerror = () => setFailed(true);
    current.current = recognition;
    setFailed(false);
    setListening(true);
    recognition.start();
  }

  return { listening, failed, toggle };
}
