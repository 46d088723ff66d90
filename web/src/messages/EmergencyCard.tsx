import { blocks } from "../core/blocks";
import type { Emergency } from "../core/events";
import { callHref } from "../core/inline";
import { useWords } from "../core/words";
import { Icon } from "../parts/Icon";
import { Prose } from "./Prose";

/** An emergency looks like one: frame, sign and word, and calls that one tap makes. */
export function EmergencyCard({ text, emergency }: { text: string; emergency: Emergency }) {
  const words = useWords();
  const told = blocks(text).some((block) => block.kind === "steps");
  return (
    <div role="group" className="emergency" aria-label={words.say("emergency.title")}>
      <h2 className="emergency-title">
        <Icon name="alarm" />
        {words.say("emergency.title")}
      </h2>
      <div className="calls">
        {emergency.calls.map(({ label, number }) => (
          <a
            key={number}
            className="call"
            href={callHref(number)}
            aria-label={words.say("emergency.call", { label, number })}
          >
            <Icon name="phone" />
            <span>
              {label}
              <b>{number}</b>
            </span>
          </a>
        ))}
      </div>
      <Prose text={text} />
      {!told && <Steps steps={emergency.steps} />}
    </div>
  );
}

function Steps({ steps }: { steps: string[] }) {
  const words = useWords();
  return (
    <div className="prose">
      <h3>{words.say("emergency.steps")}</h3>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </div>
  );
}
