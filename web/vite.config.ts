import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig, type Plugin, type UserConfig } from "vite";
import { parse } from "yaml";
import { kioskWorker } from "./kioskWorker.ts";

/** The words of the interface that stand in a page before the server was asked. */
const words: unknown = parse(readFileSync(resolve(import.meta.dirname, "../data/interface.yml"), "utf8"));

function word(path: string): string {
  const found = path.split(".").reduce<unknown>((tree, key) => (tree as Record<string, unknown>)?.[key], words);
  if (typeof found !== "string") throw new Error(`data/interface.yml has no ${path}`);
  return found;
}

/** Fills `{{path.of.a.word}}` in a page. */
const fillWords: Plugin = {
  name: "fill-words",
  transformIndexHtml: (html) => html.replace(/\{\{([\w.]+)\}\}/g, (_, path: string) => word(path)),
};

const pages: UserConfig = {
  plugins: [fillWords, kioskWorker],
  build: {
    target: ["chrome79", "safari14"],
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { chat: "chat.html", index: "index.html", kiosk: "kiosk.html" } },
  },
  server: { proxy: { "/api": "http://127.0.0.1:5005" } },
};

/** The loader for other people's pages: one plain script, no modules, no style sheet. */
const embed: UserConfig = {
  define: {
    EMBED_WORDS: JSON.stringify({ button: word("embed.button"), open: word("embed.open"), title: word("embed.title") }),
  },
  build: {
    target: "es2018",
    emptyOutDir: false,
    lib: { entry: "src/embed/embed.ts", formats: ["iife"], name: "xiaobao", fileName: () => "embed.js" },
  },
};

export default defineConfig(({ mode }) => (mode === "embed" ? embed : pages));
