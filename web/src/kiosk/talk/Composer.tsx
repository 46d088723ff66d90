import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";
import { useChat } from "../../core/context";
import { useWords } from "../../core/words";
import { Icon } from "../../parts/Icon";

interface Props {
  asked: string | null;
  busy: boolean;
  lost: boolean;
}

const MOST = 5000;
/** Questions that are answered by capitals and digits. */
const CODES = ["ticket_number", "query_code"];

/** Where the customer writes. What was sent leaves the field, and the keyboard makes room for the answer. */
export function Composer({ asked, busy, lost }: Props) {
  const words = useWords();
  const { send } = useChat();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState("");
  const wantsCode = asked !== null && CODES.includes(asked);
  const ready = text.trim() !== "" && !busy && !lost;

  function submit(event: Pick<FormEvent, "preventDefault">): void {
    event.preventDefault();
    if (!ready) return;
    send(text);
    setText("");
    field.current?.blur();
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) submit(event);
  }

  return (
    <form className="kiosk-composer" onSubmit={submit}>
      <textarea
        ref={field}
        rows={1}
        maxLength={MOST}
        data-pad={wantsCode ? "code" : "words"}
        aria-label={words.say("composer.label")}
        placeholder={words.say(lost ? "kiosk.talk.offline" : wantsCode ? "kiosk.talk.field_code" : "kiosk.talk.field")}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKey}
      />
      <button type="submit" className="kiosk-send" disabled={!ready}>
        <Icon name="send" />
        {words.say("kiosk.talk.send")}
      </button>
    </form>
  );
}
