import { useEffect, useState } from "react";

/** Tells that something has been going on for a while. */
export function useDelay(going: boolean, milliseconds: number): boolean {
  const [long, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    if (!going) return;
    const timer = setTimeout(() => setLong(true), milliseconds);
    return () => clearTimeout(timer);
  }, [going, milliseconds]);
  return long && going;
}
