import { useWords } from "../../core/words";
import { Dialog } from "../../parts/Dialog";

/** A complaint that is not handed in yet would be lost: asked once more. */
export function EndDialog({ onEnd, onClose }: { onEnd: () => void; onClose: () => void }) {
  const words = useWords();
  return (
    <Dialog className="kiosk-dialog" label={words.say("kiosk.end.title")} onClose={onClose}>
      <h2>{words.say("kiosk.end.title")}</h2>
      <p>{words.say("kiosk.end.text")}</p>
      <div className="choice-line">
        <button type="button" className="huge quiet-button" onClick={onEnd}>
          {words.say("kiosk.end.confirm")}
        </button>
        <button type="button" className="huge" onClick={onClose}>
          {words.say("kiosk.end.cancel")}
        </button>
      </div>
    </Dialog>
  );
}
