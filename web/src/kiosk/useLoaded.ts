import { useEffect, useState } from "react";
import { loadInterface, Refusal } from "../core/api";
import { type Script, Words } from "../core/words";
import { type Device, loadDevice } from "./device";

const TRY_AGAIN_MS = 2000;
const FORBIDDEN = 403;

export interface Loaded {
  words: Words | null;
  /** Null until it is known; `stranger` while this tablet is nobody's. */
  device: Device | "stranger" | null;
}

/** Words in a script, and what this tablet is; asked again until the bank answers. */
export function useLoaded(script: Script): Loaded {
  const [words, setWords] = useState<Words | null>(null);
  const [device, setDevice] = useState<Device | "stranger" | null>(null);

  useEffect(
    () =>
      untilAnswered(async () => {
        const shown = await loadInterface(script);
        return () => setWords(new Words(shown.words, shown.bank, shown.hosts));
      }),
    [script],
  );

  useEffect(
    () =>
      untilAnswered(async () => {
        const found = await deviceOrStranger();
        return () => setDevice(found);
      }),
    [],
  );

  return { words, device };
}

async function deviceOrStranger(): Promise<Device | "stranger"> {
  try {
    return await loadDevice();
  } catch (error) {
    if (error instanceof Refusal && error.status === FORBIDDEN) return "stranger";
    throw error;
  }
}

/** Tries until it is through, then does what it brought; returns how to give up. */
function untilAnswered(attempt: () => Promise<() => void>): () => void {
  let wanted = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  async function go(): Promise<void> {
    try {
      const take = await attempt();
      if (wanted) take();
    } catch {
      if (wanted) timer = setTimeout(go, TRY_AGAIN_MS);
    }
  }
  void go();
  return () => {
    wanted = false;
    clearTimeout(timer);
  };
}
