// One relation as an arrow: its line, its heads, its name, and signs for ends out of sight.
import { useComputed } from "@preact/signals";
import { SIGN } from "./arrow-lanes";
import { NAME_HEIGHT, nameWidth } from "./arrow-layout";
import type { DrawnArrow } from "./arrow-measure";
import { onRelationKey, RELATION_KEYS } from "./relation-keys";
import { endName, isPair, pairOf, type RelationChoices, relationColor, relationName } from "./relation-words";
import { useShell } from "./shell-context";

interface ArrowProps {
  readonly drawn: DrawnArrow;
  readonly choices: RelationChoices;
}

const LONGEST_NAME = 22;

/** `hot` when it is pointed at or worked on, `near` when one of its ends is. */
function useNearness({ row }: DrawnArrow): "hot" | "near" | "rest" {
  const { store, view } = useShell();
  return useComputed(() => {
    if (isPair(view.linked.value, row) || isPair(view.relation.value, row)) return "hot";
    const near = [store.hover.value, ...store.selection.value];
    return near.includes(row.from.id) || near.includes(row.to.id) ? "near" : "rest";
  }).value;
}

/** Above all lines, so that none runs through it. */
export function ArrowName({ drawn, choices }: ArrowProps) {
  const state = useNearness(drawn);
  const { name } = drawn.arrow;
  const { labels } = drawn.row;
  const all = labels.join(", ");
  const shown = all.length > LONGEST_NAME ? `${all.slice(0, LONGEST_NAME - 1)}…` : all;
  const width = nameWidth(shown);
  const wanted = name.fits || state === "hot" || (state === "near" && name.free);
  if (shown === "" || !wanted) return null;
  return (
    <g
      class="lsw-arrow-name"
      data-state={state}
      data-over={name.fits ? undefined : ""}
      style={{ "--lsw-color": relationColor(choices, labels) }}
    >
      <rect x={name.x - width / 2} y={name.y - NAME_HEIGHT / 2} width={width} height={NAME_HEIGHT} rx={3} />
      <text x={name.x} y={name.y}>
        {shown}
      </text>
    </g>
  );
}

/** Where ends out of sight lie, and the way there. */
export function ArrowSigns({ drawn, choices }: ArrowProps) {
  const { store, view } = useShell();
  const { arrow, row } = drawn;
  const state = useNearness(drawn);
  const point = (on: boolean) => () => {
    view.linked.value = on ? pairOf(row) : [];
  };
  const color = relationColor(choices, row.labels);
  return arrow.signs.map(({ x, y, end }) => (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter on the arrow does the same
    <g
      key={end}
      class="lsw-arrow-sign"
      data-state={state}
      style={{ "--lsw-color": color }}
      onPointerEnter={point(true)}
      onPointerLeave={point(false)}
      onClick={(event) => {
        event.stopPropagation();
        view.relation.value = pairOf(row);
        store.selection.value = [row[end].id];
      }}
    >
      <title>{`${endName(row[end])} is out of sight: click to go there`}</title>
      <circle cx={x} cy={y} r={SIGN} />
      <text x={x} y={y}>
        {row[end].ordinal}
      </text>
    </g>
  ));
}

export function ArrowShape({ drawn, choices }: ArrowProps) {
  const shell = useShell();
  const { view } = shell;
  const { arrow, row, ends } = drawn;
  const { labels } = row;
  const state = useNearness(drawn);
  const point = (on: boolean) => () => {
    view.linked.value = on ? pairOf(row) : [];
  };
  const color = relationColor(choices, labels);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a shape in a drawing is no <button>
    <g
      class="lsw-arrow"
      role="button"
      tabIndex={-1}
      data-state={state}
      data-relation={arrow.key}
      aria-label={relationName(row)}
      aria-description={RELATION_KEYS}
      style={{ "--lsw-color": color }}
      onPointerEnter={point(true)}
      onPointerLeave={point(false)}
      onFocus={point(true)}
      onBlur={point(false)}
      onClick={(event) => {
        event.stopPropagation();
        view.relation.value = pairOf(row);
        view.panelChoice.value = true;
      }}
      onKeyDown={(event) => {
        if (!onRelationKey(event, row, shell, choices)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      {state === "hot" &&
        ends.map(({ left, top, right, bottom }, at) => (
          <rect
            key={at}
            class="lsw-arrow-end"
            x={left - 2}
            y={top - 2}
            width={right - left + 4}
            height={bottom - top + 4}
            rx={3}
          />
        ))}
      <path class="lsw-arrow-hit" d={arrow.path} />
      <path class="lsw-arrow-halo" d={arrow.path} />
      <path class="lsw-arrow-line" d={arrow.path} />
      {arrow.heads.length > 0 && <path class="lsw-arrow-head" d={arrow.heads.join("")} />}
    </g>
  );
}
