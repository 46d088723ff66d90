const DIGITS = "零壹贰叁肆伍陆柒捌玖";
const PLACES = ["", "拾", "佰", "仟"];
const GROUPS = ["", "万", "亿"];
const MOST = 1_000_000_000;

/** An amount as the complaint takes it: above 0, up to a billion yuan, at most two decimals; else null. */
export function yuan(typed: string): string | null {
  const plain = typed.replace(/[,，\s元]/g, "").replace("。", ".");
  if (!/^\d{1,10}(\.\d{1,2})?$/.test(plain)) return null;
  const value = Number(plain);
  return value > 0 && value <= MOST ? plain.replace(/^0+(?=\d)/, "") : null;
}

/** Reads an amount aloud the way banks write it: 35000.5 → 叁万伍仟元伍角. */
export function reading(amount: string): string {
  const [whole = "0", cents = ""] = amount.split(".");
  const yuanPart = Number(whole) === 0 ? "" : `${readWhole(whole)}元`;
  const jiao = Number(cents[0] ?? 0);
  const fen = Number(cents[1] ?? 0);
  if (!jiao && !fen) return `${yuanPart}整`;
  const gap = yuanPart && !jiao ? "零" : "";
  return `${yuanPart}${gap}${jiao ? `${DIGITS[jiao]}角` : ""}${fen ? `${DIGITS[fen]}分` : ""}`;
}

function readWhole(digits: string): string {
  let read = "";
  let zero = false;
  const groups = chunks(digits);
  groups.forEach((group, index) => {
    const place = groups.length - 1 - index;
    const value = Number(group);
    if (value === 0) {
      zero = read !== "";
      return;
    }
    if (read && (zero || value < 1000)) read += "零";
    read += readGroup(value) + GROUPS[place];
    zero = false;
  });
  return read;
}

function chunks(digits: string): string[] {
  const found: string[] = [];
  for (let end = digits.length; end > 0; end -= 4) found.unshift(digits.slice(Math.max(0, end - 4), end));
  return found;
}

/** Reads 1 to 9999. */
function readGroup(value: number): string {
  let read = "";
  let zero = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) {
      zero = read !== "";
      continue;
    }
    read += (zero ? "零" : "") + DIGITS[digit] + PLACES[place];
    zero = false;
  }
  return read;
}
