import { useWords } from "../../core/words";
import type { Errand } from "../errand";
import { Sign } from "../parts/Sign";

export interface Area {
  id: string;
  title: string;
  hint: string;
  icon: string;
}

interface Props {
  onErrand: (errand: Errand) => void;
  onArea: (area: string) => void;
}

/** What can be done here, and what can be read, each a touch away. */
export function Home({ onErrand, onArea }: Props) {
  const words = useWords();
  return (
    <div className="page home">
      <div className="upper">
        <h1>{words.say("kiosk.home.title")}</h1>
        <p>{words.say("kiosk.home.hint")}</p>
      </div>
      <div className="lower home-tiles">
        <ul className="errands" aria-label={words.say("kiosk.home.errands")}>
          {words.list<Errand>("kiosk.home.tiles").map((errand) => (
            <li key={errand.title}>
              <button type="button" className="tile" onClick={() => onErrand(errand)}>
                <span className="tile-mark">
                  <Sign name={errand.icon} />
                </span>
                <b>{errand.title}</b>
                <small>{errand.hint}</small>
              </button>
            </li>
          ))}
        </ul>
        <ul className="areas" aria-label={words.say("kiosk.home.areas")}>
          {words.list<Area>("areas").map(({ id, title, icon }) => (
            <li key={id}>
              <button type="button" className="tile small" onClick={() => onArea(id)}>
                <span className="tile-mark">
                  <Sign name={icon} />
                </span>
                <b>{title}</b>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
