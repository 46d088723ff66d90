import { type FormEvent, useState } from "react";
import { Button } from "../chatui";
import { useChat } from "../core/context";
import { useWords } from "../core/words";
import { reading, yuan } from "../core/yuan";

/** An amount in figures, read back in words so that a nought too many is seen. */
export function AmountInput() {
  const words = useWords();
  const { send } = useChat();
  const [typed, setTyped] = useState("");
  const amount = yuan(typed);
  const wrong = typed.trim() !== "" && amount === null;

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (amount) send(words.say("amount.say", { amount }));
  }

  return (
    <form className="panel" onSubmit={submit}>
      <div className="panel-line">
        <label>
          <span>{words.say("amount.field")}</span>
          <span className="with-unit">
            <input
              inputMode="decimal"
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              aria-invalid={wrong}
              aria-describedby="amount-reading"
            />
            <span aria-hidden="true">{words.say("amount.unit")}</span>
          </span>
        </label>
        <Button color="primary" type="submit" disabled={!amount}>
          {words.say("amount.submit")}
        </Button>
      </div>
      <p id="amount-reading" className="panel-note" role="status">
        {amount && words.say("amount.reading", { reading: reading(amount) })}
        {wrong && words.say("amount.wrong")}
      </p>
    </form>
  );
}
