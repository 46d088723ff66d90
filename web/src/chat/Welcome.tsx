import { useChat } from "../core/context";
import { type Tile, useWords } from "../core/words";
import { Icon, isIcon } from "../parts/Icon";

/** For one who is new here: who speaks, and the six things it can do. */
export function Welcome({ tiles }: { tiles: Tile[] }) {
  const words = useWords();
  const { send } = useChat();
  return (
    <section className="welcome">
      <span className="welcome-mark" aria-hidden="true">
        <Icon name="shield" />
      </span>
      <h2>{words.say("welcome.greeting")}</h2>
      <p>{words.say("welcome.lead")}</p>
      <ul className="tiles" aria-label={words.say("welcome.tiles")}>
        {tiles.map(({ title, hint, say, icon }) => (
          <li key={title}>
            <button type="button" onClick={() => send(say)}>
              <span className="tile-mark">
                <Icon name={isIcon(icon) ? icon : "quiz"} />
              </span>
              <span>
                <b>{title}</b>
                {hint && <small>{hint}</small>}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p className="promise">{words.say("welcome.promise")}</p>
    </section>
  );
}
