import { useId } from "react";
import { Button } from "../chatui";
import { type Preferences, type Scheme, SIZES } from "../core/preferences";
import { type Script, useWords } from "../core/words";
import { Dialog } from "../parts/Dialog";
import { Icon } from "../parts/Icon";

interface Props {
  preferences: Preferences;
  onChange: (change: Partial<Preferences>) => void;
  onLeave: () => void;
  onClose: () => void;
}

/** How the page looks, and the way out. */
export function SettingsMenu({ preferences, onChange, onLeave, onClose }: Props) {
  const words = useWords();
  const { elder, size, contrast, scheme, script } = preferences;

  function print(): void {
    onClose();
    setTimeout(() => window.print()); // once the dialog is gone from the page
  }

  return (
    <Dialog className="menu" label={words.say("menu.title")} onClose={onClose}>
      <header>
        <h2>{words.say("menu.title")}</h2>
        <button type="button" className="round" aria-label={words.say("menu.close")} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <Switch word="elder" on={elder} onChange={(on) => onChange({ elder: on })} />
      {elder && <SizeSteps size={size} onChange={(step) => onChange({ size: step })} />}
      <Switch word="contrast" on={contrast} onChange={(on) => onChange({ contrast: on })} />
      <Options<Scheme>
        word="scheme"
        options={["auto", "light", "dark"]}
        chosen={scheme}
        onChoose={(chosen) => onChange({ scheme: chosen })}
      />
      <Options<Script>
        word="script"
        options={["simplified", "traditional"]}
        chosen={script}
        onChoose={(chosen) => onChange({ script: chosen })}
      />
      <footer>
        <Button onClick={print}>
          <Icon name="print" />
          {words.say("menu.print")}
        </Button>
        <Button onClick={onLeave}>
          <Icon name="leave" />
          {words.say("menu.leave")}
        </Button>
      </footer>
    </Dialog>
  );
}

function Switch({ word, on, onChange }: { word: string; on: boolean; onChange: (on: boolean) => void }) {
  const words = useWords();
  return (
    <button type="button" className="switch" role="switch" aria-checked={on} onClick={() => onChange(!on)}>
      <span>
        <b>{words.say(`menu.${word}`)}</b>
        <small>{words.say(`menu.${word}_hint`)}</small>
      </span>
      <span className="switch-knob" aria-hidden="true" />
    </button>
  );
}

function SizeSteps({ size, onChange }: { size: number; onChange: (size: number) => void }) {
  const words = useWords();
  return (
    <div className="menu-line">
      <span>{words.say("menu.size")}</span>
      <div className="steps">
        <button type="button" disabled={size === 0} onClick={() => onChange(size - 1)}>
          {words.say("menu.smaller")}
        </button>
        <button type="button" disabled={size === SIZES.length - 1} onClick={() => onChange(size + 1)}>
          {words.say("menu.larger")}
        </button>
      </div>
    </div>
  );
}

interface OptionsProps<Option extends string> {
  word: string;
  options: Option[];
  chosen: Option;
  onChoose: (option: Option) => void;
}

function Options<Option extends string>({ word, options, chosen, onChoose }: OptionsProps<Option>) {
  const words = useWords();
  const name = useId();
  return (
    <fieldset className="menu-line">
      <legend>{words.say(`menu.${word}`)}</legend>
      <div className="segments">
        {options.map((option) => (
          <label key={option}>
            <input type="radio" name={name} checked={option === chosen} onChange={() => onChoose(option)} />
            <span>{words.say(`menu.${word}s.${option}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
