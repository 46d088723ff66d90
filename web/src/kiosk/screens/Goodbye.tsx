import { useEffect } from "react";
import { useWords } from "../../core/words";
import { Icon } from "../../parts/Icon";
import { useKiosk } from "../context";
import type { Deed } from "../deeds";
import { Frame } from "../parts/Frame";

/** Thanks, and what was done; everything is gone already. */
export function Goodbye({ deeds, onOver }: { deeds: Deed[]; onOver: () => void }) {
  const words = useWords();
  const { device } = useKiosk();
  const { goodbye_s } = device.times;
  useEffect(() => {
    const timer = setTimeout(onOver, goodbye_s * 1000);
    return () => clearTimeout(timer);
  }, [goodbye_s, onOver]);

  return (
    <Frame name="goodbye">
      <div className="page goodbye">
        <div className="upper">
          <h1>{words.say("kiosk.goodbye.title")}</h1>
          <p role="status">{words.say("kiosk.goodbye.nothing")}</p>
        </div>
        <div className="lower">
          <ul className="points">
            {deeds.map(({ word, fills }) => (
              <li key={word}>
                <Icon name="check" />
                {words.say(word, fills)}
              </li>
            ))}
            <li>
              <Icon name="check" />
              {words.say("kiosk.goodbye.cleared")}
            </li>
          </ul>
          <div className="choice-line">
            <button type="button" className="huge" onClick={onOver}>
              {words.say("kiosk.goodbye.again")}
            </button>
          </div>
        </div>
      </div>
    </Frame>
  );
}
