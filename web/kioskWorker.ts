import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Plugin, Rolldown } from "vite";

/** Builds the service worker of the branch tablet: a list of all that its page is made of, and what to do with it. */
export const kioskWorker: Plugin = {
  name: "kiosk-worker",
  generateBundle(_, bundle) {
    const shell = [...partsOf("src/kiosk/main.tsx", bundle)].map((name) => `/${name}`).sort();
    const version = createHash("sha256").update(shell.join()).digest("hex").slice(0, 12);
    const worker = readFileSync(resolve(import.meta.dirname, "src/kiosk/worker.js"), "utf8");
    const source = `const VERSION = "${version}";\nconst SHELL = ${JSON.stringify(shell)};\n${worker}`;
    this.emitFile({ type: "asset", fileName: "kiosk-sw.js", source });
  },
};

/** Every built file that a page may need, those fetched later too. */
function partsOf(module: string, bundle: Rolldown.OutputBundle): Set<string> {
  const found = new Set<string>();
  const chunks = Object.values(bundle).filter((part) => part.type === "chunk");
  const entry = chunks.find((chunk) => chunk.moduleIds.some((id) => id.endsWith(module)));

  function add(name: string): void {
    if (found.has(name)) return;
    found.add(name);
    const chunk = chunks.find(({ fileName }) => fileName === name);
    if (!chunk) return;
    for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style);
    for (const next of [...chunk.imports, ...chunk.dynamicImports]) add(next);
  }

  if (!entry) throw new Error(`nothing was built of ${module}`);
  add(entry.fileName);
  return found;
}
