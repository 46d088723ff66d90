import { useEffect, useState } from "react";
import { useWords } from "../../core/words";
import { Icon } from "../../parts/Icon";
import { useKiosk } from "../context";
import type { Deed } from "../deeds";
import { Frame } from "../parts/Frame";

interface GoodbyeProps {
  deeds: Deed[];
  wiped: Promise<void>;
  onOver: () => void;
}

/** Thanks, and what was done; that everything is gone is said once it is. */
export function Goodbye({ deeds, wiped, onOver }: GoodbyeProps) {
  const words = useWords();
  const [cleared, setCleared] = useState(false);
  const { device } = useKiosk();
  const { goodbye_s } = device.times;
  useEffect(() => {
    const timer = setTimeout(onOver, goodbye_s * 1000);
    return () => clearTimeout(timer);
  }, [goodbye_s, onOver]);
  useEffect(() => {
    void wiped.then(() => setCleared(true));
  }, [wiped]);

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
            {cleared && (
              <li>
                <Icon name="check" />
                {words.say("kiosk.goodbye.cleared")}
              </li>
            )}
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
