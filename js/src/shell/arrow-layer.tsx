// Relations as arrows over the labeling area, between regions of any objects.
import { useSignal } from "@preact/signals";
import { effect } from "@preact/signals-core";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { useView } from "../ui/context";
import { ARROW_CSS } from "./arrow.css";
import { LinkHandle } from "./arrow-handle";
import { measure, NOTHING } from "./arrow-measure";
import { ArrowName, ArrowShape } from "./arrow-shape";
import { relationChoices } from "./relation-words";
import { useShell } from "./shell-context";

/** Numbers of the regions that may be the other end; those that do not begin as typed stand back. */
function Badges({ badges }: { badges: (typeof NOTHING)["badges"] }) {
  const { view } = useShell();
  const typed = view.typed.value;
  return (
    <g class="lsw-arrow-badges">
      {badges.map(({ region, x, y }) => {
        const number = String(region.ordinal);
        const width = 8 + number.length * 7;
        return (
          <g key={region.id} opacity={number.startsWith(typed) ? 1 : 0.25}>
            <rect x={x} y={y - 15} width={width} height={16} rx={3} />
            <text x={x + width / 2} y={y - 7}>
              {number}
            </text>
          </g>
        );
      })}
    </g>
  );
}

export function ArrowLayer() {
  const shell = useShell();
  const { store, view, root } = shell;
  root.css("arrows", ARROW_CSS);
  const { places } = useView();
  const layer = useRef<SVGSVGElement>(null);
  const measured = useSignal(NOTHING);
  const tree = store.tree.value;
  const choices = useMemo(() => relationChoices(tree), [tree]);

  useEffect(() => {
    let frame = 0;
    const look = () => {
      frame = 0;
      const rows = store.relations.peek();
      const relating = store.relating.peek();
      const [only, more] = store.selection.peek();
      const relatable = choices.declared || rows.length > 0;
      const from =
        relatable && more === undefined && !store.readOnly.peek() ? store.region(only ?? "") : null;
      const others = relating === null ? [] : store.regions.peek().filter(({ id }) => id !== relating);
      const [hidden, unseen] = [store.hidden.peek(), view.unseen.peek()];
      const idle = rows.length === 0 && !from && others.length === 0;
      if (idle && measured.peek() === NOTHING) return;
      const box = layer.current?.getBoundingClientRect();
      measured.value =
        idle || !box ? NOTHING : measure(box, places, { rows, hidden, unseen, from: from ?? null, others });
    };
    const stop = effect(() => {
      void [places.moved.value, store.relations.value, store.hidden.value, view.unseen.value];
      void [store.selection.value, store.relating.value, store.readOnly.value, view.panel.value];
      // Once for a frame, after all that moves has moved.
      if (frame === 0) frame = requestAnimationFrame(look);
    });
    const resized = new ResizeObserver(places.changed);
    const area = layer.current?.closest(".lsw-area");
    for (const element of [area, area?.querySelector(".lsw-tree")]) if (element) resized.observe(element);
    return () => {
      stop();
      resized.disconnect();
      cancelAnimationFrame(frame);
    };
  }, [shell, places, choices]);

  const { arrows, handle, badges } = measured.value;
  // Who draws or chooses a partner must reach what lies below.
  const armed = [...store.labels.value.values()].some((labels) => labels.length > 0);
  const drawing = armed && store.selection.value.length === 0;
  const pointed = view.linked.value.length > 0;
  const inert = drawing || store.gesture.value !== null || store.relating.value !== null;
  return (
    <div class="lsw-arrowroom">
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset */}
      <svg
        class="lsw-arrows"
        ref={layer}
        role="group"
        aria-label="Relations as arrows"
        data-inert={inert || undefined}
        data-pointed={pointed || undefined}
        data-many={arrows.length > 24 || undefined}
      >
        {arrows.map((drawn) => (
          <ArrowShape key={drawn.arrow.key} drawn={drawn} choices={choices} />
        ))}
        {arrows.map((drawn) => (
          <ArrowName key={drawn.arrow.key} drawn={drawn} choices={choices} />
        ))}
        {badges.length > 0 && <Badges badges={badges} />}
        {handle && !inert && <LinkHandle key={handle.region.id} at={handle} layer={layer} />}
      </svg>
    </div>
  );
}
