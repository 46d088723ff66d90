import { useEffect, useRef } from "react";
import { SimpleKeyboard } from "simple-keyboard/build/index.modern";
import { useWords, type Words } from "../../core/words";
import { LAYOUTS, type Layout } from "./layouts";

interface Props {
  layout: Layout;
  onKey: (key: string) => void;
}

/** The keys themselves. They never take the focus from the field that is written in. */
export function Keys({ layout, onKey }: Props) {
  const words = useWords();
  const room = useRef<HTMLDivElement>(null);
  const keyboard = useRef<SimpleKeyboard | null>(null);
  const press = useRef(onKey);
  press.current = onKey;

  useEffect(() => {
    if (!room.current) return;
    const made = new SimpleKeyboard(room.current, {
      layout: LAYOUTS,
      layoutName: layout,
      display: namesOf(words),
      theme: "keys",
      useButtonTag: true,
      preventMouseDownDefault: true,
      onKeyPress: (key: string) => press.current(key),
    });
    keyboard.current = made;
    return () => made.destroy();
    // another layout is set below, without making all anew
  }, [words]);

  useEffect(() => void keyboard.current?.setOptions({ layoutName: layout }), [layout]);

  return <div ref={room} className="keys-room" data-layout={layout} />;
}

function namesOf(words: Words): Record<string, string> {
  return {
    "{erase}": words.say("kiosk.keyboard.erase"),
    "{space}": words.say("kiosk.keyboard.space"),
    "{enter}": words.say("kiosk.keyboard.enter"),
    "{hide}": words.say("kiosk.keyboard.hide"),
    "{shift}": words.say("kiosk.keyboard.shift"),
    "{digits}": words.say("kiosk.keyboard.digits"),
    "{pinyin}": words.say("kiosk.keyboard.pinyin"),
    "{latin}": words.say("kiosk.keyboard.latin"),
  };
}
