import { createContext, useContext } from "react";
import type { Turn } from "./events";
import type { Script } from "./words";

/** What every part of the conversation may do. */
export interface Chat {
  send: (text: string, shown?: string) => void;
  /** Puts in what the server told beside a message: when a file came or went. */
  take: (turn: Turn) => void;
  script: Script;
}

export const ChatContext = createContext<Chat>({ send: () => undefined, take: () => undefined, script: "simplified" });

export function useChat(): Chat {
  return useContext(ChatContext);
}
