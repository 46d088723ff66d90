import { endSession } from "./device";

/** The caches of the offline shell: what every customer gets, and nothing of any of them. */
const SHELL = "xiaobao-shell";

/** Ends the session and empties everything in which a browser can keep something. */
export async function wipe(): Promise<void> {
  emptyStorages();
  await Promise.allSettled([endSession(), dropDatabases(), dropCaches(), emptyClipboard()]);
  emptyStorages();
}

/** Begins anew: a fresh page, so that nothing is left in memory, in place of the old one, so that no way leads back. */
export function startOver(): void {
  history.replaceState(null, "", "/kiosk");
  location.replace("/kiosk");
}

function emptyStorages(): void {
  localStorage.clear();
  sessionStorage.clear();
}

async function dropDatabases(): Promise<void> {
  const all = await indexedDB.databases();
  await Promise.all(all.map(({ name }) => name && dropDatabase(name)));
}

/** One that a page still holds open goes when that page does: it is not waited for. */
function dropDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = request.onblocked = () => resolve();
    request.onerror = () => reject(request.error);
  });
}

async function dropCaches(): Promise<void> {
  if (!("caches" in window)) return;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => !name.startsWith(SHELL)).map((name) => caches.delete(name)));
}

async function emptyClipboard(): Promise<void> {
  await navigator.clipboard?.writeText("");
}
