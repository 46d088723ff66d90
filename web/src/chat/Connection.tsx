import { useEffect, useState } from "react";
import { useWords } from "../core/words";

const THANKS_MS = 2500;

/** Says that the line is gone, and for a moment that it is back. */
export function Connection({ lost }: { lost: boolean }) {
  const words = useWords();
  const [back, setBack] = useState(false);
  const [wasLost, setWasLost] = useState(false);

  useEffect(() => {
    if (lost) {
      setWasLost(true);
      return;
    }
    if (!wasLost) return;
    setWasLost(false);
    setBack(true);
    const timer = setTimeout(() => setBack(false), THANKS_MS);
    return () => clearTimeout(timer);
  }, [lost, wasLost]);

  return (
    <div role="status" className="connection" data-state={lost ? "lost" : back ? "back" : "fine"}>
      {lost && words.say("connection.lost")}
      {!lost && back && words.say("connection.back")}
    </div>
  );
}
