import { useEffect, useMemo, useState } from "react";
import { type Conversation, has } from "../../core/conversation";
import type { Outgoing } from "../../core/outbox";
import { useWords } from "../../core/words";
import { useKiosk } from "../context";
import { useVeil } from "../useVeil";
import { Actions } from "./Actions";
import { Answers } from "./Answers";
import { Composer } from "./Composer";
import { Log } from "./Log";
import { openOf } from "./open";
import { TicketScreen } from "./TicketScreen";

interface Props {
  title: string;
  conversation: Conversation;
  outgoing: readonly Outgoing[];
  /** The bank cannot be reached: nothing is sent, and nothing is kept to be sent. */
  lost: boolean;
  onDrop: (id: string) => void;
  onDone: () => void;
}

/** The conversation on one side, what can be answered on the other. */
export function Talk({ title, conversation, outgoing, lost, onDrop, onDone }: Props) {
  const words = useWords();
  const { device, typing } = useKiosk();
  const veil = useVeil(device.times.mask_s);
  const [seen, setSeen] = useState("");
  const [dropped, setDropped] = useState(false);
  const open = useMemo(() => openOf(conversation, words.hosts, words.bank.hotline), [conversation, words]);
  const pending = outgoing.filter((message) => !has(conversation, message.id));
  const settled = outgoing.length === 0;

  useEffect(() => {
    const stuck = outgoing.filter(({ state }) => state === "refused" || (lost && state === "waiting"));
    for (const { id } of stuck) onDrop(id);
    if (stuck.length) setDropped(true);
    else if (pending.length) setDropped(false);
  }, [outgoing, pending.length, lost, onDrop]);

  if (settled && open.filed && open.filed.number !== seen) {
    const { filed } = open;
    return <TicketScreen ticket={filed} onBack={() => setSeen(filed.number)} onDone={onDone} />;
  }
  return (
    <div className="talk" data-quiet={typing.pad === "words" || typing.pad === "code"}>
      <section className="talk-said">
        <Log title={title} conversation={conversation} pending={pending} veiled={veil.down} />
        {dropped && (
          <p className="talk-told" role="alert">
            {words.say("kiosk.talk.again")}
          </p>
        )}
        <Actions open={open} veil={veil} conversation={conversation} />
        <Composer asked={conversation.asked} busy={!settled} lost={lost} />
      </section>
      <Answers title={title} conversation={conversation} open={open} ready={settled && !lost} />
    </div>
  );
}
