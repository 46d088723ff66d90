import { createRoot } from "react-dom/client";
import { readPreferences, showPreferences } from "../core/preferences";
import { Store } from "../core/store";
import "../styles/chat.less";
import { App } from "./App";
import { keepAboveKeyboard } from "./viewport";

const STILL_SILENT_MS = 4000;

const preferences = readPreferences();
showPreferences(preferences);
keepAboveKeyboard();
const store = new Store({ brought: takeToken() });
const room = document.getElementById("chat");
const shell = document.getElementById("shell");
const silence = setTimeout(() => document.getElementById("silent")?.removeAttribute("hidden"), STILL_SILENT_MS);

/** Returns the token of a QR code and takes it out of the address: it is not to stay in the browser's history. */
function takeToken(): string | null {
  const token = new URLSearchParams(location.search).get("t");
  if (token) history.replaceState(null, "", location.pathname);
  return token;
}

store.subscribe(() => {
  if (!store.get().words || !shell) return;
  clearTimeout(silence);
  shell.remove();
});
if (room) createRoot(room).render(<App store={store} preferences={preferences} />);
