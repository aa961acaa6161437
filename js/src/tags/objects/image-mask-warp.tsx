// Masks that are being resized or turned: each is pictured once, and moved by the browser until the release.
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { apply, type Point } from "../../geometry/affine";
import { coverage, gridOver, type Ink } from "../../geometry/mask-plate";
import { warpTo } from "../../geometry/mask-warp";
import type { MaskFigure } from "../shapes/mask";
import type { Mark } from "./image-marks";
import type { ImageSurface } from "./image-surface";

interface WarpedProps {
  readonly surface: ImageSurface;
  inkOf(mark: Mark): Ink;
}

export function WarpedMasks({ surface, inkOf }: WarpedProps) {
  const warped = [...surface.edited.value].flatMap(([id, figure]) => {
    const mark = surface.mark(id);
    return mark?.shape.layered && (figure as MaskFigure).frame
      ? [{ mark, figure: figure as MaskFigure }]
      : [];
  });
  return (
    <>
      {warped.map(({ mark, figure }) => (
        <Warped key={mark.id} surface={surface} figure={figure} ink={inkOf(mark)} />
      ))}
    </>
  );
}

interface OneProps {
  readonly surface: ImageSurface;
  readonly figure: MaskFigure;
  readonly ink: Ink;
}

function Warped({ surface: { view }, figure: { runs, bounds, frame }, ink }: OneProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scale = view.scale.value;
  const grid = useMemo(() => gridOver(bounds, scale), [bounds, scale]);
  useLayoutEffect(() => {
    const ctx = canvas.current?.getContext("2d");
    const [red, green, blue] = ink.rgb;
    const color = (blue << 16) | (green << 8) | red;
    const cells = coverage({ runs, dx: 0, dy: 0 }, grid);
    const words = Uint32Array.from(cells, (alpha) => ((alpha * ink.opacity) << 24) | color);
    ctx?.putImageData(new ImageData(new Uint8ClampedArray(words.buffer), grid.width), 0, 0);
  }, [runs, grid, ink]);
  if (!frame) return null;
  const { to } = warpTo(bounds, frame);
  const { left, top } = bounds;
  const screen = (x: number, y: number): Point => apply(view.matrix.value, to({ x, y }));
  const [at, x, y] = [screen(left, top), screen(left + grid.level, top), screen(left, top + grid.level)];
  const matrix = [x.x - at.x, x.y - at.y, y.x - at.x, y.y - at.y, at.x, at.y];
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas is not focusable
    <canvas
      class="lsw-mask-warp"
      ref={canvas}
      aria-hidden="true"
      width={grid.width}
      height={grid.height}
      style={{
        transform: `matrix(${matrix.join(",")})`,
        imageRendering: grid.level === 1 && scale >= 2 ? "pixelated" : "auto",
      }}
    />
  );
}
