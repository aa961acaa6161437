// Texts of regions, such as what was read in a box: which they are, and how they stand at their regions.
import type { Signal } from "@preact/signals-core";
import type { Editor, Region } from "../../core/editor";
import { flag } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import { apply, type Bounds, boundsOf, type Matrix, meets, type Point } from "../../geometry/affine";
import type { Ink } from "./image-caption";
import type { Mark } from "./image-marks";
import type { ImageSurface } from "./image-surface";

const FAMILY = "system-ui, sans-serif";
/** Size that widths are measured at. */
const MEASURED = 11;
const LEAST = 7;
const BESIDE = 12;
const MOST = 16;
const PAD = 3;
/** Height of a text that stands below its region. */
const LINE = BESIDE + 4;
/** Most screen pixels that a text reaches out of its region. */
export const TEXT_REACH = 96;
/** When less of a text would be left, it is not shown at all. */
const LEFT = 0.6;
/** Captions, whose widths are known, are bold. */
const PLAIN = 0.93;

/** Controls that ask for a text of each region of an object. */
export function textControls(node: TagNode | null, object: string): readonly TagNode[] {
  if (!node) return [];
  const own = node.tag === "TextArea" && flag(node, "perRegion") && node.to_name.includes(object);
  return [...(own ? [node] : []), ...node.children.flatMap((child) => textControls(child, object))];
}

/** The control that asks for a text of the one selected region. */
export function writerOf(editor: Editor, controls: readonly TagNode[]): TagNode | null {
  return controls.find((control) => editor.regionFor(control) !== null) ?? null;
}

export function textsOf(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((text): text is string => typeof text === "string" && text !== "");
}

/** What a region says, by the first of the controls that holds something. */
export function regionText({ items }: Region, controls: ReadonlySet<string>): string {
  for (const item of items) {
    const texts = controls.has(item.from_name ?? "") ? textsOf(item.value?.text) : [];
    if (texts.length) return texts.join("\n");
  }
  return "";
}

/** What the field for a region's text needs. */
export interface TextProps {
  readonly surface: ImageSurface;
  readonly controls: readonly TagNode[];
  /** Grows with each wish to write at the selected region. */
  readonly wish: Signal<number>;
  /** Where the focus goes when writing ends. */
  leave(): void;
}

export interface TextPlace extends Point {
  readonly text: string;
  readonly size: number;
  readonly width: number;
  readonly height: number;
}

/** The text cut so that it fits; empty when too little of it would be left. */
function fitted(text: string, size: number, room: number, width: (text: string) => number): string {
  const wide = (part: string) => (width(part) * size) / MEASURED;
  if (wide(text) <= room) return text;
  const letters = [...text];
  const most = Math.min(Math.floor((letters.length * room) / wide(text)), letters.length - 1);
  for (let count = most; count >= letters.length * LEFT; count -= 1) {
    const cut = `${letters.slice(0, count).join("").trimEnd()}…`;
    if (wide(cut) <= room) return cut;
  }
  return "";
}

/** Below the region when nothing is there, else fitted into it; null when it would be too small to read. */
export function textPlace(
  text: string,
  box: Bounds,
  free: (part: Bounds) => boolean,
  width: (text: string) => number,
): TextPlace | null {
  const line = text.replace(/\s+/g, " ").trim();
  const across = box.right - box.left;
  const down = box.bottom - box.top;
  const natural = (width(line) * BESIDE) / MEASURED + 2 * PAD;
  const room = Math.min(Math.max(across, Math.min(natural, across + TEXT_REACH - 8)), natural);
  const below = {
    left: box.left,
    top: box.bottom + 1,
    right: box.left + room,
    bottom: box.bottom + 1 + LINE,
  };
  if (across >= 10 && free(below)) {
    const shown = fitted(line, BESIDE, room - 2 * PAD, width);
    if (shown) return { text: shown, size: BESIDE, x: below.left, y: below.top, width: room, height: LINE };
  }
  const high = Math.min(down * 0.8, MOST);
  if (high < LEAST) return null;
  const size = Math.max(Math.min(high, ((across - 2 * PAD) * MEASURED) / Math.max(width(line), 1)), LEAST);
  const shown = fitted(line, size, across - 2 * PAD, width);
  const height = size + 4;
  const wide = Math.min((width(shown) * size) / MEASURED + 2 * PAD, across);
  return shown ? { text: shown, size, x: box.left, y: box.bottom - height, width: wide, height } : null;
}

/** More marks than this are not searched for room beside each of them. */
const SEARCHED = 600;

export function paintTexts(
  ctx: CanvasRenderingContext2D,
  marks: readonly Mark[],
  matrix: Matrix,
  textOf: (mark: Mark) => string,
  ink: Ink,
): void {
  const boxes = marks.map(({ bounds: { left, top, right, bottom } }) =>
    boundsOf([apply(matrix, { x: left, y: top }), apply(matrix, { x: right, y: bottom })]),
  );
  const searched = marks.length <= SEARCHED;
  marks.forEach((mark, at) => {
    const text = textOf(mark);
    const box = boxes[at];
    if (!text || !box) return;
    const free = (part: Bounds) => searched && !boxes.some((other, one) => one !== at && meets(other, part));
    const place = textPlace(text, box, free, (one) => ink.width(one) * PLAIN);
    if (!place) return;
    ctx.fillStyle = "rgb(255 255 255/.92)";
    ctx.fillRect(place.x, place.y, place.width, place.height);
    ctx.fillStyle = "#111";
    ctx.font = `${place.size}px ${FAMILY}`;
    ctx.fillText(place.text, place.x + PAD, place.y + place.height / 2 + 0.5, place.width - PAD);
  });
}
