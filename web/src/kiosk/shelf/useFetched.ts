import { useEffect, useState } from "react";

/** What a promise brings: null until it is there, `failed` when it does not come. */
export type Fetched<Value> = Value | "failed" | null;

/** Fetches again whenever `key` changes, and lets an answer go that comes too late. */
export function useFetched<Value>(key: string, fetch: () => Promise<Value>): Fetched<Value> {
  const [found, setFound] = useState<Fetched<Value>>(null);
  // `key` says all that `fetch` depends on
  useEffect(() => {
    let wanted = true;
    setFound(null);
    fetch().then(
      (value) => wanted && setFound(value),
      () => wanted && setFound("failed"),
    );
    return () => {
      wanted = false;
    };
  }, [key]);
  return found;
}
