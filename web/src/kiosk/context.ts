import { createContext, useContext } from "react";
import type { Script } from "../core/words";
import type { Device } from "./device";
import type { Typing } from "./keyboard/useField";
import type { StaffCall } from "./useStaffCall";

/** How the screen looks until the next customer. */
export interface Look {
  large: boolean;
  contrast: boolean;
  script: Script;
}

export const LOOK: Look = { large: false, contrast: false, script: "simplified" };

/** What every screen of the tablet may want to know. */
export interface Facts {
  device: Device;
  /** The bank can be reached. */
  up: boolean;
  look: Look;
  onLook: (change: Partial<Look>) => void;
  staff: StaffCall;
  typing: Typing;
}

export const KioskContext = createContext<Facts | null>(null);

export function useKiosk(): Facts {
  const facts = useContext(KioskContext);
  if (!facts) throw new Error("outside of the tablet page");
  return facts;
}
