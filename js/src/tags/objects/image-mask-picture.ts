// The mask of a bitmask result out of its PNG, by the browser's own reader. Nothing is fetched.
import type { Size } from "../../geometry/affine";
import type { Decoded } from "../../geometry/rle";
import { createBuilder } from "../../geometry/runs";

/** Rows that are read at once, so that a large picture is never there twice. */
const ROWS = 256;

export async function readMaskPicture(address: string, size: Size): Promise<Decoded> {
  const { width, height } = size;
  try {
    const bytes = Uint8Array.from(atob(address.slice(address.indexOf(",") + 1)), (sign) =>
      sign.charCodeAt(0),
    );
    const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const made = createBuilder(size);
    const strip = new OffscreenCanvas(width, Math.min(ROWS, height));
    const ctx = strip.getContext("2d", { willReadFrequently: true });
    if (!ctx || picture.width !== width || picture.height !== height) throw new Error("no picture");
    for (let top = 0; top < height; top += ROWS) {
      const rows = Math.min(ROWS, height - top);
      ctx.clearRect(0, 0, width, ROWS);
      ctx.drawImage(picture, 0, -top);
      const pixels = new Uint32Array(ctx.getImageData(0, 0, width, rows).data.buffer);
      for (let y = 0; y < rows; y++) {
        const start = y * width;
        for (let x = 0; x < width; ) {
          const alpha = (pixels[start + x] as number) >>> 24;
          let end = x + 1;
          while (end < width && (pixels[start + end] as number) >>> 24 === alpha) end++;
          made.push(top + y, x, end, alpha);
          x = end;
        }
      }
    }
    picture.close();
    return { ok: true, runs: made.done() };
  } catch {
    return { ok: false, reason: "its mask cannot be read" };
  }
}
