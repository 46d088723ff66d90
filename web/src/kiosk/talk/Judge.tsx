import { useState } from "react";
import { type Judgement, sendFeedback } from "../../core/api";
import { useWords } from "../../core/words";
import { Dialog } from "../../parts/Dialog";
import { Icon } from "../../parts/Icon";

interface Reason {
  key: string;
  title: string;
}

/** Whether an answer helped, and if not, why. */
export function Judge({ event }: { event: number }) {
  const words = useWords();
  const [stage, setStage] = useState<"asking" | "why" | "thanked">("asking");

  function judge(judgement: Omit<Judgement, "event">): void {
    sendFeedback({ event, ...judgement }).then(
      () => setStage("thanked"),
      () => setStage("asking"), // the buttons are there still
    );
  }

  if (stage === "thanked") {
    return (
      <p className="action-told" role="status">
        {words.say("kiosk.talk.thanked")}
      </p>
    );
  }
  return (
    <>
      <button type="button" className="action" onClick={() => judge({ helpful: true })}>
        <Icon name="up" />
        {words.say("kiosk.talk.helpful")}
      </button>
      <button type="button" className="action" onClick={() => setStage("why")}>
        <Icon name="thumbDown" />
        {words.say("kiosk.talk.unhelpful")}
      </button>
      {stage === "why" && (
        <Dialog className="kiosk-dialog" label={words.say("kiosk.talk.why")} onClose={() => setStage("asking")}>
          <h2>{words.say("kiosk.talk.why")}</h2>
          <div className="big-choices" data-many={true}>
            {words.list<Reason>("feedback.reasons").map(({ key, title }) => (
              <button key={key} type="button" className="big" onClick={() => judge({ helpful: false, reason: key })}>
                {title}
              </button>
            ))}
          </div>
          <button type="button" className="big" onClick={() => setStage("asking")}>
            {words.say("kiosk.talk.close")}
          </button>
        </Dialog>
      )}
    </>
  );
}
