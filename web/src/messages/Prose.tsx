import { Fragment } from "react";
import { type Block, blocks } from "../core/blocks";
import { pieces } from "../core/inline";
import { useWords } from "../core/words";
import { useLink } from "./links";

/** The assistant's words: text, lists, links and numbers to call; never HTML. */
export function Prose({ text }: { text: string }) {
  return (
    <div className="prose">
      {blocks(text).map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { block: Block }) {
  if (block.kind === "lines") {
    return (
      <p>
        {block.lines.map((line, index) => (
          <Fragment key={index}>
            {index > 0 && <br />}
            <Line text={line} />
          </Fragment>
        ))}
      </p>
    );
  }
  const items = block.items.map((item, index) => <li key={index}>{<Line text={item} />}</li>);
  return block.kind === "steps" ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
}

export function Line({ text }: { text: string }) {
  const words = useWords();
  const Link = useLink();
  return (
    <>
      {pieces(text, words.hosts, words.bank.hotline).map((piece, index) => {
        if (piece.kind === "text") return <Fragment key={index}>{piece.text}</Fragment>;
        return <Link key={index} piece={piece} />;
      })}
    </>
  );
}
