import { type FormEvent, useState } from "react";
import { Refusal } from "../../core/api";
import { useWords } from "../../core/words";
import { Icon } from "../../parts/Icon";
import { enrol } from "../device";
import { ScreenKeyboard } from "../keyboard/ScreenKeyboard";
import { useField } from "../keyboard/useField";
import { startOver } from "../wipe";

/** A tablet that is nobody's yet: staff type the code that makes it a branch's. */
export function Enrol() {
  const words = useWords();
  const typing = useField();
  const [code, setCode] = useState("");
  const [trouble, setTrouble] = useState("");

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    try {
      await enrol(code);
      startOver();
    } catch (error) {
      setTrouble((error instanceof Refusal && error.message) || words.say("kiosk.enrol.failed"));
    }
  }

  return (
    <div className="kiosk" data-screen="enrol" data-typing={typing.pad ?? "none"}>
      <header className="kiosk-head">
        <span className="mark" aria-hidden="true">
          <Icon name="shield" />
        </span>
        <div className="kiosk-name">
          <b>{words.say("name")}</b>
          <span>{words.bank.name}</span>
        </div>
      </header>
      <main className="room">
        <div className="page">
          <div className="upper">
            <h1>{words.say("kiosk.enrol.title")}</h1>
            <p role="alert" data-trouble={trouble !== ""}>
              {trouble || words.say("kiosk.enrol.text")}
            </p>
          </div>
          <form className="lower enrol" onSubmit={submit}>
            <label>
              {words.say("kiosk.enrol.field")}
              <input data-pad="code" maxLength={12} value={code} onChange={(event) => setCode(event.target.value)} />
            </label>
            <button type="submit" className="huge" disabled={!code.trim()}>
              {words.say("kiosk.enrol.submit")}
            </button>
          </form>
        </div>
      </main>
      <ScreenKeyboard {...typing} />
    </div>
  );
}
