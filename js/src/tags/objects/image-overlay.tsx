// The few regions that are acted on, as SVG: selected, hovered, moved, drawn.
import type { Signal } from "@preact/signals";
import { apply, type Bounds, type Point } from "../../geometry/affine";
import { useView } from "../../ui/context";
import type { PathSink } from "../shapes/shape";
import { CAPTION_HEIGHT, CAPTION_PAD, caption, captionPlace, type Ink } from "./image-caption";
import { PLAIN_DOTS } from "./image-dots";
import { bandBounds } from "./image-gesture";
import { DotMarks, Goal, Handles, ManyDots, NextPoint } from "./image-handles";
import type { Mark } from "./image-marks";
import type { AnyShape } from "./image-shapes";
import type { Draft, ImageSurface } from "./image-surface";
import { paintTool } from "./image-tools";

/** With more selected regions than this, only outlines are shown. */
const MANY = 20;

function pathText(shape: AnyShape, figure: unknown): string {
  let text = "";
  const sink: PathSink = {
    moveTo: (x, y) => {
      text += `M${x} ${y}`;
    },
    lineTo: (x, y) => {
      text += `L${x} ${y}`;
    },
    bezierCurveTo: (x1, y1, x2, y2, x, y) => {
      text += `C${x1} ${y1} ${x2} ${y2} ${x} ${y}`;
    },
    closePath: () => {
      text += "Z";
    },
  };
  shape.trace(figure, sink);
  return text;
}

export interface OverlayProps {
  readonly surface: ImageSurface;
  readonly ink: Ink;
  readonly pointer: Signal<Point | null>;
  readonly crosshair: boolean;
}

export function Overlay({ surface, ink, pointer, crosshair }: OverlayProps) {
  const { editor } = useView();
  const { view } = surface;
  if (!view.scale.value) return null;

  const matrix = view.matrix.value;
  const selection = editor.selection.value;
  const edited = surface.edited.value;
  const hovered = editor.hover.value;
  const marks = [...surface.lifted.value].flatMap((id) => surface.mark(id) ?? []);
  const hover = hovered !== null && !surface.lifted.value.has(hovered) ? surface.mark(hovered) : undefined;
  const only = marks.length === 1 && selection.includes(marks[0]?.id ?? "") ? marks[0] : undefined;
  const draft = surface.draft.value;
  const band = bandBounds(surface.gesture.value);
  const figure = (mark: Mark) => edited.get(mark.id) ?? mark.figure;
  const handled = only && surface.movable(only) ? only : undefined;
  const named = [...(marks.length <= MANY ? marks : []), ...(hover ? [hover] : [])];
  // Where the points are handles, these are enough.
  const dotted = named.filter((mark) => mark !== handled || !mark.shape.without);

  return (
    <svg class="lsw-image-overlay" aria-hidden="true">
      <g transform={`matrix(${matrix.join(" ")})`}>
        {hover && <Outline mark={hover} figure={hover.figure} kind="hover" surface={surface} />}
        {marks.map((mark) => (
          <Outline key={mark.id} mark={mark} figure={figure(mark)} kind="selected" surface={surface} />
        ))}
        {draft && (
          <path
            class="lsw-image-shape"
            data-kind="draft"
            d={pathText(draft.shape, draft.figure)}
            fill={draft.shape.open?.(draft.figure) ? "none" : draft.color}
            stroke={draft.color}
          />
        )}
        {band && <path class="lsw-image-band" d={boundsPath(band)} />}
      </g>
      {draft && <DraftDots draft={draft} surface={surface} />}
      {marks.length > MANY && <ManyDots marks={marks} surface={surface} figure={figure} />}
      {dotted.map((mark) => (
        <FigureDots key={mark.id} mark={mark} figure={figure(mark)} surface={surface} />
      ))}
      {named.map((mark) => (
        <Caption key={mark.id} mark={mark} figure={figure(mark)} surface={surface} ink={ink} />
      ))}
      {handled?.shape.insert && (
        <NextPoint surface={surface} mark={handled} figure={figure(handled)} pointer={pointer} />
      )}
      {handled && !(handled.shape.layered && paintTool(surface.mode.value)) && (
        <Handles surface={surface} mark={handled} figure={figure(handled)} />
      )}
      <Crosshair surface={surface} pointer={crosshair ? pointer : null} />
    </svg>
  );
}

const boundsPath = ({ left, top, right, bottom }: Bounds) => `M${left} ${top}H${right}V${bottom}H${left}Z`;

interface MarkProps {
  readonly surface: ImageSurface;
  readonly mark: Mark;
  readonly figure: unknown;
}

function Outline({ surface, mark, figure, kind }: MarkProps & { kind: "hover" | "selected" }) {
  const { stroke, fill, dotted } = surface.look(mark);
  const open = mark.shape.open?.(figure);
  return (
    <path
      class="lsw-image-shape"
      data-kind={kind}
      d={pathText(mark.shape, figure)}
      fill={open ? "none" : fill}
      stroke={stroke}
      stroke-dasharray={dotted ? "2 3" : undefined}
    />
  );
}

function FigureDots({ surface, mark, figure }: MarkProps) {
  const points = mark.shape.dots?.(figure);
  if (!points) return null;
  const { stroke, dots = PLAIN_DOTS } = surface.look(mark);
  return <DotMarks points={points} matrix={surface.view.matrix.value} dots={dots} color={stroke} />;
}

function DraftDots({ surface, draft }: { surface: ImageSurface; draft: Draft }) {
  const matrix = surface.view.matrix.value;
  const points = [...draft.points, ...(draft.points.length ? [] : (draft.shape.dots?.(draft.figure) ?? []))];
  return (
    <>
      <DotMarks points={points} matrix={matrix} dots={draft.dots} color={draft.color} />
      {draft.goal && <Goal at={draft.goal} matrix={matrix} />}
    </>
  );
}

function Caption({ surface, mark, figure, ink }: MarkProps & { ink: Ink }) {
  const { x, y } = captionPlace(mark, figure, surface.view.matrix.value);
  const color = surface.look(mark).stroke;
  const text = caption(mark);
  return (
    <g class="lsw-image-caption">
      <rect x={x} y={y} width={ink.width(text) + 2 * CAPTION_PAD} height={CAPTION_HEIGHT} fill={color} />
      <text x={x + CAPTION_PAD} y={y + CAPTION_HEIGHT / 2 + 0.5} fill={ink.on(color)}>
        {text}
      </text>
    </g>
  );
}

function Crosshair({ surface, pointer }: { surface: ImageSurface; pointer: Signal<Point | null> | null }) {
  const keyboard = surface.crosshair.value;
  const at = keyboard ? apply(surface.view.matrix.value, keyboard) : pointer?.value;
  if (!at) return null;
  const { width, height } = surface.view.frame.value;
  return <path class="lsw-image-crosshair" d={`M0 ${at.y}H${width}M${at.x} 0V${height}`} />;
}
