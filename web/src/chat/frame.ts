/** The page inside the frame that `embed.js` opens on a page of the bank. */

/** The page around us, told by the loader; messages go there and come from there only. */
function around(): string | null {
  if (window.parent === window) return null;
  try {
    const told = new URLSearchParams(location.search).get("embedded");
    return told ? new URL(told).origin : null;
  } catch {
    return null;
  }
}

const PARENT = around();

export const embedded = PARENT !== null;

export function closeFrame(): void {
  if (PARENT) window.parent.postMessage({ type: "xiaobao:close" }, PARENT);
}

/** Calls back when the frame was opened, so that writing can begin at once. */
export function onFrameOpened(act: () => void): () => void {
  function hear(event: MessageEvent): void {
    const { type } = (event.data ?? {}) as { type?: unknown };
    if (event.origin === PARENT && event.source === window.parent && type === "xiaobao:opened") act();
  }
  window.addEventListener("message", hear);
  return () => window.removeEventListener("message", hear);
}
