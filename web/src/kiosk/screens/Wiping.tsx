import { useWords } from "../../core/words";
import { Frame } from "../parts/Frame";

/** Between two customers, while what the last one left is being removed. */
export function Wiping() {
  const words = useWords();
  return (
    <Frame name="wiping">
      <div className="page">
        <div className="upper">
          <h1 role="status">{words.say("kiosk.wiping")}</h1>
        </div>
      </div>
    </Frame>
  );
}
