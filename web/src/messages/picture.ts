import type { Ticket } from "../core/events";
import type { Words } from "../core/words";
import { slipLines, slipNotes } from "./slip";

const WIDTH = 720;
const EDGE = 48;
const LINE = 64;
const FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

/** Draws the slip; returns the picture as an address. */
export function drawSlip(ticket: Ticket, words: Words): string {
  return paint(ticket, words).toDataURL("image/png");
}

function paint(ticket: Ticket, words: Words): HTMLCanvasElement {
  const rows = slipLines(ticket, words);
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = 200 + rows.length * LINE + 150;
  const pen = canvas.getContext("2d");
  if (!pen) return canvas;
  const write = (text: string, x: number, y: number, size: number, colour: string, weight = 400): void => {
    pen.font = `${weight} ${size}px ${FONT}`;
    pen.fillStyle = colour;
    pen.fillText(text, x, y, WIDTH - EDGE - x);
  };
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = "#0a5c5d";
  pen.fillRect(0, 0, canvas.width, 140);
  write(words.bank.name, EDGE, 58, 26, "#d8efec");
  write(words.say("ticket.slip_title"), EDGE, 108, 38, "#ffffff", 600);
  let y = 210;
  for (const [label, value] of rows) {
    write(label, EDGE, y, 26, "#4d6166");
    write(value, EDGE + 180, y, 32, "#14262a", 600);
    y += LINE;
  }
  for (const note of slipNotes(words)) {
    write(note, EDGE, y + 20, 22, "#4d6166");
    y += 40;
  }
  return canvas;
}
