import { useCallback, useEffect, useState } from "react";
import { askCall, type CallState, callStaff } from "./device";

const POLL_MS = 3000;

export interface StaffCall {
  state: CallState | "failed";
  call: () => void;
}

/** A call for somebody of the branch: made with one touch, and followed until somebody comes. */
export function useStaffCall(): StaffCall {
  const [state, setState] = useState<CallState | "failed">("none");

  const call = useCallback(() => {
    callStaff().then(setState, () => setState("failed"));
  }, []);

  const waiting = state === "calling" || state === "overdue";
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => {
      askCall().then(setState, () => undefined); // the next look tells
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [waiting]);

  return { state, call };
}
