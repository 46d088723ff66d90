import type { Files, FileTurn, Turn } from "./events";
import { ask, OWN, post, Refusal, textOf } from "./transport";
import type { Interface, Script } from "./words";

export { Refusal };

const CHAT = "/api/chat";
/** Where the conversation of this page is; the branch tablet's is elsewhere. */
let root = CHAT;

export function talkAt(path: string): void {
  root = path;
}

export async function loadInterface(script: Script): Promise<Interface> {
  return (await ask(`${CHAT}/interface?script=${script}`)).json();
}

export async function loadHistory(script: Script): Promise<Turn> {
  return (await ask(`${root}/messages?script=${script}`)).json();
}

/** Sends a message; `after` is the last event known here, so that only what is new comes back. */
export async function sendMessage(id: string, text: string, script: Script, after: number): Promise<Turn> {
  return (await post(`${root}/messages`, { id, text, script, after })).json();
}

/**
 * Goes on with what a QR code or a link brought from another screen; it is good once. Null: the page is in another
 * conversation now.
 */
export async function goOn(token: string, id: string, script: Script, after: number): Promise<Turn | null> {
  const found: Turn | { moved: true } = await (await post(`${root}/handoff`, { token, id, script, after })).json();
  return "moved" in found ? null : found;
}

/** A QR code with which the customer goes on at their own phone: in WeChat, or on this page there. */
export interface Receipt {
  image: string;
  wechat: boolean;
  expires_s: number;
}

export async function loadReceipt(): Promise<Receipt> {
  return (await post(`${root}/receipt`)).json();
}

export async function leave(): Promise<void> {
  await post(`${CHAT}/leave`);
}

export interface Judgement {
  event: number;
  helpful: boolean;
  reason?: string;
  text?: string;
}

export async function sendFeedback(judgement: Judgement): Promise<void> {
  await post(`${root}/feedback`, judgement);
}

export async function listFiles(script: Script): Promise<Files> {
  return (await ask(`${root}/files?script=${script}`, { headers: OWN })).json();
}

export async function removeFile(id: string, script: Script): Promise<FileTurn> {
  return (
    await ask(`${root}/files/${encodeURIComponent(id)}?script=${script}`, { method: "DELETE", headers: OWN })
  ).json();
}

/** Sends one file; `fetch` cannot tell how far it is. */
export function uploadFile(file: File, script: Script, onProgress: (part: number) => void): Promise<FileTurn> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${root}/files?script=${script}`);
    request.setRequestHeader("X-Requested-With", OWN["X-Requested-With"]);
    request.responseType = "json";
    request.upload.onprogress = (event) => onProgress(event.loaded / event.total);
    request.onerror = () => reject(new TypeError("network"));
    request.onload = () => {
      if (request.status === 201) resolve(request.response as FileTurn);
      else reject(new Refusal(request.status, textOf(request.response)));
    };
    const form = new FormData();
    form.append("file", file);
    request.send(form);
  });
}

export function streamAddress(script: Script, after: number): string {
  return `${root}/stream?script=${script}&after=${after}`;
}
