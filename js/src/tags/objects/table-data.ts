// From a task's value to columns and rows: JSON of several forms, or CSV.
import { isObject } from "../../core/json";

export interface Grid {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

export type Parsed = Grid | { readonly problem: string; readonly given: string };

export interface Form {
  readonly csv: boolean;
  /** The value is the address of the data. */
  readonly url: boolean;
  /** The first line is data, not the names of the columns. */
  readonly headless: boolean;
  /** Empty: found from the data. */
  readonly separator: string;
}

const LONGEST = 2000;
/** Rows that say how wide columns are, and of what. */
export const SAMPLE = 200;
const SEPARATORS = [",", ";", "\t", "|"];

/** Reads a `valueType` such as `csv|url|separator=;|headless`. */
export function formOf(valueType: string): Form {
  const parts = valueType.split("|").map((part) => part.trim());
  const has = (name: string) => parts.some((part) => part.toLowerCase() === name);
  const given = parts.find((part) => /^separator=/i.test(part))?.slice("separator=".length) ?? "";
  const separator = /^(tab|\\t)$/i.test(given) ? "\t" : given;
  return { csv: has("csv"), url: has("url"), headless: has("headless"), separator };
}

export function gridOf(value: unknown, form: Form): Parsed {
  if (value === undefined || value === null || value === "")
    return { problem: "This task has no table here.", given: "" };
  if (form.csv && typeof value === "string") return csvGrid(value, form);
  return jsonGrid(typeof value === "string" ? parsed(value) : value, value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function jsonGrid(value: unknown, given: unknown): Parsed {
  if (Array.isArray(value)) {
    if (value.length === 0) return { problem: "The table is empty.", given: "" };
    if (value.every(isObject)) return recordGrid(value);
    return { columns: ["Index", "Value"], rows: value.map((one, at) => [at, one]) };
  }
  if (!isObject(value)) {
    const kind = typeof value === "string" ? "a text that is no JSON" : `one ${typeof value}`;
    return {
      problem: `This table has ${kind} where rows should be.`,
      given: cellText(given).slice(0, LONGEST),
    };
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return { problem: "The table is empty.", given: "" };
  const fold = (entry: readonly [string, unknown]) => entry[0].toLowerCase();
  const rows = entries.sort((one, other) => (fold(one) < fold(other) ? -1 : fold(one) > fold(other) ? 1 : 0));
  return { columns: ["Name", "Value"], rows };
}

/** Columns in the order in which they first appear; a row without one has an empty cell. */
function recordGrid(records: readonly { [key: string]: unknown }[]): Parsed {
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  if (columns.length === 0) return { problem: "The table is empty.", given: "" };
  return {
    columns,
    rows: records.map((record) =>
      columns.map((name) => (Object.hasOwn(record, name) ? record[name] : undefined)),
    ),
  };
}

function csvGrid(text: string, { separator, headless }: Form): Parsed {
  const source = text.replace(/^\ufeff/, "");
  const lines = csvRows(source, separator || separatorOf(source)).filter(
    (line) => line.length > 1 || line[0] !== "",
  );
  if (lines.length === 0) return { problem: "The table is empty.", given: "" };
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0);
  const head = headless ? [] : (lines[0] ?? []);
  return {
    columns: Array.from({ length: width }, (_, at) => head[at] || `Column ${at + 1}`),
    rows: headless ? lines : lines.slice(1),
  };
}

/** The one that the first line has most of, outside of quotes. */
function separatorOf(text: string): string {
  const line = (text.match(/^(?:"(?:[^"]|"")*"|[^\r\n"])*/)?.[0] ?? "").replace(/"(?:[^"]|"")*"/g, "");
  const count = (separator: string) => line.split(separator).length;
  return SEPARATORS.reduce((best, one) => (count(one) > count(best) ? one : best));
}

/** RFC 4180: quotes around a cell, doubled inside; a separator may be several characters long. */
export function csvRows(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at <= text.length) {
    let cell = "";
    if (text[at] === '"') {
      at += 1;
      for (let end = text.indexOf('"', at); ; end = text.indexOf('"', at)) {
        cell += text.slice(at, end < 0 ? text.length : end);
        at = end < 0 ? text.length : end + 1;
        if (text[at] !== '"' || end < 0) break;
        cell += '"';
        at += 1;
      }
    }
    const from = at;
    while (at < text.length && text[at] !== "\n" && text[at] !== "\r" && !text.startsWith(separator, at))
      at += 1;
    row.push(cell + text.slice(from, at));
    if (at < text.length && text.startsWith(separator, at)) {
      at += separator.length;
      continue;
    }
    rows.push(row);
    row = [];
    if (at >= text.length) break;
    at += text.startsWith("\r\n", at) ? 2 : 1;
    if (at >= text.length) break;
  }
  return rows;
}

/** What a cell shows; nested values as JSON text. */
export function cellText(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Which columns hold numbers and nothing else, as far as the first rows say. */
export function numberColumns({ columns, rows }: Grid): readonly boolean[] {
  const first = rows.slice(0, SAMPLE);
  return columns.map((_, column) => {
    const held = first.map((row) => row[column]).filter((value) => !isEmpty(value));
    return held.length > 0 && held.every((value) => typeof value === "number");
  });
}

export type Direction = "ascending" | "descending";

const isEmpty = (value: unknown) => value === undefined || value === null || value === "";
const numberOf = (value: unknown): number =>
  typeof value === "number" ? value : typeof value === "string" && value.trim() ? Number(value) : Number.NaN;

/** Positions of the rows by one column: numbers by size, texts as people read them, empty cells last. */
export function sortedRows(rows: Grid["rows"], column: number, direction: Direction): number[] {
  const collator = new Intl.Collator(undefined, { numeric: true });
  const turn = direction === "ascending" ? 1 : -1;
  const keys = rows.map((row) => {
    const value = row[column];
    return { empty: isEmpty(value), size: numberOf(value), text: cellText(value) };
  });
  const compare = (one: number, other: number): number => {
    const [a, b] = [keys[one], keys[other]];
    if (!a || !b || a.empty || b.empty) return Number(a?.empty) - Number(b?.empty);
    const both = !Number.isNaN(a.size) && !Number.isNaN(b.size);
    return turn * (both ? a.size - b.size : collator.compare(a.text, b.text));
  };
  return rows.map((_, at) => at).sort((one, other) => compare(one, other) || one - other);
}

/** Tab-separated text, as spreadsheets take it. */
export function copied({ columns, rows }: Grid, order: readonly number[]): string {
  const cell = (value: unknown) => {
    const text = cellText(value);
    return /["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...order.map((at) => rows[at] ?? [])].map((row) => row.map(cell).join("\t")).join("\n");
}
