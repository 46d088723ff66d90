import { createContext, useContext } from "react";

export type Script = "simplified" | "traditional";

export interface Tile {
  title: string;
  hint?: string;
  say: string;
  icon: string;
}

export interface Bank {
  name: string;
  hotline: string;
}

/** What the page has to know before it can speak. */
export interface Interface {
  words: Tree;
  bank: Bank;
  tiles: Tile[];
  hosts: string[];
}

export interface Tree {
  [key: string]: string | Tree | unknown[];
}

type Fills = Record<string, string | number>;

/** The words of data/interface.yml, by their path. */
export class Words {
  constructor(
    private readonly tree: Tree,
    readonly bank: Bank,
    readonly hosts: readonly string[],
  ) {}

  say(path: string, fills: Fills = {}): string {
    const word = this.find(path);
    if (typeof word !== "string") return path;
    return word.replace(/\{(\w+)\}/g, (whole, name: string) => String(fills[name] ?? whole));
  }

  list<Item>(path: string): Item[] {
    const found = this.find(path);
    return Array.isArray(found) ? (found as Item[]) : [];
  }

  private find(path: string): unknown {
    return path.split(".").reduce<unknown>((tree, key) => (tree as Tree | undefined)?.[key], this.tree);
  }
}

export const WordsContext = createContext<Words>(new Words({}, { name: "", hotline: "" }, []));

export function useWords(): Words {
  return useContext(WordsContext);
}

/** A choice of the page's own, and what it says for the customer. */
export interface Quick {
  title: string;
  say: string;
}
