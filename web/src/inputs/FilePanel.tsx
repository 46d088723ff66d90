import { type ChangeEvent, useRef } from "react";
import { Button } from "../chatui";
import { useWords } from "../core/words";
import { Icon } from "../parts/Icon";
import { type Handling, type Upload, useFiles } from "./useFiles";

const ACCEPT = "image/*,.pdf,.heic,.heif";
const MEGABYTE = 1024 * 1024;

/** Hands in photographs and papers, each with its progress, its refusal and its way back. */
export default function FilePanel() {
  const words = useWords();
  const handling = useFiles();
  const picker = useRef<HTMLInputElement>(null);
  const { files } = handling;

  function picked(event: ChangeEvent<HTMLInputElement>): void {
    handling.add([...(event.target.files ?? [])]);
    event.target.value = ""; // the same file may be chosen again
  }

  return (
    <section className="panel files" aria-label={words.say("files.title")}>
      <div className="panel-line">
        <input
          ref={picker}
          className="hidden"
          type="file"
          accept={ACCEPT}
          multiple
          tabIndex={-1}
          aria-hidden="true"
          onChange={picked}
        />
        <Button color="primary" onClick={() => picker.current?.click()}>
          <Icon name="attach" />
          {words.say("files.pick")}
        </Button>
        <p className="panel-note">
          {files && words.say("files.hint", { size: readableSize(files.max_bytes), count: files.max_files })}
          <br />
          {words.say("files.encrypted")}
        </p>
      </div>
      <FileList handling={handling} />
      <p className="hidden" role="status">
        {handling.told}
      </p>
    </section>
  );
}

function FileList({ handling }: { handling: Handling }) {
  const words = useWords();
  const stored = handling.files?.files ?? [];
  if (!stored.length && !handling.uploads.length) return null;
  return (
    <ul className="file-list" aria-label={words.say("files.list")}>
      {stored.map(({ id, name, size }) => (
        <li key={id}>
          <Icon name="file" />
          <span className="file-name">{name}</span>
          <span className="quiet">{readableSize(size)}</span>
          <button
            type="button"
            aria-label={words.say("files.remove", { name })}
            onClick={() => handling.remove(id, name)}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
      {handling.uploads.map((upload) => (
        <UploadLine key={`${upload.file.name} ${upload.file.lastModified}`} upload={upload} handling={handling} />
      ))}
    </ul>
  );
}

function UploadLine({ upload, handling }: { upload: Upload; handling: Handling }) {
  const words = useWords();
  const { file, part, trouble } = upload;
  if (trouble) {
    return (
      <li className="file-trouble" role="alert">
        <Icon name="alarm" />
        <span className="file-name">{trouble}</span>
        {upload.refused ? (
          <button type="button" onClick={() => handling.dismiss(upload)}>
            {words.say("files.dismiss")}
          </button>
        ) : (
          <button type="button" onClick={() => handling.retry(upload)}>
            {words.say("files.again")}
          </button>
        )}
      </li>
    );
  }
  return (
    <li>
      <Icon name="file" />
      <span className="file-name">{words.say("files.sending", { name: file.name })}</span>
      <progress className="bar" value={part} aria-label={words.say("files.sending", { name: file.name })} />
    </li>
  );
}

function readableSize(bytes: number): string {
  return bytes >= MEGABYTE ? `${+(bytes / MEGABYTE).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}
