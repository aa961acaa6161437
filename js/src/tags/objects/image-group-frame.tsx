// The frame around several selected regions, with its eight handles.
import { apply } from "../../geometry/affine";
import { frameCorners, GROUP_HANDLES, groupHandleId, handleAt, handleSides } from "./image-group";
import type { ImageSurface } from "./image-surface";
import { paintTool } from "./image-tools";

const CURSORS = ["ew", "nwse", "ns", "nesw"] as const;
const GAP = 4;

export function GroupFrame({ surface }: { readonly surface: ImageSurface }) {
  const { view, group, mode } = surface;
  const bounds = group.frame.value;
  if (!bounds || paintTool(mode.value)) return null;
  const gap = GAP / (view.scale.value || 1);
  const frame = {
    left: bounds.left - gap,
    top: bounds.top - gap,
    right: bounds.right + gap,
    bottom: bounds.bottom + gap,
  };
  const matrix = view.matrix.value;
  const corners = frameCorners(frame).map((corner) => apply(matrix, corner));
  return (
    <svg class="lsw-image-overlay lsw-image-frame-group" aria-hidden="true">
      <path class="lsw-image-groupline" d={`M${corners.map(({ x, y }) => `${x} ${y}`).join("L")}Z`} />
      <g class="lsw-image-handles">
        {GROUP_HANDLES.map((handle) => {
          const { x, y } = apply(matrix, handleAt(frame, handle));
          const [ex, ey] = handleSides(handle);
          const angle = (Math.atan2(ey, ex) * 180) / Math.PI + view.turns.value * 90;
          const cursor = `${CURSORS[((Math.round(angle / 45) % 4) + 4) % 4]}-resize`;
          return (
            <g key={handle} style={{ cursor }}>
              <circle class="lsw-image-target" data-handle={groupHandleId(handle)} cx={x} cy={y} r="8" />
              <rect x={x - 4} y={y - 4} width="8" height="8" />
            </g>
          );
        })}
      </g>
    </svg>
  );
}
