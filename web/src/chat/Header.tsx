import { useWords } from "../core/words";
import { Icon } from "../parts/Icon";
import { closeFrame, embedded } from "./frame";

/** Who speaks here, and what to do first when money is on its way out. */
export function Header({ onMenu }: { onMenu: () => void }) {
  const words = useWords();
  return (
    <header className="header">
      <div className="header-line">
        <span className="mark" aria-hidden="true">
          <Icon name="shield" />
        </span>
        <div className="header-name">
          <h1>{words.say("name")}</h1>
          <p>{words.say("nature")}</p>
        </div>
        <button
          type="button"
          className="round"
          aria-haspopup="dialog"
          aria-label={words.say("menu.open")}
          onClick={onMenu}
        >
          <Icon name="settings" />
        </button>
        {embedded && (
          <button type="button" className="round" aria-label={words.say("frame.close")} onClick={closeFrame}>
            <Icon name="close" />
          </button>
        )}
      </div>
      <p className="urgent">
        <Icon name="alarm" />
        <span>
          {words.say("urgent.lead")} <a href="tel:110">{words.say("urgent.police")}</a>
        </span>
        <span>
          {words.say("urgent.then")} <a href="tel:96110">{words.say("urgent.fraud")}</a>
        </span>
      </p>
    </header>
  );
}
