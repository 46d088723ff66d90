import { useCallback, useEffect, useState } from "react";
import { listFiles, Refusal, removeFile, uploadFile } from "../core/api";
import { useChat } from "../core/context";
import type { Files } from "../core/events";
import { useWords } from "../core/words";

export interface Upload {
  file: File;
  /** How much is there, from 0 to 1. */
  part: number;
  /** Why it did not come through. */
  trouble?: string;
  /** The server does not want it: there is no use in trying again. */
  refused?: boolean;
}

export interface Handling {
  files: Files | null;
  uploads: Upload[];
  /** What happened last, for those who do not see the list. */
  told: string;
  add: (files: File[]) => void;
  remove: (id: string, name: string) => void;
  retry: (upload: Upload) => void;
  dismiss: (upload: Upload) => void;
}

/** The evidence of the complaint that is being filed: what is there, and what is on its way. */
export function useFiles(): Handling {
  const words = useWords();
  const { take, script } = useChat();
  const [files, setFiles] = useState<Files | null>(null);
  const [uploads, setUploads] = useState<Upload[]>([]);
  const [told, setTold] = useState("");

  const refresh = useCallback(() => {
    listFiles(script).then(setFiles, () => undefined); // the list is shown at the next change
  }, [script]);
  useEffect(refresh, [refresh]);

  function update(file: File, change: Partial<Upload>): void {
    setUploads((all) => all.map((upload) => (upload.file === file ? { ...upload, ...change } : upload)));
  }

  function forget(file: File): void {
    setUploads((all) => all.filter((upload) => upload.file !== file));
  }

  async function send(file: File): Promise<void> {
    try {
      const turn = await uploadFile(file, script, (part) => update(file, { part }));
      forget(file);
      setTold(words.say("files.sent", { name: file.name }));
      take(turn);
    } catch (error) {
      const reason = error instanceof Refusal ? error.message : "";
      update(file, { trouble: reason || words.say("files.failed", { name: file.name }), refused: reason !== "" });
    }
    refresh();
  }

  /** One after the other, so that the order stays and a slow line is not shared. */
  async function sendAll(chosen: File[]): Promise<void> {
    for (const file of chosen) await send(file);
  }

  function add(chosen: File[]): void {
    const fresh = chosen.map((file) => ({ file, part: 0 }));
    setUploads((all) => [...all.filter((upload) => !upload.trouble), ...fresh]);
    void sendAll(chosen);
  }

  function retry({ file }: Upload): void {
    update(file, { part: 0, trouble: undefined });
    void send(file);
  }

  function remove(id: string, name: string): void {
    removeFile(id, script)
      .then((turn) => {
        setTold(words.say("files.removed", { name }));
        take(turn);
      })
      .catch(() => undefined) // the list says what is still there
      .then(refresh);
  }

  return { files, uploads, told, add, remove, retry, dismiss: ({ file }) => forget(file) };
}
