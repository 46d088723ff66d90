/** Keeps the page itself on the tablet, so that it opens and helps in an emergency without a network too. */
export function keepShell(): void {
  navigator.serviceWorker?.register("/kiosk-sw.js", { scope: "/kiosk" }).catch(() => undefined); // then not offline
}
