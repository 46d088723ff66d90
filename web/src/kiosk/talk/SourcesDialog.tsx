import { useWords } from "../../core/words";
import { Dialog } from "../../parts/Dialog";

interface Props {
  sources: { items: { title: string; date: string }[]; reviewed_on: string };
  onClose: () => void;
}

/** What an answer stands on. */
export function SourcesDialog({ sources, onClose }: Props) {
  const words = useWords();
  return (
    <Dialog className="kiosk-dialog" label={words.say("kiosk.talk.sources")} onClose={onClose}>
      <h2>{words.say("kiosk.talk.sources")}</h2>
      <ul className="source-list">
        {sources.items.map(({ title, date }) => (
          <li key={title}>
            {title} <span className="quiet">{date}</span>
          </li>
        ))}
      </ul>
      <p className="quiet">{words.say("sources.reviewed", { day: sources.reviewed_on })}</p>
      <button type="button" className="big" onClick={onClose}>
        {words.say("kiosk.talk.close")}
      </button>
    </Dialog>
  );
}
