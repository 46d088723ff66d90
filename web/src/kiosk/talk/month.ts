/** A month, counted from 1. */
export interface Month {
  year: number;
  month: number;
}

export function monthOf(moment: Date): Month {
  return { year: moment.getFullYear(), month: moment.getMonth() + 1 };
}

export function monthAfter({ year, month }: Month, by: number): Month {
  return monthOf(new Date(year, month - 1 + by, 1));
}

/** The days of a month in weeks from Monday on, with null where another month's days would stand. */
export function daysOf({ year, month }: Month): (number | null)[] {
  const before = (new Date(year, month - 1, 1).getDay() + 6) % 7;
  const count = new Date(year, month, 0).getDate();
  return [...Array<null>(before).fill(null), ...Array.from({ length: count }, (_, index) => index + 1)];
}
