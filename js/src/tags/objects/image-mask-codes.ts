// Masks of brush and bitmask results, read once each: a brush at once, a picture while others are shown.
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Geometry } from "../../core/editor";
import type { Scope } from "../../core/scope";
import type { Size } from "../../geometry/affine";
import { pngOfRuns, pngSize } from "../../geometry/mask-png";
import { type Decoded, decodeRle, encodeRle } from "../../geometry/rle";
import { isEmpty, type Runs } from "../../geometry/runs";
import { type MaskCode, maskShape } from "../shapes/mask";
import { readMaskPicture } from "./image-mask-picture";
import type { AnyShape, ShapeTable } from "./image-shapes";

export interface MaskCodes {
  readonly shapes: ShapeTable;
  /** Why a mask cannot be shown, as the end of a sentence; empty when it can, or is still being read. */
  fault(geometry: Geometry, size: Size): string;
  /** Geometry for a shape, whose mask need not be read again. */
  write(shape: "brush" | "bitmask", runs: Runs): Geometry;
  /** Grows when a picture has been read. */
  readonly version: ReadonlySignal<number>;
}

/** Pictures of masks that are kept as runs; undo soon asks for the last ones again. */
const KEPT = 200;

interface Read {
  readonly found: Decoded | "reading";
  /** Of the image, when it was read: that may become known later than the mask. */
  readonly size: Size;
}

const fits = (read: Read, { width, height }: Size) =>
  read.size.width === width && read.size.height === height;

export function createMaskCodes(scope: Scope): MaskCodes {
  const codes = new WeakMap<object, Read>();
  const pictures = new Map<string, Read>();
  const version = signal(0);

  const keep = (address: string, found: Decoded | "reading", size: Size) => {
    pictures.delete(address);
    pictures.set(address, { found, size });
    const [oldest] = pictures.keys();
    if (pictures.size > KEPT && oldest !== undefined) pictures.delete(oldest);
  };
  const brush = ({ rle }: Geometry, size: Size): Decoded | "reading" => {
    if (typeof rle !== "object" || rle === null) return { ok: false, reason: "it has no mask" };
    const known = codes.get(rle);
    if (known && fits(known, size)) return known.found;
    const found = decodeRle(rle, size);
    codes.set(rle, { found, size });
    return found;
  };
  const bitmask = ({ imageDataURL }: Geometry, size: Size): Decoded | "reading" => {
    const address = String(imageDataURL);
    const known = pictures.get(address);
    if (known && fits(known, size)) return known.found;
    const claimed = pngSize(imageDataURL);
    if (!claimed) return { ok: false, reason: "its mask is no PNG" };
    if (claimed.width !== size.width || claimed.height !== size.height)
      return {
        ok: false,
        reason: `its mask is of ${claimed.width} × ${claimed.height} pixels, unlike the image`,
      };
    keep(address, "reading", size);
    readMaskPicture(address, size).then((found) => {
      if (scope.ended) return;
      keep(address, found, size);
      version.value++;
    });
    return "reading";
  };
  const shown = (found: Decoded | "reading"): Runs | null =>
    found !== "reading" && found.ok && !isEmpty(found.runs) ? found.runs : null;

  const brushCode: MaskCode = {
    read: (geometry, size) => shown(brush(geometry, size)),
    write(runs) {
      const rle = encodeRle(runs);
      codes.set(rle, { found: { ok: true, runs }, size: runs });
      return { format: "rle", rle };
    },
  };
  const bitmaskCode: MaskCode = {
    read(geometry, size) {
      version.value;
      return shown(bitmask(geometry, size));
    },
    write(runs) {
      const imageDataURL = pngOfRuns(runs);
      keep(imageDataURL, { ok: true, runs }, runs);
      return { imageDataURL };
    },
  };
  return {
    version,
    shapes: {
      brush: maskShape("brush", brushCode) as AnyShape,
      bitmask: maskShape("bitmask", bitmaskCode) as AnyShape,
    },
    fault(geometry, size) {
      const found = "imageDataURL" in geometry ? bitmask(geometry, size) : brush(geometry, size);
      if (found === "reading") return "";
      if (!found.ok) return found.reason;
      return isEmpty(found.runs) ? "its mask is empty" : "";
    },
    write: (shape, runs) => (shape === "brush" ? brushCode : bitmaskCode).write(runs),
  };
}
