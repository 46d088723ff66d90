/** The parts of a message: the assistant writes plain text, with lists by a number or a dot at the start of a line. */
export type Block =
  | { kind: "lines"; lines: string[] }
  | { kind: "steps"; start: number; items: string[] }
  | { kind: "points"; items: string[] };

const STEP = /^\s*(\d{1,2})[.．]\s+(\S.*)$/;
const POINT = /^\s*[·•]\s*(\S.*)$/;

export function blocks(text: string): Block[] {
  const found: Block[] = [];
  for (const line of text.split("\n")) addLine(found, line.trimEnd());
  return found;
}

function addLine(found: Block[], line: string): void {
  const last = found[found.length - 1];
  const step = STEP.exec(line);
  const point = POINT.exec(line);
  if (step?.[1] && step[2]) {
    const number = Number(step[1]);
    if (last?.kind === "steps" && number === last.start + last.items.length) last.items.push(step[2]);
    else found.push({ kind: "steps", start: number, items: [step[2]] });
  } else if (point?.[1]) {
    if (last?.kind === "points") last.items.push(point[1]);
    else found.push({ kind: "points", items: [point[1]] });
  } else if (line) {
    if (last?.kind === "lines") last.lines.push(line);
    else found.push({ kind: "lines", lines: [line] });
  }
}
