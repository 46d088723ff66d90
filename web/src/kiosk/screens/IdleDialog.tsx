import { useWords } from "../../core/words";
import { Dialog } from "../../parts/Dialog";
import type { Watch } from "../useWatch";

/** Asks whether anybody is still there. Any touch says yes, but for the one that ends. */
export function IdleDialog({ watch, onEnd }: { watch: Watch; onEnd: () => void }) {
  const words = useWords();
  const { standing, goOn } = watch;
  if (standing.kind !== "warning") return null;
  const title = words.say(standing.cause === "idle" ? "kiosk.idle.title" : "kiosk.idle.long");
  return (
    <Dialog className="kiosk-dialog idle" label={title} onClose={goOn}>
      <h2>{title}</h2>
      <p>{words.say("kiosk.idle.text", { left: standing.left })}</p>
      <button type="button" className="huge" onClick={goOn}>
        {words.say("kiosk.idle.go_on")}
      </button>
      <button type="button" className="big" onClick={onEnd}>
        {words.say("kiosk.dock.end")}
      </button>
    </Dialog>
  );
}
