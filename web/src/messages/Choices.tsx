import { Button } from "../chatui";
import { useChat } from "../core/context";
import type { Button as Choice } from "../core/events";
import { useWords } from "../core/words";

/** What the assistant offers to say next. */
export function Choices({ buttons }: { buttons: Choice[] }) {
  const { send } = useChat();
  const words = useWords();
  return (
    <div className="choices" role="group" aria-label={words.say("message.choices")}>
      {buttons.map(({ title, payload }) => (
        <Button key={title} variant="outline" color="primary" onClick={() => send(payload, title)}>
          {title}
        </Button>
      ))}
    </div>
  );
}
