import { useChat } from "../../core/context";
import type { Card } from "../../core/events";
import { useWords } from "../../core/words";
import { Dialog } from "../../parts/Dialog";

/** Which line of the summary is to be changed. */
export function ChangeDialog({ card, onClose }: { card: Card; onClose: () => void }) {
  const words = useWords();
  const { send } = useChat();

  function change(label: string): void {
    onClose();
    send(words.say("summary.change_say", { label }));
  }

  return (
    <Dialog className="kiosk-dialog" label={words.say("kiosk.talk.change_title")} onClose={onClose}>
      <h2>{words.say("kiosk.talk.change_title")}</h2>
      <div className="big-choices three">
        {card.rows
          .filter(({ field }) => field)
          .map(({ label }) => (
            <button key={label} type="button" className="big" onClick={() => change(label)}>
              {label}
            </button>
          ))}
      </div>
      <button type="button" className="big" onClick={onClose}>
        {words.say("kiosk.talk.close")}
      </button>
    </Dialog>
  );
}
