import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { ChatContext } from "../core/context";
import { Store } from "../core/store";
import { useWords } from "../core/words";
import { useKiosk } from "./context";
import { type Deed, deedsOf } from "./deeds";
import { beginSession } from "./device";
import type { Errand } from "./errand";
import { Frame } from "./parts/Frame";
import { EndDialog } from "./screens/EndDialog";
import { Home } from "./screens/Home";
import { IdleDialog } from "./screens/IdleDialog";
import { Offline } from "./screens/Offline";
import { Shelf } from "./shelf/Shelf";
import { Talk } from "./talk/Talk";
import { useWatch } from "./useWatch";
import { startOver } from "./wipe";

type Place = { at: "home" } | { at: "talk"; title: string } | { at: "shelf"; area: string };

interface Props {
  errand?: Errand;
  /** With what was done, or null when nobody is there any more. */
  onEnd: (deeds: Deed[] | null) => void;
}

/** One customer's session: a conversation of its own, and the screens around it. */
export function Session({ errand, onEnd }: Props) {
  const words = useWords();
  const { device, look, up } = useKiosk();
  const { script } = look;
  const [store] = useState(() => new Store({ onForbidden: startOver }));
  const state = useSyncExternalStore(store.subscribe, store.get);
  const [begun, setBegun] = useState(false);
  /** Waits until the conversation is there: a quick finger must not be faster than the session. */
  const [wanted, setWanted] = useState(errand);
  const [place, setPlace] = useState<Place>({ at: "home" });
  const [read, setRead] = useState(0);
  const [asking, setAsking] = useState(false);
  const { conversation, outgoing, lost, closed } = state;
  const watch = useWatch(
    device.times,
    useCallback(() => onEnd(null), [onEnd]),
  );
  const chat = useMemo(() => ({ send: store.send, take: store.take, script }), [store, script]);

  useEffect(() => {
    beginSession().then(() => setBegun(true), startOver); // no session, no talk: begin again from the attract screen
  }, []);
  useEffect(() => {
    if (begun) void store.open(script);
  }, [begun, store, script]);
  useEffect(() => {
    if (closed) onEnd(null);
  }, [closed, onEnd]);

  const ready = conversation !== null;
  useEffect(() => {
    if (!ready || !wanted) return;
    setPlace({ at: "talk", title: wanted.title });
    if (wanted.say) store.send(wanted.say);
    setWanted(undefined);
  }, [ready, wanted, store]);

  const finish = useCallback(() => onEnd(deedsOf(store.get().conversation, read)), [onEnd, store, read]);
  const filing = conversation?.form === "complaint_form";

  return (
    <ChatContext.Provider value={chat}>
      <Frame
        name={place.at}
        onHome={place.at === "home" ? undefined : () => setPlace({ at: "home" })}
        onEnd={() => (filing ? setAsking(true) : finish())}
      >
        {place.at === "home" &&
          (up ? <Home onErrand={setWanted} onArea={(area) => setPlace({ at: "shelf", area })} /> : <Offline />)}
        {place.at === "shelf" && (
          <Shelf
            area={place.area}
            onRead={() => setRead((count) => count + 1)}
            onAsk={(say) => setWanted({ title: words.say("kiosk.talk.title"), icon: "chat", say })}
          />
        )}
        {place.at === "talk" && conversation && (
          <Talk
            title={place.title}
            conversation={conversation}
            outgoing={outgoing}
            lost={lost || !up}
            onDrop={store.drop}
            onDone={finish}
          />
        )}
      </Frame>
      {asking && <EndDialog onEnd={finish} onClose={() => setAsking(false)} />}
      <IdleDialog watch={watch} onEnd={finish} />
    </ChatContext.Provider>
  );
}
