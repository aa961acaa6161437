// From the task's value to the text that is shown and counted.

export type Loaded = { readonly text: string } | { readonly problem: string };

/** Any JSON as text; lists joined by commas, as the reference's page does. */
export function plain(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(plain).join(",");
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "");
}

/** Cells of a CSV text; quotes as RFC 4180 has them. */
function* rowsOf(csv: string, separator: string): Generator<string[]> {
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < csv.length; at++) {
    const char = csv[at] as string;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (csv[at + 1] === '"') cell += csv[++at];
      else quoted = false;
    } else if (char === '"' && cell === "") quoted = true;
    else if (csv.startsWith(separator, at)) {
      row.push(cell);
      cell = "";
      at += separator.length - 1;
    } else if (char === "\n" || char === "\r") {
      if (char === "\r" && csv[at + 1] === "\n") at++;
      yield [...row, cell];
      row = [];
      cell = "";
    } else cell += char;
  }
  if (cell !== "" || row.length > 0) yield [...row, cell];
}

/**
 * The cell that `resolver` names, such as `csv|separator=;|headless|column=1`: of the first row below
 * the header, by number from 0 or by the header's name.
 */
export function resolved(csv: string, resolver: string): Loaded {
  const [kind = "", ...options] = resolver.split("|").map((part) => part.trim());
  if (kind !== "csv") return { problem: `resolver="${resolver}": only csv is known.` };
  const given = new Map(
    options.map((option): [string, string] => {
      const at = option.indexOf("=");
      return at < 0 ? [option, ""] : [option.slice(0, at), option.slice(at + 1)];
    }),
  );
  const rows = rowsOf(csv, given.get("separator") || ",");
  const first: string[] = rows.next().value ?? [];
  const row: string[] = given.has("headless") ? first : (rows.next().value ?? []);
  const column = given.get("column") || "0";
  const place = /^\d+$/.test(column) ? Number(column) : first.indexOf(column);
  const text = row[place];
  return text === undefined
    ? { problem: `The CSV file has no column ${column} in its first row.` }
    : { text };
}

/** Bytes as UTF-8, or where they are none; `what` is what they are called. */
export function utf8(bytes: Uint8Array, what = "text"): Loaded {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    const at = firstBad(bytes);
    const byte = (bytes[at] ?? 0).toString(16).padStart(2, "0");
    return { problem: `The ${what} is no UTF-8: byte 0x${byte} at position ${at} of ${bytes.length} bytes.` };
  }
}

/** The byte with which a character begins that is none; the last one when the text is cut off. */
function firstBad(bytes: Uint8Array): number {
  let sound = 0;
  let broken = bytes.length;
  while (broken - sound > 1) {
    const middle = (sound + broken) >> 1;
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      sound = middle;
    } catch {
      broken = middle;
    }
  }
  return broken - 1;
}

/** `encoding` is `none`, `base64` (bytes as Latin-1) or `base64unicode` (bytes as UTF-8). */
export function loadedText(value: unknown, encoding: string): Loaded {
  const text = plain(value);
  if (encoding !== "base64" && encoding !== "base64unicode") return { text };
  try {
    const bytes = atob(text);
    if (encoding === "base64") return { text: bytes };
    return utf8(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
  } catch {
    return { problem: `The text is not ${encoding} as the config says.` };
  }
}
