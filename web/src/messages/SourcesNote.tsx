import type { Sources } from "../core/events";
import { useWords } from "../core/words";
import { Icon } from "../parts/Icon";

/** What an answer stands on, for those who want to know. */
export function SourcesNote({ sources }: { sources: Sources }) {
  const words = useWords();
  return (
    <details className="sources">
      <summary>
        {words.say("sources.title")}
        <Icon name="down" />
      </summary>
      <ul>
        {sources.items.map(({ title, date }) => (
          <li key={title}>
            {title}
            {date && <span className="quiet"> {date}</span>}
          </li>
        ))}
      </ul>
      <p className="quiet">{words.say("sources.reviewed", { day: sources.reviewed_on })}</p>
    </details>
  );
}
