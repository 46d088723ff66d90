import { useWords } from "../../core/words";
import { Icon } from "../../parts/Icon";
import { useKiosk } from "../context";
import type { StaffCall } from "../useStaffCall";
import { Sign } from "./Sign";

/** What is always at hand: the way home, how the screen looks, a person, the end. */
export function Dock({ onHome, onEnd }: { onHome?: () => void; onEnd?: () => void }) {
  const words = useWords();
  return (
    <nav className="dock" aria-label={words.say("kiosk.dock.label")}>
      {onHome && (
        <button type="button" onClick={onHome}>
          <Sign name="home" />
          {words.say("kiosk.dock.home")}
        </button>
      )}
      <LookSwitches />
      <span className="dock-gap" />
      <CallButton />
      {onEnd && (
        <button type="button" className="dock-end" onClick={onEnd}>
          <Icon name="leave" />
          {words.say("kiosk.dock.end")}
        </button>
      )}
    </nav>
  );
}

function LookSwitches() {
  const words = useWords();
  const { look, onLook } = useKiosk();
  const { large, contrast, script } = look;
  const traditional = script === "traditional";
  return (
    <>
      <button type="button" aria-pressed={large} onClick={() => onLook({ large: !large })}>
        <Sign name="large" />
        {words.say("kiosk.dock.large")}
      </button>
      <button type="button" aria-pressed={contrast} onClick={() => onLook({ contrast: !contrast })}>
        <Sign name="contrast" />
        {words.say("kiosk.dock.contrast")}
      </button>
      <button
        type="button"
        lang="zh-Hant"
        aria-pressed={traditional}
        onClick={() => onLook({ script: traditional ? "simplified" : "traditional" })}
      >
        {words.say("kiosk.dock.script")}
      </button>
    </>
  );
}

const STATES: Record<StaffCall["state"], string> = {
  none: "kiosk.call.none",
  calling: "kiosk.call.calling",
  coming: "kiosk.call.coming",
  overdue: "kiosk.call.overdue",
  failed: "kiosk.call.failed",
};

/** Calls somebody of the branch, and says where that stands. */
function CallButton() {
  const words = useWords();
  const { staff, up } = useKiosk();
  const { state, call } = staff;
  const word = up ? STATES[state] : "kiosk.call.offline";
  return (
    <>
      <button type="button" className="dock-call" data-state={up ? state : "failed"} onClick={call} disabled={!up}>
        <Sign name="bell" />
        {words.say(word)}
      </button>
      <span className="hidden" role="status">
        {state !== "none" && words.say(word)}
      </span>
    </>
  );
}
