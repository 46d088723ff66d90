import { useState } from "react";
import { useWords } from "../../core/words";
import { useKiosk } from "../context";
import { Sign } from "../parts/Sign";
import type { Item } from "./knowledge";
import type { Fetched } from "./useFetched";

const ON_A_PAGE = 6;
const LARGE_ON_A_PAGE = 4;

interface Props {
  items: Fetched<Item[]>;
  onRead: (item: Item) => void;
}

/** Titles a page at a time: leafing is plainer than scrolling. */
export function ItemList({ items, onRead }: Props) {
  const words = useWords();
  const [page, setPage] = useState(0);
  const { typing, look } = useKiosk();
  const some = look.large ? LARGE_ON_A_PAGE : ON_A_PAGE;
  if (items === null || typing.pad) return <div className="shelf-items" />;
  if (items === "failed" || items.length === 0) {
    return (
      <p className="shelf-told" role="status">
        {words.say(items === "failed" ? "kiosk.shelf.failed" : "kiosk.shelf.nothing")}
      </p>
    );
  }
  const pages = Math.ceil(items.length / some);
  return (
    <>
      <ul className="shelf-items">
        {items.slice(page * some, (page + 1) * some).map((item) => (
          <li key={item.id}>
            <button type="button" onClick={() => onRead(item)}>
              <span>{item.title}</span>
              <Sign name="forth" />
            </button>
          </li>
        ))}
      </ul>
      {pages > 1 && (
        <div className="pager">
          <button type="button" className="big" disabled={page === 0} onClick={() => setPage(page - 1)}>
            {words.say("kiosk.shelf.before")}
          </button>
          <span role="status">{words.say("kiosk.page", { page: page + 1, pages })}</span>
          <button type="button" className="big" disabled={page === pages - 1} onClick={() => setPage(page + 1)}>
            {words.say("kiosk.shelf.after")}
          </button>
        </div>
      )}
    </>
  );
}
