// Relations as arrows over the labeling area, between regions of any objects.
import { useSignal, useSignalEffect } from "@preact/signals";
import { effect } from "@preact/signals-core";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { useView } from "../ui/context";
import { ARROW_CSS } from "./arrow.css";
import { LinkHandle } from "./arrow-handle";
import { type Badge, measure, NOTHING } from "./arrow-measure";
import { ArrowName, ArrowShape, ArrowSigns } from "./arrow-shape";
import { seeThrough } from "./arrow-through";
import { relationChoices } from "./relation-words";
import { useShell } from "./shell-context";

/** From here on arrows stand back a little, more so beside those of the selected region. */
const MANY = 24;
const BADGE = 14;
const BACK = 0.3;
const widthOf = ({ region }: Badge) => 6 + String(region.ordinal).length * 7;
const plates = (badges: readonly Badge[]) =>
  badges
    .map((badge) => `M${badge.x + 1} ${badge.y - BADGE}h${widthOf(badge)}v${BADGE}h${-widthOf(badge)}z`)
    .join("");

/** Numbers of the regions that may be the other end; those that do not begin as typed stand back. */
function Badges({ badges }: { badges: readonly Badge[] }) {
  const { view } = useShell();
  const typed = view.typed.value;
  const fits = ({ region }: Badge) => String(region.ordinal).startsWith(typed);
  // One path for all plates: hundreds of numbers come with one key.
  return (
    <g class="lsw-arrow-badges">
      <path d={plates(badges.filter(fits))} />
      <path d={plates(badges.filter((badge) => !fits(badge)))} opacity={BACK} />
      {badges.map((badge) => (
        <text
          key={badge.region.id}
          x={badge.x + 1 + widthOf(badge) / 2}
          y={badge.y - BADGE / 2}
          opacity={fits(badge) ? undefined : BACK}
        >
          {badge.region.ordinal}
        </text>
      ))}
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
      // A host that hides the view for a moment leaves nothing to measure: what is drawn stays true.
      if (!idle && box?.width === 0) return;
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

  useEffect(() => (layer.current ? seeThrough(layer.current, root.box) : undefined), [root]);

  // Beside the rendering: pointing at one thing after the other draws no arrow anew.
  useSignalEffect(() => {
    const { arrows } = measured.value;
    const some = [store.hover.value, ...(arrows.length > MANY ? store.selection.value : [])];
    const pointed =
      view.linked.value.length > 0 ||
      arrows.some(({ row }) => some.includes(row.from.id) || some.includes(row.to.id));
    layer.current?.toggleAttribute("data-pointed", pointed);
  });

  const { arrows, handle, badges } = measured.value;
  // Who draws or chooses a partner must reach what lies below.
  const armed = [...store.labels.value.values()].some((labels) => labels.length > 0);
  const drawing = armed && store.selection.value.length === 0;
  const linking = useSignal(false);
  const busy = drawing || store.relating.value !== null;
  const inert = busy || store.gesture.value !== null;
  return (
    <div class="lsw-arrowroom">
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset */}
      <svg
        class="lsw-arrows"
        ref={layer}
        role="group"
        aria-label="Relations as arrows"
        data-inert={inert || undefined}
        data-many={arrows.length > MANY || undefined}
      >
        {arrows.map((drawn) => (
          <ArrowShape key={drawn.arrow.key} drawn={drawn} choices={choices} />
        ))}
        {arrows.map((drawn) => (
          <ArrowName key={drawn.arrow.key} drawn={drawn} choices={choices} />
        ))}
        {arrows.map(
          (drawn) =>
            drawn.arrow.signs.length > 0 && (
              <ArrowSigns key={drawn.arrow.key} drawn={drawn} choices={choices} />
            ),
        )}
        {badges.length > 0 && store.relating.value !== null && <Badges badges={badges} />}
        {handle && (!inert || (linking.value && !busy)) && (
          <LinkHandle key={handle.region.id} at={handle} layer={layer} linking={linking} />
        )}
      </svg>
    </div>
  );
}
