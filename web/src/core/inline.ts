/** A stretch of a line: plain, a web address that may be followed, or a number that may be called. */
export type Piece = { kind: "text" | "link" | "call"; text: string; href?: string };

/** Numbers that the assistant tells people to call. */
const PUBLIC = ["110", "120", "96110", "12378", "12356", "12363", "12345"];
const ADDRESS = String.raw`https?:\/\/[^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"'<>]+`;
/** What may not stand around a number that is to be called: 第110条, 110元, 1.110 are none. */
const BEFORE = /[\w.第－-]/; // no look-behind: older Safari cannot read a pattern with one
const AFTER = String.raw`(?![\w－-]|\.\d|\s*[元万亿块人个天年月日号分秒条次笔件家岁%％])`;

export function pieces(line: string, hosts: readonly string[], hotline: string): Piece[] {
  const pattern = new RegExp(`${ADDRESS}|${numbers(hotline)}`, "g");
  const found: Piece[] = [];
  let from = 0;
  for (const match of line.matchAll(pattern)) {
    const piece = match[0].startsWith("http") ? link(match[0], hosts) : call(match[0], line[match.index - 1]);
    if (!piece) continue;
    if (match.index > from) found.push({ kind: "text", text: line.slice(from, match.index) });
    found.push(piece);
    from = match.index + piece.text.length;
  }
  if (from < line.length) found.push({ kind: "text", text: line.slice(from) });
  return found;
}

/** The digits of a number as telephones take them. */
export function callHref(number: string): string {
  return `tel:${number.replace(/[^\d+]/g, "")}`;
}

function numbers(hotline: string): string {
  const own = /[\d-]{5,}/.exec(hotline)?.[0];
  const all = [...PUBLIC, ...(own ? [own] : [])].sort((one, other) => other.length - one.length);
  return `(?:${all.join("|")})${AFTER}`;
}

function call(number: string, before = ""): Piece | null {
  return BEFORE.test(before) ? null : { kind: "call", text: number, href: callHref(number) };
}

/** Follows https only, to hosts of the list, without names or ports that make one host look like another. */
function link(text: string, hosts: readonly string[]): Piece | null {
  const address = text.replace(/[.,;:!?)\]]+$/, "");
  try {
    const url = new URL(address);
    const safe =
      url.protocol === "https:" && !url.username && !url.password && !url.port && hosts.includes(url.hostname);
    return safe ? { kind: "link", text: address, href: url.href } : null;
  } catch {
    return null;
  }
}
