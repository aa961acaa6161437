import { boundsOf, distance } from "../../geometry/affine";
import { areaOf, isInside, lineNear, scaleAbout } from "../../geometry/path";
import { grown, movedBy, pullWhole, turned, wholeHandles } from "./points-edit";
import type { Handle, Rules, Shape } from "./shape";
import { bend, changed, divide, extend, insert, pullPart, without } from "./vector-edit";
import { curveTo, drawingOrder, format, outline, parse, stretches, type Vector } from "./vector-figure";

/** Vertices come last: they lie on top of their control points. */
function handles({ vertices }: Vector, rules: Rules, gap: number): Handle[] {
  const controls = vertices.flatMap((vertex, i) =>
    (["before", "after"] as const).flatMap((part): Handle[] => {
      const at = vertex[part];
      return at ? [{ id: `${part.charAt(0)}${i}`, kind: "control", angle: null, at, stem: vertex }] : [];
    }),
  );
  const dots = vertices.map((at, i): Handle => ({ id: `v${i}`, kind: "vertex", angle: null, at }));
  return [...wholeHandles(vertices, rules, gap), ...controls, ...dots];
}

export const vector: Shape<Vector> = {
  name: "vector",
  noun: "vector",
  parse,
  format,
  bounds: (figure) => boundsOf(outline(figure)),
  area: (figure) => (figure.closed ? areaOf(outline(figure)) : 0),
  contains(figure, at, slack) {
    const lines = stretches(figure);
    if (figure.closed && isInside(outline(figure), at)) return true;
    const reach = 2 * slack;
    return (
      lines.some(({ points }) => lineNear(points, false, at, reach)) ||
      figure.vertices.some((vertex) => distance(vertex, at) <= reach)
    );
  },
  trace(figure, path) {
    let last = -1;
    for (const index of drawingOrder(figure)) {
      const end = figure.vertices[index];
      const start = end && figure.vertices[end.from];
      if (!start) continue;
      if (end.from !== last) path.moveTo(start.x, start.y);
      const curve = curveTo(figure, index);
      if (curve) path.bezierCurveTo(curve[1].x, curve[1].y, curve[2].x, curve[2].y, end.x, end.y);
      else path.lineTo(end.x, end.y);
      last = index;
    }
    if (figure.closed && last === 0) path.closePath();
  },
  open: ({ closed }) => !closed,
  dots: ({ vertices }) => vertices,
  tips: ({ vertices }) => vertices,
  upright: () => null,
  handles,
  move(figure, by, rules) {
    const [first] = figure.vertices;
    if (!first) return figure;
    return changed(figure, movedBy(first, by, rules));
  },
  pull(figure, pull, rules) {
    const part = pullPart(figure, pull, rules);
    if (part) return part;
    const plane = pullWhole(figure.vertices, pull, rules);
    return plane ? changed(figure, plane) : figure;
  },
  grow: (figure, by, rules) => changed(figure, grown(figure.vertices, by, rules)),
  turn: (figure, degrees, rules) => changed(figure, turned(figure.vertices, degrees, rules)),
  scale: (figure, about, by) => changed(figure, (p) => scaleAbout(p, about, by)),
  insert,
  divide,
  extend,
  without,
  bend,
  describe(figure) {
    const { left, top, right, bottom } = boundsOf(figure.vertices);
    const [x, y, width, height] = [left, top, right - left, bottom - top].map(Math.round);
    const count = `${figure.vertices.length} ${figure.vertices.length === 1 ? "point" : "points"}`;
    const kind = figure.closed ? "Closed vector" : "Vector";
    return `${kind} of ${count}, ${width} by ${height} at ${x}, ${y}`;
  },
};
