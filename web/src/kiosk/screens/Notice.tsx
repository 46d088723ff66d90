import { useCallback } from "react";
import { useWords } from "../../core/words";
import { useKiosk } from "../context";
import { Frame } from "../parts/Frame";
import { Sign } from "../parts/Sign";
import { useWatch } from "../useWatch";
import { IdleDialog } from "./IdleDialog";

interface Point {
  icon: string;
  text: string;
}

/** What the customer should know before anything is said. */
export function Notice({ onStart, onDecline }: { onStart: () => void; onDecline: () => void }) {
  const words = useWords();
  const { up, device } = useKiosk();
  const watch = useWatch(
    device.times,
    useCallback(() => onDecline(), [onDecline]),
  );
  return (
    <Frame name="notice" onEnd={onDecline}>
      <div className="page">
        <div className="upper">
          <h1>{words.say("kiosk.notice.title")}</h1>
        </div>
        <div className="lower">
          <ul className="points">
            {words.list<Point>("kiosk.notice.points").map(({ icon, text }) => (
              <li key={text}>
                <Sign name={icon} />
                {text}
              </li>
            ))}
          </ul>
          <div className="choice-line">
            <button type="button" className="huge quiet-button" onClick={onDecline}>
              {words.say("kiosk.notice.decline")}
            </button>
            <button type="button" className="huge" onClick={onStart} disabled={!up}>
              {words.say("kiosk.notice.start")}
            </button>
          </div>
        </div>
      </div>
      <IdleDialog watch={watch} onEnd={onDecline} />
    </Frame>
  );
}
