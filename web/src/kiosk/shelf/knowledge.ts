import { ask } from "../../core/transport";
import type { Script } from "../../core/words";

export interface Item {
  id: string;
  title: string;
  /** How a customer would ask for it. */
  ask: string;
}

export interface Area {
  id: string;
  title: string;
  hint: string;
  icon: string;
  items: Item[];
}

export interface Answer extends Item {
  text: string;
  /** Said more plainly, where there is such a text. */
  simple: string | null;
  sources: { title: string; date: string }[];
  reviewed_on: string;
  related: Item[];
}

export async function loadAreas(script: Script): Promise<Area[]> {
  return (await fetched<{ areas: Area[] }>(`?script=${script}`)).areas;
}

export async function find(question: string, script: Script): Promise<Item[]> {
  return (await fetched<{ items: Item[] }>(`?q=${encodeURIComponent(question)}&script=${script}`)).items;
}

export function loadAnswer(id: string, script: Script): Promise<Answer> {
  return fetched(`/${encodeURIComponent(id)}?script=${script}`);
}

async function fetched<Body>(path: string): Promise<Body> {
  return (await ask(`/api/knowledge${path}`)).json();
}
