// Relating regions, going along relations, and hiding their arrows.

import type { TagNode } from "../generated/wire";
import { LINK } from "../ui/more-icons";
import type { Action, ActionContext } from "./action";

const GROUP = "Regions";

const canRelate = ({ store }: ActionContext) =>
  !store.readOnly.value && store.regions.value.length > 1 && store.selection.value.length === 1;

function relate({ store }: ActionContext) {
  const [id = ""] = store.selection.value;
  // By keys: on one region, then on the other.
  if (!store.partner(id)) store.relating.value = id;
}

const drawsBoxes = (node: TagNode | null): boolean =>
  node !== null && (node.tag.startsWith("Rectangle") || node.children.some(drawsBoxes));

/** Regions at the other ends of the selected one's relations, in order. */
function partners({ store }: ActionContext): readonly string[] {
  const [id] = store.selection.value;
  return store.relations.value.flatMap(({ from, to }) =>
    from.id === id ? to.id : to.id === id ? from.id : [],
  );
}

/** Selects the other end of the selected region's relation; the one that was come from is taken last. */
function follow(context: ActionContext) {
  const { store, view } = context;
  const [id = ""] = store.selection.value;
  const ends = partners(context);
  const came = view.relation.value.find((end) => end !== id);
  const next = ends[(ends.indexOf(came ?? "") + 1) % ends.length];
  if (next === undefined) return;
  const row = store.relations.value.find(
    ({ from, to }) => (from.id === id && to.id === next) || (to.id === id && from.id === next),
  );
  if (row) view.relation.value = [row.from.id, row.to.id];
  store.selection.value = [next];
}

export const RELATION_ACTIONS: readonly Action[] = [
  {
    id: "region:relation",
    label: "Relate",
    group: GROUP,
    keys: "alt+r",
    icon: LINK,
    when: canRelate,
    run: relate,
  },
  {
    // Where boxes are drawn, R is the key of their tool.
    id: "region:relate",
    label: "Relate, then type the other region's number",
    group: GROUP,
    keys: "r",
    quiet: true,
    when: (context) => canRelate(context) && !drawsBoxes(context.store.tree.value),
    run: relate,
  },
  {
    id: "region:relation-follow",
    label: "Go to the other end of the relation",
    group: GROUP,
    keys: "alt+j",
    when: (context) => partners(context).length > 0,
    run: follow,
  },
  {
    id: "region:relation-arrows",
    label: "Hide or show all arrows",
    group: GROUP,
    keys: "alt+shift+r",
    when: ({ store }) => store.relations.value.length > 0,
    run({ store, view }) {
      const keys = store.relations.value.map(({ from, to }) => `${from.id}\n${to.id}`);
      view.unseen.value = view.unseen.value.size > 0 ? new Set() : new Set(keys);
    },
  },
];
