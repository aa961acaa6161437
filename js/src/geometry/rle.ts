// Label Studio's run-length code of brush masks. Its values are R, G, B and A of each pixel, all of them
// the alpha, so that only every fourth value is looked at; the pixels themselves are never built.
import type { Size } from "./affine";
import { createBuilder, eachRun, type Runs, type RunsBuilder } from "./runs";

export type Decoded =
  | { readonly ok: true; readonly runs: Runs }
  /** A sentence for the person. */
  | { readonly ok: false; readonly reason: string };

const HEADER_BITS = 53;
const SIZES = [3, 4, 8, 16] as const;
const LONGEST = 1 << 16;

const bad = (reason: string): Decoded => ({ ok: false, reason });

export function decodeRle(rle: unknown, size: Size): Decoded {
  if (!Array.isArray(rle)) return bad("its mask is no list of bytes");
  const bytes = new Uint8Array(rle.length + 4);
  for (let i = 0; i < rle.length; i++) {
    const byte: unknown = rle[i];
    if (typeof byte !== "number" || byte < 0 || byte > 255 || byte !== Math.floor(byte))
      return bad("its mask holds something that is no byte");
    bytes[i] = byte;
  }
  const bits = rle.length * 8;
  if (bits < HEADER_BITS) return bad("its mask is cut off");
  const count = read(bytes, 0, 16) * LONGEST + read(bytes, 16, 16);
  if (read(bytes, 32, 5) !== 7) return bad("its mask is in an unknown code");
  if (!size.width || count !== size.width * size.height * 4)
    return bad(`its mask is not of this image's size of ${size.width} × ${size.height} pixels`);
  const sizes = [37, 41, 45, 49].map((at) => read(bytes, at, 4) + 1);
  return blocks(bytes, bits, count, sizes, size);
}

/** Up to 16 bits, most significant first. */
function read(bytes: Uint8Array, at: number, count: number): number {
  const byte = at >> 3;
  const word =
    ((bytes[byte] as number) << 16) | ((bytes[byte + 1] as number) << 8) | (bytes[byte + 2] as number);
  return (word >> (24 - (at & 7) - count)) & ((1 << count) - 1);
}

function blocks(
  bytes: Uint8Array,
  bits: number,
  count: number,
  sizes: readonly number[],
  size: Size,
): Decoded {
  const made = createBuilder(size);
  let at = HEADER_BITS;
  for (let value = 0; value < count; ) {
    if (at + 3 > bits) return bad("its mask is cut off");
    const kind = read(bytes, at, 3);
    const width = sizes[kind & 3] as number;
    const length = Math.min(read(bytes, at + 3, width) + 1, count - value);
    at += 3 + width;
    const run = kind >= 4;
    const next = at + (run ? 8 : 8 * length);
    if (next > bits) return bad("its mask is cut off");
    // Pixel k has its alpha at value 4k + 3: as many pixels are complete as a quarter of the values.
    if (run) pushFlat(made, value >> 2, (value + length) >> 2, read(bytes, at, 8), size.width);
    else
      for (let k = value >> 2; k < (value + length) >> 2; k++)
        pushFlat(made, k, k + 1, read(bytes, at + 8 * (4 * k + 3 - value), 8), size.width);
    value += length;
    at = next;
  }
  return { ok: true, runs: made.done() };
}

/** Pixels counted along the rows, from `from` up to `to`. */
function pushFlat(made: RunsBuilder, from: number, to: number, alpha: number, width: number): void {
  if (alpha === 0) return;
  for (let at = from; at < to; ) {
    const row = Math.floor(at / width);
    const end = Math.min(to, (row + 1) * width);
    made.push(row, at - row * width, end - row * width, alpha);
    at = end;
  }
}

/** Byte for byte what the reference's editor writes for the same mask. */
export function encodeRle(runs: Runs): number[] {
  const out: number[] = [];
  let [held, kept] = [0, 0];
  const write = (value: number, bits: number) => {
    held = (held << bits) | value;
    kept += bits;
    for (; kept >= 8; kept -= 8) out.push((held >> (kept - 8)) & 255);
    held &= (1 << kept) - 1;
  };
  const { width, height } = runs;
  const count = width * height * 4;
  write(Math.floor(count / LONGEST), 16);
  write(count % LONGEST, 16);
  write(7, 5);
  for (const size of SIZES) write(size - 1, 4);

  const block = (length: number, alpha: number) => {
    const less = length - 1;
    const index = less < 8 ? 0 : less < 16 ? 1 : less < 256 ? 2 : 3;
    write(4 | index, 3);
    write(less, SIZES[index]);
    write(alpha, 8);
  };
  let [start, end, last] = [0, 0, -1];
  const flush = () => {
    let length = (end - start) * 4;
    for (; length > LONGEST; length -= LONGEST) block(LONGEST, last);
    if (length) block(length, last);
  };
  const push = (from: number, to: number, alpha: number) => {
    if (from === to) return;
    if (alpha !== last) {
      flush();
      [start, last] = [from, alpha];
    }
    end = to;
  };
  eachRun(runs, (row, from, to, alpha) => {
    const at = row * width;
    push(end, at + from, 0);
    push(at + from, at + to, alpha);
  });
  push(end, width * height, 0);
  flush();
  if (kept) out.push((held << (8 - kept)) & 255);
  return out;
}
