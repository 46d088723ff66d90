import { type FormEvent, useState } from "react";
import { Button } from "../chatui";
import { useChat } from "../core/context";
import { useWords } from "../core/words";

/** A telephone number, with the keypad for it. */
export function PhoneInput() {
  const words = useWords();
  const { send } = useChat();
  const [number, setNumber] = useState("");

  function submit(event: FormEvent): void {
    event.preventDefault();
    send(number.trim());
  }

  return (
    <form className="panel" onSubmit={submit}>
      <div className="panel-line">
        <label>
          <span>{words.say("phone.field")}</span>
          <input
            type="tel"
            inputMode="tel"
            autoComplete="tel"
            maxLength={20}
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
        </label>
        <Button color="primary" type="submit" disabled={number.trim().length < 7}>
          {words.say("phone.submit")}
        </Button>
      </div>
    </form>
  );
}
