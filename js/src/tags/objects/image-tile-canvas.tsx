// A large image on a canvas: the tiles that fit the zoom, coarser ones until they are there.
import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { apply, type Bounds, boundsOf, invert, type Matrix, type Size } from "../../geometry/affine";
import { levelFor, type TileAt, tilesOver, within } from "./image-tile-grid";
import type { Tiles } from "./image-tiles";
import type { ImageView } from "./image-view";

/** Tiles around the frame that are fetched for the next pan, as a part of it. */
const MARGIN = 0.25;

/** Tiles of scales that are only passed are not asked for: the zoom rests this long, or goes on for that long. */
const REST_MS = 100;
const MOST_MS = 500;

interface TileCanvasProps {
  readonly tiles: Tiles;
  readonly view: ImageView;
  readonly smooth: boolean;
  readonly filter: string;
}

export function TileCanvas({ tiles, view, smooth, filter }: TileCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const request = useRef(0);
  const asked = useRef({ scale: 0, since: 0, timer: 0 });

  useSignalEffect(() => {
    void tiles.version.value;
    const [matrix, frame, place] = [view.matrix.value, view.frame.value, view.place.value];
    const [scale, turns] = [view.scale.value, view.turns.value];
    const draw = () => {
      const target = canvas.current;
      const ctx = target?.getContext("2d");
      if (!target || !ctx || !scale || !frame.width || !frame.height) return;
      const ratio = globalThis.devicePixelRatio || 1;
      const width = Math.round(frame.width * ratio);
      const height = Math.round(frame.height * ratio);
      if (target.width !== width) target.width = width;
      if (target.height !== height) target.height = height;
      // It covers the frame wherever the image lies, so that its pixels are the screen's.
      target.style.left = `${-place.x}px`;
      target.style.top = `${-place.y}px`;
      const level = levelFor(scale * ratio, tiles.tiling);
      const seen = tilesOver(partIn(frame, matrix, 0), level, tiles.tiling);
      ctx.clearRect(0, 0, width, height);
      ctx.imageSmoothingEnabled = smooth || scale * ratio < 1;
      target.dataset.tiles = seen.every((at) => tiles.get(at)) ? "sharp" : "blurred";
      for (const at of seen) paint(ctx, at, { tiles, matrix, ratio, turns });
      const around = tilesOver(partIn(frame, matrix, MARGIN), level, tiles.tiling);
      const last = asked.current;
      const ask = () => {
        asked.current = { scale, since: 0, timer: 0 };
        tiles.want([...seen, ...around.filter((at) => !seen.some(({ x, y }) => x === at.x && y === at.y))]);
      };
      const now = performance.now();
      last.since ||= now;
      const left = last.since + MOST_MS - now;
      if (!last.scale || last.scale === scale || left <= 0) ask();
      else last.timer = setTimeout(ask, Math.min(REST_MS, left)) as unknown as number;
    };
    cancelAnimationFrame(request.current);
    clearTimeout(asked.current.timer);
    request.current = requestAnimationFrame(draw);
  });
  useEffect(
    () => () => {
      cancelAnimationFrame(request.current);
      clearTimeout(asked.current.timer);
    },
    [],
  );

  const { width, height } = view.frame.value;
  const style = { position: "absolute", width: `${width}px`, height: `${height}px`, filter } as const;
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas is not focusable
  return <canvas ref={canvas} aria-hidden="true" data-tiles="blurred" style={style} />;
}

/** The part of the image that the frame shows, with a margin. */
function partIn(frame: Size, matrix: Matrix, margin: number): Bounds {
  const inverse = invert(matrix);
  const [x, y] = [frame.width * margin, frame.height * margin];
  return boundsOf([
    apply(inverse, { x: -x, y: -y }),
    apply(inverse, { x: frame.width + x, y: frame.height + y }),
  ]);
}

interface Scene {
  readonly tiles: Tiles;
  readonly matrix: Matrix;
  readonly ratio: number;
  readonly turns: number;
}

/** One tile, or the part of a coarser one that is here. Each place is painted once: images may be transparent. */
function paint(ctx: CanvasRenderingContext2D, at: TileAt, { tiles, matrix, ratio, turns }: Scene): void {
  const { tiling } = tiles;
  for (let level = at.level; level < tiling.levels; level += 1) {
    const { tile, box } = within(at, level, tiling.side);
    const bitmap = tiles.get(tile);
    if (!bitmap) continue;
    const right = Math.min(box.right, bitmap.width);
    const bottom = Math.min(box.bottom, bitmap.height);
    if (right <= box.left || bottom <= box.top) return;
    const times = 2 ** level;
    const [x, y] = [tile.x * tiling.side, tile.y * tiling.side];
    const corner = (left: number, top: number) =>
      apply(matrix, { x: (x + left) * times, y: (y + top) * times });
    const on = boundsOf([corner(box.left, box.top), corner(right, bottom)]);
    const [left, top] = [Math.round(on.left * ratio), Math.round(on.top * ratio)];
    const [across, down] = [Math.round(on.right * ratio) - left, Math.round(on.bottom * ratio) - top];
    const [w, h] = turns % 2 ? [down, across] : [across, down];
    ctx.setTransform(1, 0, 0, 1, left + across / 2, top + down / 2);
    ctx.rotate((turns * Math.PI) / 2);
    ctx.drawImage(bitmap, box.left, box.top, right - box.left, bottom - box.top, -w / 2, -h / 2, w, h);
    ctx.resetTransform();
    return;
  }
}
