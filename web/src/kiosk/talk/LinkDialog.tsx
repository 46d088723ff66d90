import { useEffect, useState } from "react";
import { useWords } from "../../core/words";
import { Dialog } from "../../parts/Dialog";

/** A web address as a QR code: the tablet itself goes nowhere. */
export function LinkDialog({ address, onClose }: { address: string; onClose: () => void }) {
  const words = useWords();
  const [outline, setOutline] = useState<{ path: string; size: number } | null>(null);
  useEffect(() => {
    void import("./qr").then(({ qrOutline }) => setOutline(qrOutline(address)));
  }, [address]);
  return (
    <Dialog className="kiosk-dialog link" label={words.say("kiosk.link.title")} onClose={onClose}>
      <h2>{words.say("kiosk.link.title")}</h2>
      {outline && (
        <svg
          className="qr"
          role="img"
          aria-label={words.say("kiosk.link.title")}
          viewBox={`-2 -2 ${outline.size + 4} ${outline.size + 4}`}
        >
          <path d={outline.path} />
        </svg>
      )}
      <p className="plain-link">{address}</p>
      <p className="quiet">{words.say("kiosk.link.note")}</p>
      <button type="button" className="big" onClick={onClose}>
        {words.say("kiosk.talk.close")}
      </button>
    </Dialog>
  );
}
