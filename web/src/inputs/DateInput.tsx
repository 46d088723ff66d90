import { type FormEvent, useState } from "react";
import { Button } from "../chatui";
import { useChat } from "../core/context";
import { dayInWords, isoDay } from "../core/day";
import { type Quick, useWords } from "../core/words";

/** The day it happened: one of the usual ones, or from the calendar; never one to come. */
export function DateInput() {
  const words = useWords();
  const { send } = useChat();
  const [day, setDay] = useState("");

  function submit(event: FormEvent): void {
    event.preventDefault();
    send(dayInWords(day, words));
  }

  return (
    <form className="panel" onSubmit={submit}>
      <div className="chips" role="group" aria-label={words.say("date.title")}>
        {words.list<Quick>("date.quick").map(({ title, say }) => (
          <Button key={title} onClick={() => send(say, title)}>
            {title}
          </Button>
        ))}
      </div>
      <div className="panel-line">
        <label>
          <span>{words.say("date.field")}</span>
          <input
            type="date"
            max={isoDay(new Date())}
            value={day}
            onChange={(event) => setDay(event.target.value)}
            required
          />
        </label>
        <Button color="primary" type="submit" disabled={!day}>
          {words.say("date.submit")}
        </Button>
      </div>
    </form>
  );
}
