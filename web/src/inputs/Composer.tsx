import { type KeyboardEvent, type RefObject, useEffect } from "react";
import { Button, Input } from "../chatui";
import { useWords } from "../core/words";
import { Icon } from "../parts/Icon";
import { useVoice } from "./voice";

const MOST = 5000;
const COUNT_FROM = 4500;

interface Props {
  field: RefObject<HTMLTextAreaElement>;
  text: string;
  onText: (text: string) => void;
  onSend: (text: string) => void;
  /** Stands there where files may be handed in. */
  attach?: { open: boolean; toggle: () => void };
}

/** Where the customer writes. Enter sends, except while an input method is composing. */
export function Composer({ field, text, onText, onSend, attach }: Props) {
  const words = useWords();
  const voice = useVoice((heard) => onText(text + heard));
  const ready = text.trim() !== "";

  useEffect(() => {
    if (matchMedia("(pointer: fine)").matches) field.current?.focus();
  }, [field]);

  function send(): void {
    if (!ready) return;
    onSend(text);
    onText("");
    field.current?.focus();
  }

  function onKey(event: KeyboardEvent): void {
    const composing = event.nativeEvent.isComposing || event.keyCode === 229; // 229: Safari's last key of a composition
    if (event.key !== "Enter" || event.shiftKey || composing) return;
    event.preventDefault();
    send();
  }

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="composer-line">
        {attach && (
          <button
            type="button"
            className="round"
            aria-expanded={attach.open}
            aria-label={words.say("files.title")}
            onClick={attach.toggle}
          >
            <Icon name="attach" />
          </button>
        )}
        <Input
          ref={field}
          autoSize
          maxRows={6}
          value={text}
          onChange={onText}
          onKeyDown={onKey}
          aria-label={words.say("composer.label")}
          placeholder={voice?.listening ? words.say("voice.listening") : words.say("composer.placeholder")}
          enterKeyHint="send"
          autoComplete="off"
        />
        {voice && (
          <button
            type="button"
            className="round"
            aria-pressed={voice.listening}
            aria-label={words.say(voice.listening ? "voice.stop" : "voice.start")}
            onClick={voice.toggle}
          >
            <Icon name={voice.listening ? "stop" : "mic"} />
          </button>
        )}
        <Button
          type="submit"
          color="primary"
          className="send"
          disabled={!ready}
          aria-label={words.say("composer.send")}
        >
          <Icon name="send" />
          <span>{words.say("composer.send")}</span>
        </Button>
      </div>
      <Note text={text} failed={voice?.failed ?? false} />
    </form>
  );
}

function Note({ text, failed }: { text: string; failed: boolean }) {
  const words = useWords();
  const left = MOST - text.length;
  if (failed) return <p className="composer-note">{words.say("voice.failed")}</p>;
  if (text.length < COUNT_FROM) return <p className="composer-note">{words.say("composer.privacy")}</p>;
  return (
    <p className="composer-note" role="status" data-over={left < 0}>
      {left < 0 ? words.say("composer.over", { over: -left }) : words.say("composer.count", { left })}
    </p>
  );
}
