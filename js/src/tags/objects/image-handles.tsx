// What the pointer can catch on the selected figure, and dots where points are set.
import type { Signal } from "@preact/signals";
import { apply, distance, type Matrix, type Point } from "../../geometry/affine";
import { type Dots, PLAIN_DOTS } from "./image-dots";
import type { Mark } from "./image-marks";
import type { ImageSurface } from "./image-surface";

/** Length of the stem of the turning handle on the screen, as in the reference. */
const STEM = 50;
const CURSORS = ["ew", "nwse", "ns", "nesw"] as const;
/** Points nearer than this on the screen would hide each other: zooming in brings them back. */
const APART = 5;

interface HandlesProps {
  readonly surface: ImageSurface;
  readonly mark: Mark;
  readonly figure: unknown;
}

function placed({ surface, mark, figure }: HandlesProps) {
  const { view } = surface;
  const { width, height } = view.frame.value;
  const rules = surface.rules(mark);
  const place = (gap: number) =>
    mark.shape.handles(figure, rules, gap / view.scale.value).map((handle) => ({
      ...handle,
      screen: apply(view.matrix.value, handle.at),
      foot: handle.stem && apply(view.matrix.value, handle.stem),
    }));
  const handles = place(STEM);
  const knob = handles.find(({ kind }) => kind === "turn")?.screen;
  const out = knob && (knob.y < 8 || knob.y > height - 8 || knob.x < 8 || knob.x > width - 8);
  const seen = out ? place(-STEM / 2) : handles;
  let last: Point = { x: Number.NEGATIVE_INFINITY, y: 0 };
  return seen.filter(({ id, kind, screen }) => {
    if (kind !== "vertex" || id === surface.points.active.value) return true;
    if (distance(last, screen) < APART) return false;
    last = screen;
    return true;
  });
}

export function Handles(props: HandlesProps) {
  const { surface, mark } = props;
  const { stroke, dots = PLAIN_DOTS } = surface.look(mark);
  const turn = surface.view.turns.value * 90;
  const active = surface.points.active.value;
  const handles = placed(props);
  const marker = (kind: string, id: string): Dots => {
    if (kind === "control") return { ...dots, active: 3.5, square: false };
    if (kind !== "vertex") return PLAIN_DOTS;
    return id === active ? { ...dots, active: dots.active + 1.5 } : dots;
  };
  return (
    <g class="lsw-image-handles" style={{ color: stroke }}>
      {mark.shape.layered && <Frame corners={handles.filter(({ id }) => id.length === 2)} />}
      {handles.map(
        ({ id, foot, screen }) =>
          foot && <path key={id} d={`M${foot.x} ${foot.y}L${screen.x} ${screen.y}`} />,
      )}
      {handles.map(({ id, kind, screen, angle }) => {
        const step = angle === null ? 0 : ((Math.round((angle + turn) / 45) % 4) + 4) % 4;
        const cursor = kind === "side" ? `${CURSORS[step]}-resize` : kind === "turn" ? "grab" : "move";
        return (
          <g key={id} style={{ cursor }} data-active={id === active || undefined}>
            <circle class="lsw-image-target" data-handle={id} cx={screen.x} cy={screen.y} r="8" />
            {kind === "side" ? (
              <rect x={screen.x - 4} y={screen.y - 4} width="8" height="8" />
            ) : kind === "turn" ? (
              <circle cx={screen.x} cy={screen.y} r="5" />
            ) : (
              <Dot at={screen} dots={marker(kind, id)} />
            )}
          </g>
        );
      })}
    </g>
  );
}

/** What the handles of a mask stand on: its outline is elsewhere. */
function Frame({
  corners,
}: {
  readonly corners: readonly { readonly id: string; readonly screen: Point }[];
}) {
  const at = (id: string) => corners.find((corner) => corner.id === id)?.screen;
  const path = ["nw", "ne", "se", "sw"].flatMap((id) => at(id) ?? []).map(({ x, y }) => `${x} ${y}`);
  return <path d={`M${path.join("L")}Z`} stroke-dasharray="4 3" />;
}

function Dot({ at, dots: { active: r, square } }: { readonly at: Point; readonly dots: Dots }) {
  if (square) return <rect x={at.x - r} y={at.y - r} width={2 * r} height={2 * r} />;
  return <circle cx={at.x} cy={at.y} r={r} />;
}

interface DotMarksProps {
  readonly points: readonly Point[];
  readonly matrix: Matrix;
  readonly dots: Dots;
  readonly color: string;
}

/** Filled dots with a light and a dark ring: key points, and points that are set while drawing. */
export function DotMarks({ points, matrix, dots, color }: DotMarksProps) {
  return (
    <g class="lsw-image-dots" style={{ color }}>
      {points.map((point, i) => {
        const at = apply(matrix, point);
        return (
          <g key={i}>
            <Dot at={at} dots={{ ...dots, active: dots.active + 1.5 }} />
            <Dot at={at} dots={dots} />
          </g>
        );
      })}
    </g>
  );
}

interface ManyDotsProps {
  readonly marks: readonly Mark[];
  readonly surface: ImageSurface;
  figure(mark: Mark): unknown;
}

/** The dots of many figures in one path for each colour, without rings. */
export function ManyDots({ marks, surface, figure }: ManyDotsProps) {
  const matrix = surface.view.matrix.value;
  const paths = new Map<string, string>();
  for (const mark of marks) {
    const { stroke, dots = PLAIN_DOTS } = surface.look(mark);
    const r = dots.active;
    for (const point of mark.shape.dots?.(figure(mark)) ?? []) {
      const { x, y } = apply(matrix, point);
      const circle = `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
      paths.set(stroke, (paths.get(stroke) ?? "") + circle);
    }
  }
  return [...paths].map(([color, d]) => <path key={color} d={d} fill={color} stroke="#fff" />);
}

/** The point that a click on the outline would add. */
export function NextPoint({
  surface,
  mark,
  figure,
  pointer,
}: HandlesProps & { pointer: Signal<Point | null> }) {
  const at = pointer.value;
  if (!at || surface.gesture.value) return null;
  const { view } = surface;
  const rules = surface.rules(mark);
  const grown = mark.shape.insert?.(figure, view.toImage(at), rules);
  const all = grown ? mark.shape.handles(grown.figure, rules, 0) : [];
  const place = all.find(({ id }) => id === grown?.handle)?.at;
  if (!place) return null;
  const { stroke, dots = PLAIN_DOTS } = surface.look(mark);
  return (
    <DotMarks points={[place]} matrix={view.matrix.value} dots={{ ...dots, active: 3 }} color={stroke} />
  );
}

/** A ring where a click ends the drawing. */
export function Goal({ at, matrix }: { readonly at: Point; readonly matrix: Matrix }) {
  const { x, y } = apply(matrix, at);
  return <circle class="lsw-image-goal" cx={x} cy={y} r="9" />;
}
