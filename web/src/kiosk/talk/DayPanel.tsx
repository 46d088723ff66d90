import { useState } from "react";
import { useChat } from "../../core/context";
import { isoDay } from "../../core/day";
import { type Quick, useWords } from "../../core/words";
import { Dialog } from "../../parts/Dialog";
import { Sign } from "../parts/Sign";
import { daysOf, type Month, monthAfter, monthOf } from "./month";

/** When it happened: one of the usual days, or a day of the calendar. */
export function DayPanel() {
  const words = useWords();
  const { send } = useChat();
  const [choosing, setChoosing] = useState(false);
  return (
    <>
      <div className="big-choices" role="group" aria-label={words.say("date.title")} data-many={true}>
        {words.list<Quick>("date.quick").map(({ title, say }) => (
          <button key={title} type="button" className="big" onClick={() => send(say, title)}>
            {title}
          </button>
        ))}
      </div>
      <button type="button" className="big main-button" onClick={() => setChoosing(true)}>
        <Sign name="calendar" />
        {words.say("kiosk.day.title")}
      </button>
      {choosing && <Calendar onClose={() => setChoosing(false)} />}
    </>
  );
}

/** A month at a time, up to today. */
function Calendar({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const { send } = useChat();
  const today = isoDay(new Date());
  const [shown, setShown] = useState<Month>(() => monthOf(new Date()));
  const { year, month } = shown;

  function pick(day: number): void {
    onClose();
    send(words.say("date.say", { year, month, day }));
  }

  return (
    <Dialog className="kiosk-dialog calendar" label={words.say("kiosk.day.title")} onClose={onClose}>
      <div className="calendar-head">
        <button
          type="button"
          aria-label={words.say("kiosk.day.before")}
          onClick={() => setShown(monthAfter(shown, -1))}
        >
          <Sign name="back" />
        </button>
        <h2>{words.say("kiosk.day.month", { year, month })}</h2>
        <button
          type="button"
          aria-label={words.say("kiosk.day.after")}
          disabled={`${today}` < isoDay(new Date(year, month, 1))}
          onClick={() => setShown(monthAfter(shown, 1))}
        >
          <Sign name="forth" />
        </button>
        <button type="button" aria-label={words.say("kiosk.talk.close")} onClick={onClose}>
          <Sign name="close" />
        </button>
      </div>
      <div className="calendar-days">
        {words.list<string>("kiosk.day.weekdays").map((name) => (
          <span key={name}>{name}</span>
        ))}
        {daysOf(shown).map((day, index) =>
          day === null ? (
            <span key={`gap ${index}`} />
          ) : (
            <button
              key={day}
              type="button"
              aria-label={words.say("kiosk.day.pick", { month, day })}
              disabled={isoDay(new Date(year, month - 1, day)) > today}
              onClick={() => pick(day)}
            >
              {day}
            </button>
          ),
        )}
      </div>
    </Dialog>
  );
}
