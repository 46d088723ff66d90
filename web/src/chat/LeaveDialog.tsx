import { Button } from "../chatui";
import { useWords } from "../core/words";
import { Dialog } from "../parts/Dialog";

/** Asks once more, for what was said is gone from the page afterwards. */
export function LeaveDialog({ onLeave, onClose }: { onLeave: () => void; onClose: () => void }) {
  const words = useWords();
  return (
    <Dialog className="confirm" label={words.say("leave.title")} onClose={onClose}>
      <h2>{words.say("leave.title")}</h2>
      <p>{words.say("leave.text")}</p>
      <footer>
        <Button onClick={onClose}>{words.say("leave.cancel")}</Button>
        <Button color="primary" onClick={onLeave}>
          {words.say("leave.confirm")}
        </Button>
      </footer>
    </Dialog>
  );
}
