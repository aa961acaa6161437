// What a model suggests for the image, dashed, with accept and reject at hand; and the prompts it answers.
import { useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { apply, boundsOf, type Matrix, scaleOf } from "../../geometry/affine";
import { Button } from "../../ui/button";
import { useView } from "../../ui/context";
import { CLOSE } from "../../ui/icons";
import { CHECK } from "../../ui/more-icons";
import type { Mark } from "./image-marks";
import { PROPOSALS_CSS } from "./image-proposals.css";
import type { ImageSurface } from "./image-surface";

/** With more of them only the bar has buttons. */
const MOST_BUTTONS = 12;
const BUTTONS_WIDTH = 60;
const BUTTONS_HEIGHT = 32;
const POINT = 6;

export function Proposals({ surface }: { readonly surface: ImageSurface }) {
  const { editor, root } = useView();
  root.css("image-proposals", PROPOSALS_CSS);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { view } = surface;

  useSignalEffect(() => {
    const suggestions = surface.proposed(editor.suggestions.value);
    const prompts = surface.proposed(editor.prompts.value);
    const { width, height } = view.frame.value;
    const matrix = view.matrix.value;
    const target = canvas.current;
    const ctx = target?.getContext("2d");
    if (!target || !ctx || !view.scale.value) return;
    const ratio = globalThis.devicePixelRatio || 1;
    target.width = Math.round(width * ratio);
    target.height = Math.round(height * ratio);
    for (const mark of suggestions) paintSuggestion(ctx, mark, matrix, ratio);
    for (const mark of prompts) paintPrompt(ctx, mark, matrix, ratio);
  });

  const marks = surface.proposed(editor.suggestions.value);
  return (
    <>
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas is not focusable */}
      <canvas class="lsw-image-canvas" ref={canvas} aria-hidden="true" />
      {marks.length <= MOST_BUTTONS &&
        marks.map((mark, at) => <Answer key={mark.id} mark={mark} at={at} surface={surface} />)}
    </>
  );
}

function Answer({ mark, at, surface }: { mark: Mark; at: number; surface: ImageSurface }) {
  const { editor } = useView();
  const { view } = surface;
  const { left, top, right, bottom } = mark.bounds;
  const matrix = view.matrix.value;
  const box = boundsOf([apply(matrix, { x: left, y: top }), apply(matrix, { x: right, y: bottom })]);
  const { width, height } = view.frame.value;
  const x = Math.min(Math.max(0, box.right - BUTTONS_WIDTH), width - BUTTONS_WIDTH);
  const below = box.bottom + BUTTONS_HEIGHT < height;
  const y = below ? box.bottom + 2 : Math.max(0, Math.min(box.bottom, height) - BUTTONS_HEIGHT);
  const name = `suggestion ${at + 1}, ${mark.region.labels.join(", ") || "no label"}`;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps presses of its buttons from the image
    <div
      class="lsw-image-answer"
      style={{ left: `${x}px`, top: `${y}px` }}
      onPointerDown={(event) => event.stopPropagation()}
      onKeyDown={(event) => event.key !== "Escape" && event.stopPropagation()}
    >
      <Button label={`Accept ${name}`} icon={CHECK} onClick={() => editor.accept([mark.id])} />
      <Button label={`Reject ${name}`} icon={CLOSE} onClick={() => editor.reject([mark.id])} />
    </div>
  );
}

function enter(ctx: CanvasRenderingContext2D, [a, b, c, d, e, f]: Matrix, ratio: number): void {
  ctx.setTransform(a * ratio, b * ratio, c * ratio, d * ratio, e * ratio, f * ratio);
}

function paintSuggestion(ctx: CanvasRenderingContext2D, mark: Mark, matrix: Matrix, ratio: number): void {
  const { shape, figure, region } = mark;
  enter(ctx, matrix, ratio);
  const scale = scaleOf(matrix);
  ctx.beginPath();
  shape.trace(figure, ctx);
  ctx.globalAlpha = 0.25;
  ctx.fillStyle = region.color;
  if (!shape.open?.(figure)) ctx.fill("evenodd");
  ctx.globalAlpha = 1;
  // Light below dark dashes: seen on any picture.
  ctx.lineWidth = 3 / scale;
  ctx.strokeStyle = "#fff";
  ctx.setLineDash([]);
  ctx.stroke();
  ctx.lineWidth = 2 / scale;
  ctx.strokeStyle = region.color;
  ctx.setLineDash([6 / scale, 4 / scale]);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Points as a plus or a minus, everything else as a thin outline. */
function paintPrompt(ctx: CanvasRenderingContext2D, mark: Mark, matrix: Matrix, ratio: number): void {
  const { shape, figure, region, bounds } = mark;
  if (region.shape !== "keypoint") {
    enter(ctx, matrix, ratio);
    ctx.beginPath();
    shape.trace(figure, ctx);
    ctx.lineWidth = 1.5 / scaleOf(matrix);
    ctx.strokeStyle = region.color;
    ctx.stroke();
    return;
  }
  const { x, y } = apply(matrix, {
    x: (bounds.left + bounds.right) / 2,
    y: (bounds.top + bounds.bottom) / 2,
  });
  const positive = region.items[0]?.is_positive !== false;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.beginPath();
  ctx.arc(x, y, POINT + 2, 0, 2 * Math.PI);
  ctx.fillStyle = positive ? "#1a7f37" : "#c62828";
  ctx.fill();
  ctx.lineWidth = 2;
  ctx.strokeStyle = "#fff";
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(x - POINT / 2, y);
  ctx.lineTo(x + POINT / 2, y);
  if (positive) {
    ctx.moveTo(x, y - POINT / 2);
    ctx.lineTo(x, y + POINT / 2);
  }
  ctx.stroke();
}
