// One region's geometry as another kind: by way of rings in image pixels.
import type { Geometry, Region, ShapeName } from "../../core/editor";
import type { Point, Size } from "../../geometry/affine";
import { contours, type Ring, runsOfRings, simplified, turning } from "../../geometry/mask-contour";
import { pngOfRuns, pngSize } from "../../geometry/mask-png";
import { flatten } from "../../geometry/path";
import { decodeRle, encodeRle } from "../../geometry/rle";
import type { PathSink } from "../shapes/shape";
import { FIGURES } from "./image-figures";
import { readMaskPicture } from "./image-mask-picture";
import { BOXES, type ShapeTable } from "./image-shapes";

const SHAPES: ShapeTable = { ...BOXES.shapes, ...FIGURES.shapes };

/** Half a pixel is all that an outline of pixels can tell. */
const SLACK = 0.5;
/** Twice the area in pixels: specks are left out where there is something larger. */
const SPECK = 8;

/** Geometries of the wanted shape, several where a mask has several parts; rejects with a plain sentence. */
export async function converted(region: Region, shape: ShapeName): Promise<readonly Geometry[]> {
  const { original_width: width, original_height: height } = region.facts;
  if (typeof width !== "number" || typeof height !== "number" || !(width > 0 && height > 0))
    throw new Error("The size of its image is not known, so this region cannot be converted.");
  const size = { width, height };
  const rings = await ringsOf(region, size);
  if (!rings.length) throw new Error("There is nothing in this region that could be converted.");
  if (shape === "polygon") return polygonsOf(rings, size);
  if (shape === "rectangle") return [boxOf(rings, size)];
  const runs = runsOfRings(rings, size);
  return [shape === "brush" ? { format: "rle", rle: encodeRle(runs) } : { imageDataURL: pngOfRuns(runs) }];
}

async function ringsOf({ shape, geometry }: Region, size: Size): Promise<readonly Ring[]> {
  if (shape === "brush") {
    const found = decodeRle(geometry.rle, size);
    if (!found.ok) throw new Error(`This region cannot be converted: ${found.reason}.`);
    return contours(found.runs);
  }
  if (shape === "bitmask") {
    const claimed = pngSize(geometry.imageDataURL);
    const fits = claimed?.width === size.width && claimed.height === size.height;
    const found = fits ? await readMaskPicture(String(geometry.imageDataURL), size) : null;
    if (!found?.ok) throw new Error("This region cannot be converted: its mask cannot be read.");
    return contours(found.runs);
  }
  const known = shape && SHAPES[shape];
  const figure = known?.parse(geometry, size);
  if (!known || figure === null) return [];
  const rings: Point[][] = [];
  const sink: PathSink = {
    moveTo: (x, y) => rings.push([{ x, y }]),
    lineTo: (x, y) => rings.at(-1)?.push({ x, y }),
    bezierCurveTo(x1, y1, x2, y2, x, y) {
      const ring = rings.at(-1);
      const from = ring?.at(-1);
      if (from) ring?.push(...flatten([from, { x: x1, y: y1 }, { x: x2, y: y2 }, { x, y }]));
    },
    closePath() {},
  };
  known.trace(figure, sink);
  return rings;
}

/** Outlines without their holes, for which polygons have no place. */
function polygonsOf(rings: readonly Ring[], size: Size): Geometry[] {
  const outer = rings.length > 1 ? rings.filter((ring) => turning(ring) > 0) : rings;
  const large = outer.filter((ring) => Math.abs(turning(ring)) >= SPECK);
  return (large.length ? large : outer)
    .map((ring) => withoutDoubles(simplified(ring, SLACK)))
    .filter((ring) => ring.length >= 3)
    .map((ring) => ({
      points: ring.map(({ x, y }) => [(x * 100) / size.width, (y * 100) / size.height]),
      closed: true,
    }));
}

const withoutDoubles = (ring: Ring): Ring =>
  ring.filter((point, i) => {
    const before = ring.at(i - 1);
    return !before || ring.length === 1 || point.x !== before.x || point.y !== before.y;
  });

function boxOf(rings: readonly Ring[], size: Size): Geometry {
  let [left, top, right, bottom] = [size.width, size.height, 0, 0];
  for (const ring of rings)
    for (const { x, y } of ring) {
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
  return {
    x: (left * 100) / size.width,
    y: (top * 100) / size.height,
    width: ((right - left) * 100) / size.width,
    height: ((bottom - top) * 100) / size.height,
    rotation: 0,
  };
}
