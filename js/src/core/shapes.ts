// Kinds of geometry: what of a result's `value` belongs to each, and which one a value holds.
import type { Item } from "../generated/wire";
import type { ShapeName } from "./editor";
import { isObject } from "./json";

/** Keys of `value` that are geometry. */
export const GEOMETRY: { readonly [shape in ShapeName]: readonly string[] } = {
  rectangle: ["x", "y", "width", "height", "rotation"],
  ellipse: ["x", "y", "radiusX", "radiusY", "rotation"],
  polygon: ["points", "closed"],
  vector: ["vertices", "closed"],
  keypoint: ["x", "y", "width"],
  brush: ["format", "rle", "touches", "maskDataURL"],
  bitmask: ["imageDataURL"],
  span: ["start", "end", "startOffset", "endOffset", "globalOffsets", "text"],
  message: ["chatmessage"],
};

const isNumber = (value: unknown): boolean => typeof value === "number" && Math.abs(value) < 1e15;
const isPair = (value: unknown): boolean => Array.isArray(value) && isNumber(value[0]) && isNumber(value[1]);
const isPlace = (value: unknown): boolean => isObject(value) && isNumber(value.x) && isNumber(value.y);
const isOffset = (value: unknown): boolean =>
  isNumber(value) || (typeof value === "string" && /^\d+$/.test(value));

/** The shape by what the value holds and by the kind of data the object shows; null for one unknown here. */
export function shapeOf(item: Item, surface: string | undefined): ShapeName | null {
  const value = item.value ?? {};
  const numbers = (...names: string[]) => names.every((name) => isNumber(value[name]));
  const sides = (...names: string[]) =>
    numbers("x", "y", ...names) &&
    names.every((name) => (value[name] as number) >= 0) &&
    isNumber(value.rotation ?? 0);
  if (surface === "text") return isOffset(value.start) && isOffset(value.end) ? "span" : null;
  if (surface === "hypertext" || surface === "paragraphs")
    return "globalOffsets" in value || ("start" in value && "end" in value) ? "span" : null;
  if (surface === "chat") return isObject(value.chatmessage) ? "message" : null;
  if (surface !== "image") return null;
  if ("rle" in value || "touches" in value) return "brush";
  if ("imageDataURL" in value) return "bitmask";
  const { vertices, points } = value;
  if (Array.isArray(vertices)) return vertices.length && vertices.every(isPlace) ? "vector" : null;
  if (Array.isArray(points)) {
    const enough = points.length >= (value.closed === false ? 1 : 3);
    return enough && points.every(isPair) ? "polygon" : null;
  }
  if (sides("radiusX", "radiusY")) return "ellipse";
  if (sides("width", "height")) return "rectangle";
  return numbers("x", "y") && !("height" in value || "radiusX" in value) ? "keypoint" : null;
}
