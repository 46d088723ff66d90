import { type FormEvent, useState } from "react";
import { Button } from "../chatui";
import { type Judgement, sendFeedback } from "../core/api";
import { useWords } from "../core/words";
import { Icon } from "../parts/Icon";

type Stage = "asking" | "why" | "thanked";
interface Reason {
  key: string;
  title: string;
}

/** Whether an answer helped, and what was wrong with it. */
export function Feedback({ event }: { event: number }) {
  const words = useWords();
  const [stage, setStage] = useState<Stage>("asking");
  const [failed, setFailed] = useState(false);

  async function judge(judgement: Omit<Judgement, "event">): Promise<void> {
    try {
      await sendFeedback({ event, ...judgement });
      setFailed(false);
      setStage("thanked");
    } catch {
      setFailed(true);
    }
  }

  return (
    <div className="feedback" role="group" aria-label={words.say("feedback.ask")}>
      {stage === "asking" && (
        <>
          <button type="button" onClick={() => judge({ helpful: true })}>
            <Icon name="up" />
            {words.say("feedback.helpful")}
          </button>
          <button type="button" onClick={() => setStage("why")}>
            <Icon name="thumbDown" />
            {words.say("feedback.unhelpful")}
          </button>
        </>
      )}
      {stage === "why" && <Why onSubmit={(why) => judge({ helpful: false, ...why })} />}
      <span role="status">
        {stage === "thanked" && words.say("feedback.thanks")}
        {failed && words.say("feedback.failed")}
      </span>
    </div>
  );
}

function Why({ onSubmit }: { onSubmit: (why: { reason?: string; text?: string }) => void }) {
  const words = useWords();
  const [reason, setReason] = useState<string>();
  const [text, setText] = useState("");

  function submit(event: FormEvent): void {
    event.preventDefault();
    onSubmit({ reason, text: text.trim() || undefined });
  }

  return (
    <form className="why" onSubmit={submit}>
      <fieldset>
        <legend>{words.say("feedback.why")}</legend>
        {words.list<Reason>("feedback.reasons").map(({ key, title }) => (
          <button key={key} type="button" aria-pressed={reason === key} onClick={() => setReason(key)}>
            {title}
          </button>
        ))}
      </fieldset>
      <label>
        {words.say("feedback.words")}
        <textarea rows={2} maxLength={500} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <Button color="primary" type="submit">
        {words.say("feedback.submit")}
      </Button>
    </form>
  );
}
