// The service worker of the branch tablet; the build fills in VERSION and SHELL. It keeps the page, its parts, its
// words and what the tablet is, so that the emergency cards open without a network. What customers say and are told
// never passes through here.
const CACHE = `xiaobao-shell-${VERSION}`;
const PAGE = "/kiosk";
const KEPT = ["/api/chat/interface", "/api/kiosk/device"];

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll([PAGE, ...SHELL, `${KEPT[0]}?script=simplified`, `${KEPT[0]}?script=traditional`]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { method, url, mode } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/assets/")) event.respondWith(fromShelf(event.request));
  else if (mode === "navigate" || KEPT.includes(pathname)) event.respondWith(freshOrKept(event.request));
});

/** Built files have their content in their name: what is kept is right. */
async function fromShelf(request) {
  return (await caches.match(request)) ?? fetch(request);
}

/** The newest there is; what was kept only while the bank is not to be reached. */
async function freshOrKept(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(CACHE)).put(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = await caches.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}
