import type { Handover } from "../core/events";
import { useWords } from "../core/words";
import { Icon } from "../parts/Icon";

/** A person will call: under which number it is noted, and when. */
export function HandoverCard({ handover }: { handover: Handover }) {
  const words = useWords();
  return (
    <section className="card">
      <h2>
        <Icon name="person" />
        {words.say("handover.title")}
      </h2>
      <dl className="rows">
        <div className="row">
          <dt>{words.say("handover.request")}</dt>
          <dd>{handover.request}</dd>
        </div>
        <div className="row">
          <dt>{words.say("handover.hours")}</dt>
          <dd>{handover.hours}</dd>
        </div>
        <div className="row">
          <dt>{words.say("handover.expected")}</dt>
          <dd>{handover.expected}</dd>
        </div>
      </dl>
    </section>
  );
}
