import { memo } from "react";
import { Bubble } from "../chatui";
import type { Outgoing } from "../core/outbox";
import { useWords } from "../core/words";

interface Props {
  text: string;
  /** Stands there until the server has the message. */
  outgoing?: Outgoing;
  onHurry: () => void;
  onEdit: (outgoing: Outgoing) => void;
}

/** One message of the customer, and whether it got through. */
export const OwnMessage = memo(function OwnMessage({ text, outgoing, onHurry, onEdit }: Props) {
  const words = useWords();
  return (
    <div className="message own" data-state={outgoing?.state ?? "sent"}>
      <span className="hidden">{words.say("message.own")}</span>
      <Bubble>
        <p>{text}</p>
      </Bubble>
      {outgoing?.state === "sending" && <span className="hidden">{words.say("message.sending")}</span>}
      {outgoing?.state === "waiting" && (
        <p className="delivery">
          {outgoing.reason || words.say("message.waiting")}
          <button type="button" onClick={onHurry}>
            {words.say("message.again")}
          </button>
        </p>
      )}
      {outgoing?.state === "refused" && (
        <p className="delivery">
          {outgoing.reason || words.say("message.refused")}
          <button type="button" onClick={() => onEdit(outgoing)}>
            {words.say("message.edit")}
          </button>
        </p>
      )}
    </div>
  );
});
