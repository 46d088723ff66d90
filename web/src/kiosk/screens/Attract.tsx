import { useWords } from "../../core/words";
import { useKiosk } from "../context";
import type { Errand } from "../errand";
import { Frame } from "../parts/Frame";
import { Sign } from "../parts/Sign";
import { Offline } from "./Offline";

/** What a passer-by sees: who we are, three things that it is good for, and where to touch. */
export function Attract({ onStart }: { onStart: (errand?: Errand) => void }) {
  const words = useWords();
  const { up } = useKiosk();
  if (!up) {
    return (
      <Frame name="offline">
        <Offline />
      </Frame>
    );
  }
  return (
    <Frame name="attract">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button below does the same, this only makes it huge */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
      <div className="attract" onClick={() => onStart()}>
        <div className="upper">
          <h1>{words.say("welcome.greeting")}</h1>
          <p>{words.say("kiosk.attract.lead")}</p>
        </div>
        <ul className="attract-topics">
          {words.list<Errand>("kiosk.attract.topics").map((topic) => (
            <li key={topic.title}>
              <button
                type="button"
                onClick={(event) => {
                  event.stopPropagation();
                  onStart(topic.say ? topic : undefined);
                }}
              >
                <Sign name={topic.icon} />
                <b>{topic.title}</b>
                <small>{topic.hint}</small>
              </button>
            </li>
          ))}
        </ul>
        <div className="attract-start">
          <button type="button" className="huge">
            {words.say("kiosk.attract.start")}
          </button>
          <p>{words.say("kiosk.attract.private")}</p>
        </div>
      </div>
    </Frame>
  );
}
