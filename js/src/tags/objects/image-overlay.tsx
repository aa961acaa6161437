// The few regions that are acted on, as SVG: selected, hovered, moved, drawn.
import type { Signal } from "@preact/signals";
import { useComputed } from "@preact/signals";
import { apply, type Bounds, type Point } from "../../geometry/affine";
import { useView } from "../../ui/context";
import type { PathSink } from "../shapes/shape";
import { CAPTION_HEIGHT, CAPTION_PAD, caption, captionPlace, type Ink } from "./image-caption";
import { bandBounds } from "./image-gesture";
import type { Mark } from "./image-marks";
import type { AnyShape } from "./image-shapes";
import type { ImageSurface } from "./image-surface";

/** Length of the stem of the turning handle on the screen, as in the reference. */
const STEM = 50;
const CURSORS = ["ew", "nwse", "ns", "nesw"] as const;
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
  const byId = useComputed(() => new Map(surface.marks.value.map((mark) => [mark.id, mark])));
  if (!view.scale.value) return null;

  const matrix = view.matrix.value;
  const selection = editor.selection.value;
  const edited = surface.edited.value;
  const hovered = editor.hover.value;
  const marks = [...surface.lifted.value].flatMap((id) => byId.value.get(id) ?? []);
  const hover = hovered !== null && !surface.lifted.value.has(hovered) ? byId.value.get(hovered) : undefined;
  const only = marks.length === 1 && selection.includes(marks[0]?.id ?? "") ? marks[0] : undefined;
  const draft = surface.draft.value;
  const band = bandBounds(surface.gesture.value);
  const figure = (mark: Mark) => edited.get(mark.id) ?? mark.figure;
  const named = [...(marks.length <= MANY ? marks : []), ...(hover ? [hover] : [])];

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
            fill={draft.color}
            stroke={draft.color}
          />
        )}
        {band && <path class="lsw-image-band" d={boundsPath(band)} />}
      </g>
      {named.map((mark) => (
        <Caption key={mark.id} mark={mark} figure={figure(mark)} surface={surface} ink={ink} />
      ))}
      {only && surface.movable(only) && <Handles surface={surface} mark={only} figure={figure(only)} />}
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
  return (
    <path
      class="lsw-image-shape"
      data-kind={kind}
      d={pathText(mark.shape, figure)}
      fill={fill}
      stroke={stroke}
      stroke-dasharray={dotted ? "2 3" : undefined}
    />
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

function Handles({ surface, mark, figure }: MarkProps) {
  const { view } = surface;
  const matrix = view.matrix.value;
  const rules = surface.rules(mark);
  const height = view.frame.value.height;
  const place = (gap: number) =>
    mark.shape
      .handles(figure, rules, gap / view.scale.value)
      .map((handle) => ({ ...handle, screen: apply(matrix, handle.at) }));
  let handles = place(STEM);
  const stem = handles.find((handle) => handle.id === "rotate");
  if (stem && (stem.screen.y < 8 || stem.screen.y > height - 8 || stem.screen.x < 8))
    handles = place(-STEM / 2);
  const turn = view.turns.value * 90;
  const top = handles.find((handle) => handle.id === "n")?.screen;
  const knob = handles.find((handle) => handle.id === "rotate")?.screen;
  const color = surface.look(mark).stroke;
  return (
    <g class="lsw-image-handles" style={{ color }}>
      {top && knob && <path d={`M${top.x} ${top.y}L${knob.x} ${knob.y}`} />}
      {handles.map(({ id, screen, angle }) => {
        const step = angle === null ? 0 : ((Math.round((angle + turn) / 45) % 4) + 4) % 4;
        const cursor = angle === null ? "grab" : `${CURSORS[step]}-resize`;
        return (
          <g key={id} style={{ cursor }}>
            <circle class="lsw-image-target" data-handle={id} cx={screen.x} cy={screen.y} r="8" />
            {angle === null ? (
              <circle cx={screen.x} cy={screen.y} r="5" />
            ) : (
              <rect x={screen.x - 4} y={screen.y - 4} width="8" height="8" />
            )}
          </g>
        );
      })}
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
