import type { Piece } from "../../core/inline";

/** The tablet leaves its page for nobody and cannot call: an address and a number stand out, and that is all. */
export function PlainLink({ piece }: { piece: Piece }) {
  return (
    <b className="plain-link" data-kind={piece.kind}>
      {piece.text}
    </b>
  );
}
