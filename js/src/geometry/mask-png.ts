// A mask as a PNG of black pixels with its alpha, as bitmask results hold it. Made from the runs: long
// stretches of nothing cost a bit or two, and the pixels are never built.
import { type Runs, rowsOf } from "./runs";

/** Symbol 285 copies 258 bytes; it gets one bit, all others nine or ten (a complete code). */
const LENGTHS = Array.from({ length: 286 }, (_, symbol) => (symbol === 285 ? 1 : symbol < 227 ? 9 : 10));
/** Copies from one byte back (nothing goes on) and from four (a pixel is repeated). */
const DISTANCES = [1, 0, 0, 1];
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LONGEST = 258;

interface Bits {
  /** The low bits first, as numbers in deflate are. */
  put(value: number, count: number): void;
  done(): number[];
}

function createBits(): Bits {
  const out: number[] = [];
  let [held, kept] = [0, 0];
  return {
    put(value, count) {
      held |= value << kept;
      kept += count;
      for (; kept >= 8; kept -= 8) {
        out.push(held & 255);
        held >>>= 8;
      }
    },
    done() {
      if (kept) out.push(held & 255);
      return out;
    },
  };
}

/** Canonical codes, reversed: Huffman codes go the high bit first. */
function codesOf(lengths: readonly number[]): number[] {
  const codes: number[] = [];
  let code = 0;
  for (let length = 1; length <= 15; length++) {
    for (const [symbol, own] of lengths.entries()) {
      if (own !== length) continue;
      codes[symbol] = [...code.toString(2).padStart(length, "0")].reduce(
        (all, bit, i) => all | (Number(bit) << i),
        0,
      );
      code++;
    }
    code <<= 1;
  }
  return codes;
}

/** Where each symbol of a length begins, and its extra bits (RFC 1951, 3.2.5). */
function lengthSymbols(): readonly (readonly [symbol: number, base: number, extra: number])[] {
  const table: [number, number, number][] = [];
  let base = 3;
  for (let symbol = 257; symbol < 285; symbol++) {
    const extra = symbol < 265 ? 0 : (symbol - 261) >> 2;
    table.push([symbol, base, extra]);
    base += 1 << extra;
  }
  return table;
}

interface Deflate {
  zeros(count: number): void;
  /** Black pixels of one alpha. */
  pixels(alpha: number, count: number): void;
  done(): number[];
}

/** Adler-32 of what is written, without looking at each byte. */
function createSum() {
  let [low, high] = [1, 0];
  return {
    zeros(count: number) {
      high = (high + (count % 65521) * low) % 65521;
    },
    pixels(alpha: number, count: number) {
      high = (high + 4 * count * low + 2 * alpha * count * (count - 1) + alpha * count) % 65521;
      low = (low + alpha * count) % 65521;
    },
    bytes: () => [high >> 8, high & 255, low >> 8, low & 255],
  };
}

function createDeflate(): Deflate {
  const bits = createBits();
  const codes = codesOf(LENGTHS);
  const table = lengthSymbols();
  const sum = createSum();
  const symbol = (value: number) => bits.put(codes[value] as number, LENGTHS[value] as number);
  /** The last byte (0) or the last pixel (1) again, for at least three bytes. */
  const copy = (distance: 0 | 1, count: number) => {
    for (let left = count; left > 0; ) {
      // What stays must be nothing or at least three bytes, the least that can be copied.
      const whole = left === LONGEST || left >= LONGEST + 3;
      const length = whole ? LONGEST : left > LONGEST ? LONGEST - 3 : left;
      if (length === LONGEST) symbol(285);
      else {
        const [found, base, extra] = table.findLast((row) => row[1] <= length) as [number, number, number];
        symbol(found);
        bits.put(length - base, extra);
      }
      bits.put(distance, 1);
      left -= length;
    }
  };

  for (const part of [0x78, 0x9c]) bits.put(part, 8);
  bits.put(0b101, 3);
  bits.put(LENGTHS.length - 257, 5);
  bits.put(DISTANCES.length - 1, 5);
  bits.put(CODE_ORDER.length - 4, 4);
  // Lengths 0, 1, 9 and 10 are all there are: two bits each.
  const used = Array.from({ length: 19 }, (_, length) => ([0, 1, 9, 10].includes(length) ? 2 : 0));
  for (const length of CODE_ORDER) bits.put(used[length] as number, 3);
  const names = codesOf(used);
  for (const length of [...LENGTHS, ...DISTANCES]) bits.put(names[length] as number, 2);

  const zeros = (count: number) => {
    const alone = count < 4 ? count : 1;
    for (let i = 0; i < alone; i++) symbol(0);
    if (count > alone) copy(0, count - alone);
  };
  return {
    zeros(count) {
      zeros(count);
      sum.zeros(count);
    },
    pixels(alpha, count) {
      zeros(3);
      symbol(alpha);
      if (count > 1) copy(1, (count - 1) * 4);
      sum.pixels(alpha, count);
    },
    done() {
      symbol(256);
      return bits.done().concat(sum.bytes());
    },
  };
}

/** `data:image/png;base64,…` of the mask's full size. */
export function pngOfRuns(runs: Runs): string {
  const { width, height } = runs;
  const out = createDeflate();
  for (let y = 0; y < height; y++) {
    const row = y - runs.top;
    let at = 0;
    let empty = 1;
    const [first, end] =
      row < 0 || row >= rowsOf(runs) ? [0, 0] : [runs.at[row] as number, runs.at[row + 1] as number];
    for (let k = first; k < end; k++) {
      const [from, to] = [runs.from[k] as number, runs.to[k] as number];
      out.zeros(empty + (from - at) * 4);
      out.pixels(runs.alpha[k] as number, to - from);
      [at, empty] = [to, 0];
    }
    out.zeros(empty + (width - at) * 4);
  }
  const size = [width, height].flatMap(word);
  const file = [137, 80, 78, 71, 13, 10, 26, 10].concat(
    chunk("IHDR", [...size, 8, 6, 0, 0, 0]),
    chunk("IDAT", out.done()),
    chunk("IEND", []),
  );
  return `data:image/png;base64,${base64(file)}`;
}

const word = (value: number): number[] => [
  value >>> 24,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
];

function chunk(name: string, data: readonly number[]): number[] {
  const body = [...name].map((letter) => letter.charCodeAt(0)).concat(data);
  return word(data.length).concat(body, word(crc(body)));
}

function crc(bytes: readonly number[]): number {
  const table = Array.from({ length: 256 }, (_, n) => {
    let value = n;
    for (let i = 0; i < 8; i++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    return value;
  });
  let value = -1;
  for (const byte of bytes) value = (table[(value ^ byte) & 255] as number) ^ (value >>> 8);
  return ~value >>> 0;
}

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function base64(bytes: readonly number[]): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (const shift of [18, 12, 6, 0]) text += SIGNS[(group >> shift) & 63];
  }
  const missing = (3 - (bytes.length % 3)) % 3;
  return text.slice(0, text.length - missing) + "=".repeat(missing);
}

/** Size that a PNG in a data address claims; null when it is none. */
export function pngSize(address: unknown): { readonly width: number; readonly height: number } | null {
  const found = typeof address === "string" && /^data:image\/png;base64,([A-Za-z0-9+/]{32})/.exec(address);
  if (!found) return null;
  const bytes = Array.from(atob(found[1] as string), (sign) => sign.charCodeAt(0));
  if (bytes[0] !== 137 || bytes[1] !== 80) return null;
  const side = (at: number) => bytes.slice(at, at + 4).reduce((sum, byte) => sum * 256 + byte, 0);
  return { width: side(16), height: side(20) };
}
