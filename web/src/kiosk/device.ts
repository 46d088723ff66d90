import { ask, OWN, post } from "../core/transport";
import type { Times } from "./watch";

const KIOSK = "/api/kiosk";
const PATIENCE_MS = 4000;

/** What the tablet is: its branch, its times. */
export interface Device {
  branch: string;
  name: string;
  times: Times;
  bank: { name: string; hotline: string; hours: string };
}

export async function loadDevice(): Promise<Device> {
  return (await ask(`${KIOSK}/device`)).json();
}

export async function enrol(code: string): Promise<void> {
  await post(`${KIOSK}/enrol`, { code });
}

export async function beginSession(): Promise<void> {
  await post(`${KIOSK}/session`);
}

/** Ends the session on the server; also when the page goes, and never waiting long for a dead line. */
export async function endSession(): Promise<void> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    await ask(`${KIOSK}/session`, { method: "DELETE", headers: OWN, keepalive: true, signal: patience.signal });
  } finally {
    clearTimeout(timer);
  }
}

export async function ping(): Promise<void> {
  await post(`${KIOSK}/ping`);
}

export type CallState = "none" | "calling" | "coming" | "overdue";

export async function callStaff(): Promise<CallState> {
  return stateOf(await post(`${KIOSK}/call`));
}

export async function askCall(): Promise<CallState> {
  return stateOf(await ask(`${KIOSK}/call`));
}

async function stateOf(answer: Response): Promise<CallState> {
  return ((await answer.json()) as { state: CallState }).state;
}
