// A handle at the selected region: dragged to another region, or to its row, it relates both.
import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { useView } from "../ui/context";
import { LINK } from "../ui/more-icons";
import type { Spot } from "./arrow-geometry";
import type { Measured } from "./arrow-measure";
import { useShell } from "./shell-context";

interface HandleProps {
  readonly at: NonNullable<Measured["handle"]>;
  readonly layer: RefObject<SVGSVGElement | null>;
  /** Whether it is pressed or dragged: Escape ends that as it ends any drawing. */
  readonly linking: Signal<boolean>;
}

const SIZE = 22;
/** Beyond the handle itself a press has become a drag. */
const PRESS = SIZE / 2;

export function LinkHandle({ at, layer, linking }: HandleProps) {
  const { store, root } = useShell();
  const { places } = useView();
  const end = useSignal<Spot | null>(null);
  const { id } = at.region;

  const under = (event: PointerEvent): string | null => {
    const row = root.shadow
      .elementFromPoint(event.clientX, event.clientY)
      ?.closest<HTMLElement>("[data-region]");
    if (row) return row.dataset.region ?? null;
    for (const place of places.of.values()) {
      const found = place.at(event.clientX, event.clientY);
      if (found !== null) return found;
    }
    return null;
  };
  const stop = () => {
    if (!linking.peek()) return;
    linking.value = false;
    end.value = null;
    store.hover.value = null;
    store.gesture.value = null;
  };
  useEffect(() => stop, []);
  return (
    <>
      {end.value && <path class="lsw-arrow-draft" d={`M${at.x} ${at.y}L${end.value.x} ${end.value.y}`} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Alt+R does the same by keys */}
      <g
        class="lsw-arrow-handle"
        data-link={id}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.preventDefault();
          event.stopPropagation();
          const handle = event.currentTarget;
          handle.setPointerCapture(event.pointerId);
          linking.value = true;
          const cancel = () => {
            handle.releasePointerCapture(event.pointerId);
            stop();
          };
          store.gesture.value = { object: at.region.object, cancel };
        }}
        onPointerMove={(event) => {
          const box = layer.current?.getBoundingClientRect();
          if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
          end.value = { x: event.clientX - box.left, y: event.clientY - box.top };
          const other = under(event);
          store.hover.value = other === id ? null : other;
        }}
        onPointerUp={(event) => {
          if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
          const to = end.value;
          const dragged = to !== null && Math.hypot(to.x - at.x, to.y - at.y) > PRESS;
          const other = dragged ? under(event) : null;
          stop();
          // Pressed in place, the next click chooses.
          store.relating.value = dragged && (other === null || other === id) ? null : id;
          if (other !== null && other !== id) store.partner(other);
        }}
        onPointerCancel={stop}
        onMouseDown={(event) => event.stopPropagation()}
        onMouseUp={(event) => event.stopPropagation()}
        onClick={(event) => event.stopPropagation()}
      >
        <title>Drag to another region to relate it</title>
        <circle cx={at.x} cy={at.y} r={SIZE / 2} />
        <path d={LINK} transform={`translate(${at.x - 7} ${at.y - 7}) scale(0.58)`} />
      </g>
    </>
  );
}
