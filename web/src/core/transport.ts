/** The server answered, but with a refusal. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** What tells the server that a page of its own asks. */
export const OWN = { "X-Requested-With": "xiaobao" };

/** Asks the server; nothing of what it answers is left in the browser's cache. */
export async function ask(path: string, init?: RequestInit): Promise<Response> {
  const answer = await fetch(path, { credentials: "same-origin", cache: "no-store", ...init });
  if (!answer.ok) throw new Refusal(answer.status, await refusalText(answer));
  return answer;
}

export function post(path: string, body: object = {}): Promise<Response> {
  const headers = { ...OWN, "Content-Type": "application/json" };
  return ask(path, { method: "POST", headers, body: JSON.stringify(body) });
}

async function refusalText(answer: Response): Promise<string> {
  try {
    return textOf(await answer.json());
  } catch {
    return "";
  }
}

/** Why the server refused, in words for the customer. */
export function textOf(body: unknown): string {
  const error = (body as { error?: { message?: unknown } } | null)?.error;
  return typeof error?.message === "string" ? error.message : "";
}
