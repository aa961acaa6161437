import type { Item } from "../generated/wire";
import { COPY } from "../ui/icons";
import { EYE, LOCK, TRASH } from "../ui/more-icons";
import type { Action, ActionContext } from "./action";
import { firstPerRegion } from "./first-per-region";
import { focusControl } from "./focus-control";
import { isInRow } from "./per-region";

const GROUP = "Regions";

const some = ({ store }: ActionContext) => store.selection.value.length > 0;
const editable = ({ store }: ActionContext) =>
  !store.readOnly.value && store.selection.value.some((id) => store.canEdit(id));
const any = ({ store }: ActionContext) => store.regions.value.length > 0;

/** In the set when any of `ids` is not yet, else out of it. */
export function toggled(set: ReadonlySet<string>, ids: readonly string[]): Set<string> {
  const next = new Set(set);
  const all = ids.every((id) => set.has(id));
  for (const id of ids) {
    if (all) next.delete(id);
    else next.add(id);
  }
  return next;
}

export function removeRegions({ store }: ActionContext, ids: readonly string[]) {
  const gone = ids.filter((id) => store.canEdit(id));
  if (!gone.length) return;
  store.remove(gone);
  if (gone.length > 1) store.say(`Deleted ${gone.length} regions`);
}

function copy({ store, view }: ActionContext): readonly Item[] {
  view.clip.value = store.copy(store.selection.value);
  return view.clip.value;
}

function cycle({ store }: ActionContext) {
  const regions = store.regions.value.filter((region) => !store.hidden.value.has(region.id));
  const at = regions.findIndex((region) => region.id === store.selection.value.at(-1));
  const next = regions[(at + 1) % regions.length];
  if (next) store.selection.value = [next.id];
}

const SELECT_NTH: readonly Action[] = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((ordinal) => ({
  id: `region:select-${ordinal}`,
  label: `Select region ${ordinal}`,
  group: GROUP,
  keys: `alt+shift+${ordinal}`,
  quiet: true,
  when: ({ store }) => store.regions.value.length >= ordinal,
  run({ store }) {
    const region = store.regions.value[ordinal - 1];
    if (region) store.selection.value = [region.id];
  },
}));

export const REGION_ACTIONS: readonly Action[] = [
  {
    id: "region:delete",
    label: "Delete region",
    group: GROUP,
    keys: "backspace,delete",
    icon: TRASH,
    when: editable,
    run: (context) => removeRegions(context, context.store.selection.value),
  },
  {
    id: "region:delete-all",
    label: "Delete all regions",
    group: GROUP,
    keys: "ctrl+backspace",
    when: (context) => any(context) && !context.store.readOnly.value,
    run: (context) =>
      removeRegions(
        context,
        context.store.regions.value.map((region) => region.id),
      ),
  },
  {
    id: "region:duplicate",
    label: "Duplicate region",
    group: GROUP,
    keys: "ctrl+d",
    icon: COPY,
    when: editable,
    run({ store }) {
      store.selection.value = store.duplicate(store.selection.value);
    },
  },
  {
    id: "region:visibility",
    label: "Hide or show region",
    group: GROUP,
    keys: "alt+h",
    icon: EYE,
    when: some,
    run({ store }) {
      store.hidden.value = toggled(store.hidden.value, store.selection.value);
    },
  },
  {
    id: "region:visibility-all",
    label: "Hide or show all regions",
    group: GROUP,
    keys: "ctrl+h",
    when: any,
    run({ store }) {
      const all = store.regions.value.map((region) => region.id);
      store.hidden.value = store.hidden.value.size ? new Set() : new Set(all);
    },
  },
  {
    id: "region:lock",
    label: "Lock or unlock region",
    group: GROUP,
    keys: "alt+l",
    icon: LOCK,
    when: some,
    run({ store }) {
      store.locked.value = toggled(store.locked.value, store.selection.value);
    },
  },
  {
    id: "region:meta",
    label: "Write a note on the region",
    group: GROUP,
    keys: "alt+m",
    when: editable,
    run({ view }) {
      view.panelChoice.value = true;
      view.toNote.value++;
    },
  },
  {
    id: "region:focus",
    label: "Go to the region's first control",
    group: GROUP,
    keys: "enter",
    when: some,
    run({ store, view, root }) {
      const object = store.region(store.selection.value[0] ?? "")?.object ?? "";
      const control = firstPerRegion(store.tree.value, object);
      if (control && isInRow(control)) {
        view.panelChoice.value = true;
        view.toRow.value++;
      } else if (control?.name) focusControl(root.box, control.name);
    },
  },
  {
    id: "region:unselect",
    label: "Unselect",
    group: GROUP,
    keys: "u",
    when: some,
    run({ store }) {
      store.selection.value = [];
    },
  },
  {
    id: "region:cycle",
    label: "Next region",
    group: GROUP,
    keys: "alt+.",
    when: any,
    run: cycle,
  },
  {
    id: "region:copy",
    label: "Copy regions",
    group: GROUP,
    keys: "ctrl+c",
    clipboard: true,
    when: some,
    run: copy,
  },
  {
    id: "region:cut",
    label: "Cut regions",
    group: GROUP,
    keys: "ctrl+x",
    clipboard: true,
    when: editable,
    run(context) {
      copy(context);
      removeRegions(context, context.store.selection.value);
    },
  },
  {
    id: "region:paste",
    label: "Paste regions",
    group: GROUP,
    keys: "ctrl+v",
    clipboard: true,
    when: ({ store, view }) => !store.readOnly.value && view.clip.value.length > 0,
    run({ store, view }) {
      store.selection.value = store.paste(view.clip.value);
    },
  },
  ...SELECT_NTH,
];
