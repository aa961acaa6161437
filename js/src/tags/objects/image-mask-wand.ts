// The magic wand on an image: a press picks a colour, dragging says how far from it pixels may be.
import { attr, number } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import { type Bounds, boundsOf, clamp, type Point, type Size } from "../../geometry/affine";
import { createWand, type Picture, type Wand, wandRuns } from "../../geometry/mask-wand";
import type { MaskFigure } from "../shapes/mask";
import type { ImageLoad } from "./image-load";
import { commit, type Painting, type PaintSources, type Touch } from "./image-mask-stroke";

/** Pixels of the image, or a smaller picture of them. */
interface Seen {
  readonly picture: Picture;
  /** The part of the image that it shows. */
  readonly part: Bounds;
}

export interface WandTool {
  /** Shows what is found as soon as the pixels are here. */
  begin(at: Point, touch: Touch): Painting | null;
}

/** Pixels that are looked at without delay, and the most that are read. */
const QUICK = 4_000_000;
const MOST = 24_000_000;

export function createWandTool(sources: PaintSources, load: ImageLoad): WandTool {
  const { editor, surface, hand } = sources;
  const { view } = surface;
  let known: { readonly key: string; readonly seen: Promise<Seen> } | null = null;

  const settings = () => {
    const node = wandNode(editor.tree.peek(), surface.name);
    const own = (name: string, usual: number) => (node && number(node, name)) ?? usual;
    return {
      threshold: hand.threshold.peek() ?? own("defaultThreshold", 15),
      radius: Math.round(clamp(own("blurRadius", 5), 0, 50) / 2),
      opacity: clamp(Number(node ? attr(node, "opacity") : 0.6) || 0.6, 0, 1),
    };
  };
  /** All of the image, or what is seen of a very large one; null when that is too much as well. */
  const partNow = (size: Size): Bounds | null => {
    const whole = { left: 0, top: 0, right: size.width, bottom: size.height };
    if (size.width * size.height <= MOST) return whole;
    const { width, height } = view.frame.peek();
    const seen = boundsOf([view.toImage({ x: 0, y: 0 }), view.toImage({ x: width, y: height })]);
    const part = {
      left: Math.floor(clamp(seen.left, 0, size.width)),
      top: Math.floor(clamp(seen.top, 0, size.height)),
      right: Math.ceil(clamp(seen.right, 0, size.width)),
      bottom: Math.ceil(clamp(seen.bottom, 0, size.height)),
    };
    return (part.right - part.left) * (part.bottom - part.top) <= MOST ? part : null;
  };
  const look = (part: Bounds): Promise<Seen> => {
    const key = [part.left, part.top, part.right, part.bottom, load.tries.peek()].join();
    if (known?.key !== key)
      known = { key, seen: load.pixels(part).then((pixels) => ({ picture: reduced(pixels), part })) };
    return known.seen;
  };

  return {
    begin(at, touch) {
      const size = view.size.peek();
      const part = size && partNow(size);
      if (view.turns.peek()) {
        editor.say("The magic wand works on the unturned image: turn it back first.");
        return null;
      }
      if (!size || !part) {
        if (size) editor.say("Zoom in to use the magic wand: this image is too large to look at as a whole.");
        return null;
      }
      const mark = sources.target();
      const { threshold: usual, radius, opacity } = settings();
      let threshold = usual;
      let found: { readonly wand: Wand; readonly seen: Seen } | null = null;
      let [across, down, last] = [1, 1, { x: 0, y: 0 }];
      const show = () => {
        if (!found) return;
        found.wand.reach(threshold);
        touch(onImage(found.wand.bounds(), found.seen));
      };
      const here = look(part).then((seen) => {
        const place = inPicture(at.x, at.y, seen);
        found = { wand: createWand(seen.picture, place.x, place.y), seen };
        ({ x: across, y: down } = scaleOf(seen));
        last = { x: seen.picture.width - 1, y: seen.picture.height - 1 };
        show();
      });
      // Said when the press ends; until then nothing is lost.
      here.catch(() => {});
      return {
        live: {
          id: mark?.id ?? null,
          base: mark && (mark.figure as MaskFigure),
          ink: { rgb: hand.liveInk(mark).rgb, opacity },
          alpha(x, y, before) {
            if (!found) return before;
            // Asked for a million pixels in a frame: nothing is made on the way.
            const px = Math.min(((x - part.left) * across) | 0, last.x);
            const py = Math.min(((y - part.top) * down) | 0, last.y);
            return px >= 0 && py >= 0 && found.wand.at(px, py) <= threshold ? 255 : before;
          },
        },
        to() {},
        pull(distance) {
          threshold = clamp(usual + Math.round(distance), 1, 255);
          surface.said.value = `Threshold ${threshold}`;
          show();
        },
        async end() {
          await here;
          if (!found) return;
          const { wand, seen } = found;
          const scaled = Math.round((radius * seen.picture.width) / (part.right - part.left));
          const painted = wandRuns(wand, seen.picture, { threshold, radius: scaled, part, image: size });
          commit(sources, mark, painted, "Magic wand");
        },
      };
    },
  };
}

function wandNode(node: TagNode | null, object: string): TagNode | null {
  if (!node || (node.tag === "MagicWand" && node.to_name.includes(object))) return node;
  return node.children.map((child) => wandNode(child, object)).find(Boolean) ?? null;
}

/** Every n-th pixel of what is too large to be searched while the pointer moves. */
function reduced({ width, height, data }: ImageData): Picture {
  const step = Math.ceil(Math.sqrt((width * height) / QUICK));
  if (step === 1) return { width, height, data };
  const small = { width: Math.floor(width / step), height: Math.floor(height / step) };
  const from = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const to = new Uint32Array(small.width * small.height);
  for (let y = 0; y < small.height; y++)
    for (let x = 0; x < small.width; x++)
      to[y * small.width + x] = from[(y * step + (step >> 1)) * width + x * step + (step >> 1)] as number;
  return { ...small, data: new Uint8Array(to.buffer) };
}

const scaleOf = ({ picture, part }: Seen): Point => ({
  x: picture.width / (part.right - part.left),
  y: picture.height / (part.bottom - part.top),
});

/** The pixel of the picture that shows a place of the image. */
function inPicture(x: number, y: number, seen: Seen): Point {
  const scale = scaleOf(seen);
  return {
    x: clamp(Math.floor((x - seen.part.left) * scale.x), 0, seen.picture.width - 1),
    y: clamp(Math.floor((y - seen.part.top) * scale.y), 0, seen.picture.height - 1),
  };
}

function onImage({ left, top, right, bottom }: Bounds, seen: Seen): Bounds {
  const { x, y } = scaleOf(seen);
  return {
    left: seen.part.left + Math.floor(left / x),
    top: seen.part.top + Math.floor(top / y),
    right: seen.part.left + Math.ceil(right / x),
    bottom: seen.part.top + Math.ceil(bottom / y),
  };
}
