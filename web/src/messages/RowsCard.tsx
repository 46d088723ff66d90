import { Button } from "../chatui";
import { useChat } from "../core/context";
import type { Card, ChatEvent } from "../core/events";
import { useWords } from "../core/words";
import { Prose } from "./Prose";

/** Label and value, line by line; a line with a field can be changed while its question is open. */
export function RowsCard({ card, note, open }: { card: Card; note: string; open: boolean }) {
  return (
    <div role="group" className="card" aria-label={card.title}>
      <h2>{card.title}</h2>
      <dl className="rows">
        {card.rows.map(({ label, value, field }) => (
          <div key={label} className="row">
            <dt>{label}</dt>
            <dd>{value}</dd>
            {field && open && (
              <dd className="row-change">
                <Change label={label} />
              </dd>
            )}
          </div>
        ))}
      </dl>
      {note && <Prose text={note} />}
    </div>
  );
}

function Change({ label }: { label: string }) {
  const words = useWords();
  const { send } = useChat();
  return (
    <Button
      variant="text"
      aria-label={words.say("summary.change_row", { label })}
      onClick={() => send(words.say("summary.change_say", { label }))}
    >
      {words.say("summary.change")}
    </Button>
  );
}

/** What a text says before and after the lines that the card shows anyway. */
export function aroundCard(text: string, card: Card): { before: string; after: string } {
  const lines = card.rows.map(({ label, value }) => `${label}：${value}`);
  const first = lines.map((line) => text.indexOf(line)).filter((at) => at >= 0);
  if (!first.length) return { before: text, after: "" };
  const rest = lines.reduce((left, line) => left.replace(line, ""), text.slice(Math.min(...first)));
  return { before: text.slice(0, Math.min(...first)).trim(), after: rest.replace(/\n{2,}/g, "\n").trim() };
}

/** What a bubble says beside the card of a message: nothing where the card says it all. */
export function besideCard({ custom, text = "" }: ChatEvent): string {
  if (custom?.type === "emergency" || custom?.type === "quiz") return "";
  return custom?.type === "card" ? aroundCard(text, custom).before : text;
}
