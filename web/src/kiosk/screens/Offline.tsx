import { useWords } from "../../core/words";
import { Line } from "../../messages/Prose";
import { Sign } from "../parts/Sign";

interface Card {
  title: string;
  icon: string;
  steps: string[];
}

/** Without a network: what to do now in the three cases that cannot wait, kept on the tablet. */
export function Offline() {
  const words = useWords();
  return (
    <div className="page emergencies">
      <div className="upper">
        <h1>{words.say("kiosk.offline.title")}</h1>
        <p>
          {words.say("kiosk.offline.hotline")} <b>{words.bank.hotline}</b>
        </p>
      </div>
      <ul className="lower offline-cards">
        {words.list<Card>("kiosk.offline.cards").map(({ title, icon, steps }) => (
          <li key={title} className="offline-card">
            <h2>
              <Sign name={icon} />
              {title}
            </h2>
            <ol>
              {steps.map((step) => (
                <li key={step}>
                  <Line text={step} />
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ul>
    </div>
  );
}
