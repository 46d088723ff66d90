import { type RefObject, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { Button, ConfigProvider, useColorScheme } from "../chatui";
import { type Chat, ChatContext } from "../core/context";
import type { Outgoing } from "../core/outbox";
import { keepPreferences, type Preferences, showPreferences } from "../core/preferences";
import type { State, Store } from "../core/store";
import { type Script, useWords, WordsContext } from "../core/words";
import { AnswerPanel, asksForFiles } from "../inputs/AnswerPanel";
import { Composer } from "../inputs/Composer";
import { Connection } from "./Connection";
import { closeFrame, embedded, onFrameOpened } from "./frame";
import { Header } from "./Header";
import { LeaveDialog } from "./LeaveDialog";
import { Log } from "./Log";
import { SettingsMenu } from "./SettingsMenu";

interface Props {
  store: Store;
  preferences: Preferences;
}

/** The chat page; nothing is shown over the shell until the words and the history are there. */
export function App({ store, preferences: kept }: Props) {
  const state = useSyncExternalStore(store.subscribe, store.get);
  const [preferences, setPreferences] = useState(kept);
  const scheme = useColorScheme(preferences.scheme);
  const { script } = preferences;

  const change = useCallback((part: Partial<Preferences>) => setPreferences((all) => ({ ...all, ...part })), []);
  useEffect(() => {
    showPreferences(preferences);
    keepPreferences(preferences);
  }, [preferences]);
  useEffect(() => void store.open(script), [store, script]);

  if (!state.words) return null;
  return (
    <ConfigProvider locale="zh-CN" elderMode={preferences.elder} colorScheme={scheme}>
      <WordsContext.Provider value={state.words}>
        <Page store={store} state={state} preferences={preferences} onPreferences={change} />
      </WordsContext.Provider>
    </ConfigProvider>
  );
}

interface PageProps extends Props {
  state: State;
  onPreferences: (change: Partial<Preferences>) => void;
}

function Page({ store, state, preferences, onPreferences }: PageProps) {
  const words = useWords();
  const [dialog, setDialog] = useState<"menu" | "leave" | null>(null);
  const [text, setText] = useState("");
  const [openFiles, setOpenFiles] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const { conversation, outgoing, tiles, lost, closed } = state;
  const close = useCallback(() => setDialog(null), []);
  const chat = useChatActions(store, preferences.script, field);
  const settled = outgoing.every((message) => message.state === "refused");
  const besides = conversation?.filesWanted && !asksForFiles(conversation.asked);
  const attaching = Boolean(besides) && openFiles;
  const attach = besides ? { open: attaching, toggle: () => setOpenFiles(!attaching) } : undefined;
  useFrame(dialog === null, () => restingPlace(field)?.focus());

  const edit = useCallback(
    (message: Outgoing) => {
      store.drop(message.id);
      setText(message.text);
      field.current?.focus();
    },
    [store],
  );

  function leave(): void {
    setDialog(null);
    setText("");
    void store.leave();
  }

  return (
    <ChatContext.Provider value={chat}>
      <a className="skip" href="#log">
        {words.say("skip")}
      </a>
      <Header onMenu={() => setDialog("menu")} />
      <main className="main">
        {conversation && (
          <Log conversation={conversation} outgoing={outgoing} tiles={tiles} onHurry={store.hurry} onEdit={edit} />
        )}
        <div className="foot">
          <Connection lost={lost} />
          {closed ? (
            <Closed onAgain={store.startAfresh} />
          ) : (
            <>
              {conversation && settled && <AnswerPanel asked={conversation.asked} attaching={attaching} />}
              <Composer field={field} text={text} onText={setText} onSend={store.send} attach={attach} />
            </>
          )}
        </div>
      </main>
      {dialog === "menu" && (
        <SettingsMenu
          preferences={preferences}
          onChange={onPreferences}
          onLeave={() => setDialog("leave")}
          onClose={close}
        />
      )}
      {dialog === "leave" && <LeaveDialog onLeave={leave} onClose={close} />}
    </ChatContext.Provider>
  );
}

/** Where the focus waits: in the field, but on a touch screen on the log, for the field would bring up the keyboard. */
function restingPlace(field: RefObject<HTMLTextAreaElement>): HTMLElement | null {
  return matchMedia("(pointer: fine)").matches ? field.current : document.getElementById("log");
}

/** What the parts of the conversation may do. A choice is gone once it is chosen, so the focus on it moves on. */
function useChatActions(store: Store, script: Script, field: RefObject<HTMLTextAreaElement>): Chat {
  return useMemo(() => {
    function send(text: string, shown?: string): void {
      store.send(text, shown);
      restingPlace(field)?.focus({ preventScroll: true });
    }
    return { send, take: store.take, script };
  }, [store, script, field]);
}

/** In a frame, Esc puts the chat away unless a window over it takes the key, and opening it leads to the field. */
function useFrame(bare: boolean, onOpened: () => void): void {
  const opened = useRef(onOpened);
  opened.current = onOpened;
  useEffect(() => onFrameOpened(() => opened.current()), []);
  useEffect(() => {
    if (!embedded || !bare) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && !event.isComposing) closeFrame();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [bare]);
}

/** The conversation was ended elsewhere: here it can only be begun anew. */
function Closed({ onAgain }: { onAgain: () => void }) {
  const words = useWords();
  return (
    <div className="closed" role="alert">
      <p>{words.say("closed.text")}</p>
      <Button color="primary" onClick={onAgain}>
        {words.say("closed.again")}
      </Button>
    </div>
  );
}
