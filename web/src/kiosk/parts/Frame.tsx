import type { ReactNode } from "react";
import { useWords } from "../../core/words";
import { Icon } from "../../parts/Icon";
import { useKiosk } from "../context";
import { ScreenKeyboard } from "../keyboard/ScreenKeyboard";
import { Dock } from "./Dock";
import { Sign } from "./Sign";

interface Props {
  name: string;
  onHome?: () => void;
  onEnd?: () => void;
  children: ReactNode;
}

/** Every screen: who speaks on top, what to do in the middle, and what is always there at the bottom. */
export function Frame({ name, onHome, onEnd, children }: Props) {
  const words = useWords();
  const { device, up, typing } = useKiosk();
  return (
    <div className="kiosk" data-screen={name} data-typing={typing.pad ?? "none"}>
      <header className="kiosk-head">
        <span className="mark" aria-hidden="true">
          <Icon name="shield" />
        </span>
        <div className="kiosk-name">
          <b>{words.say("name")}</b>
          <span>{words.say("nature")}</span>
        </div>
        <p className="kiosk-urgent">
          <Icon name="alarm" />
          {words.say("kiosk.urgent")}
        </p>
        <p className="kiosk-branch">
          {words.bank.name}
          <b>{device.branch}</b>
        </p>
      </header>
      {!up && (
        <p className="kiosk-banner" role="alert">
          <Sign name="offline" />
          {words.say("kiosk.offline.banner")}
        </p>
      )}
      <main className="room">{children}</main>
      <ScreenKeyboard {...typing} />
      <Dock onHome={onHome} onEnd={onEnd} />
    </div>
  );
}
