import { type ComponentType, createContext, useContext } from "react";
import type { Piece } from "../core/inline";

/** How a web address or a number in a message is shown; a branch tablet neither leaves its page nor makes calls. */
type LinkView = ComponentType<{ piece: Piece }>;

export const LinkContext = createContext<LinkView>(WebLink);

export function useLink(): LinkView {
  return useContext(LinkContext);
}

function WebLink({ piece }: { piece: Piece }) {
  const outside = piece.kind === "link" ? { target: "_blank", rel: "noopener noreferrer" } : {};
  return (
    <a href={piece.href} {...outside}>
      {piece.text}
    </a>
  );
}
