import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { ConfigProvider } from "../chatui";
import { SIZES, showPreferences } from "../core/preferences";
import { WordsContext } from "../core/words";
import { LinkContext } from "../messages/links";
import { KioskContext, LOOK, type Look } from "./context";
import type { Deed } from "./deeds";
import type { Device } from "./device";
import type { Errand } from "./errand";
import { useField } from "./keyboard/useField";
import { PlainLink } from "./parts/PlainLink";
import { Session } from "./Session";
import { Attract } from "./screens/Attract";
import { Enrol } from "./screens/Enrol";
import { Goodbye } from "./screens/Goodbye";
import { Notice } from "./screens/Notice";
import { Wiping } from "./screens/Wiping";
import { useLine } from "./useLine";
import { useLoaded } from "./useLoaded";
import { useStaffCall } from "./useStaffCall";
import { startOver, wipe } from "./wipe";

const STANDARD_SIZE = SIZES.indexOf(23);
const LARGE_SIZE = SIZES.indexOf(30);

/** The page of a branch tablet: words and device first, then one customer after the other. */
export function Kiosk() {
  const [look, setLook] = useState(LOOK);
  const { words, device } = useLoaded(look.script);
  const onLook = useCallback((change: Partial<Look>) => setLook((all) => ({ ...all, ...change })), []);

  useEffect(() => {
    const { large, contrast, script } = look;
    showPreferences({ elder: true, size: large ? LARGE_SIZE : STANDARD_SIZE, contrast, script, scheme: "light" });
    document.documentElement.toggleAttribute("data-large", large);
  }, [look]);
  useEffect(() => {
    if (words && device) document.getElementById("shell")?.remove();
  }, [words, device]);

  if (!words || !device) return null;
  return (
    <ConfigProvider locale="zh-CN" elderMode colorScheme="light">
      <WordsContext.Provider value={words}>
        <LinkContext.Provider value={PlainLink}>
          {device === "stranger" ? <Enrol /> : <Branch device={device} look={look} onLook={onLook} />}
        </LinkContext.Provider>
      </WordsContext.Provider>
    </ConfigProvider>
  );
}

type Phase =
  | { at: "attract" }
  | { at: "notice"; errand?: Errand }
  | { at: "session"; errand?: Errand }
  | { at: "goodbye"; deeds: Deed[]; wiped: Promise<void> }
  | { at: "wiping" };

interface BranchProps {
  device: Device;
  look: Look;
  onLook: (change: Partial<Look>) => void;
}

/** From one attract screen to the next. */
function Branch({ device, look, onLook }: BranchProps) {
  const [phase, setPhase] = useState<Phase>({ at: "attract" });
  const up = useLine();
  const staff = useStaffCall();
  const typing = useField();
  const facts = useMemo(() => ({ device, look, onLook, up, staff, typing }), [device, look, onLook, up, staff, typing]);

  const wiped = useRef<Promise<void>>();
  /** The next customer is let in only after everything is wiped: until then there is nothing to touch. */
  const over = useCallback(() => {
    setPhase({ at: "wiping" });
    void wiped.current?.finally(startOver);
  }, []);
  /** With a goodbye for one who is still there; for one who has gone, at once. */
  const end = useCallback(
    (deeds: Deed[] | null) => {
      const done = wipe();
      wiped.current = done;
      if (deeds) setPhase({ at: "goodbye", deeds, wiped: done });
      else over();
    },
    [over],
  );

  return (
    <KioskContext.Provider value={facts}>
      {phase.at === "attract" && <Attract onStart={(errand) => setPhase({ at: "notice", errand })} />}
      {phase.at === "notice" && (
        <Notice onStart={() => setPhase({ at: "session", errand: phase.errand })} onDecline={() => end(null)} />
      )}
      {phase.at === "session" && <Session errand={phase.errand} onEnd={end} />}
      {phase.at === "goodbye" && <Goodbye deeds={phase.deeds} wiped={phase.wiped} onOver={over} />}
      {phase.at === "wiping" && <Wiping />}
    </KioskContext.Provider>
  );
}
