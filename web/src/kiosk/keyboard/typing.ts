export type Field = HTMLInputElement | HTMLTextAreaElement;

/** Puts text where the cursor is, as a real keyboard would. */
export function insert(field: Field, text: string): void {
  const { from, to } = selection(field);
  if (field.maxLength >= 0 && field.value.length - (to - from) + text.length > field.maxLength) return;
  field.setRangeText(text, from, to, "end");
  tell(field);
}

/** Takes away what is selected, else the character before the cursor. */
export function erase(field: Field): void {
  const { from, to } = selection(field);
  const before = [...field.value.slice(0, from)].pop() ?? "";
  field.setRangeText("", from === to ? from - before.length : from, to, "end");
  tell(field);
}

/** Sends what was typed, if the field is part of something to send. */
export function submit(field: Field): void {
  field.form?.requestSubmit();
}

function selection(field: Field): { from: number; to: number } {
  const end = field.value.length;
  return { from: field.selectionStart ?? end, to: field.selectionEnd ?? end };
}

function tell(field: Field): void {
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
