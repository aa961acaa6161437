// The items of a Taxonomy as a tree, and what of it a search shows.
import { stored, text } from "../../core/facts";
import { type Path, pathKey } from "../../core/taxonomy-paths";
import { below } from "../../core/tree-index";
import type { TagNode } from "../../generated/wire";

export interface Branch {
  readonly key: string;
  /** What results store: aliases where there are any. */
  readonly path: Path;
  /** What is read. */
  readonly names: Path;
  /** Null for one that a person added. */
  readonly node: TagNode | null;
  readonly inner: readonly Branch[];
}

export interface TaxonomyTree {
  readonly top: readonly Branch[];
  readonly byKey: ReadonlyMap<string, Branch>;
}

/** Siblings with the same stored name are one; `added` comes after what the config and the task give. */
export function taxonomyTree(control: TagNode, added: readonly Path[] = []): TaxonomyTree {
  const byKey = new Map<string, Branch & { readonly inner: Branch[] }>();
  const put = (path: Path, names: Path, node: TagNode | null, siblings: Branch[]) => {
    const branch = { key: pathKey(path), path, names, node, inner: [] };
    byKey.set(branch.key, branch);
    siblings.push(branch);
    return branch;
  };
  const grow = (nodes: Iterable<TagNode>, above: Path, shown: Path): Branch[] => {
    const alike = new Map<string, TagNode[]>();
    for (const node of nodes) {
      const same = alike.get(stored(node));
      if (same) same.push(node);
      else alike.set(stored(node), [node]);
    }
    const made: Branch[] = [];
    for (const [name, same] of alike) {
      const first = same[0] as TagNode;
      const branch = put([...above, name], [...shown, text(first, "value") || name], first, made);
      const inner = same.flatMap((node) => [...below(node, "Choice")]);
      if (inner.length > 0) (branch.inner as Branch[]).push(...grow(inner, branch.path, branch.names));
    }
    return made;
  };
  const top = grow(below(control, "Choice"), [], []);
  for (const path of added) {
    let siblings = top;
    let names: Path = [];
    for (let length = 1; length <= path.length; length += 1) {
      const part = path.slice(0, length);
      const known = byKey.get(pathKey(part));
      const branch = known ?? put(part, [...names, part.at(-1) ?? ""], null, siblings);
      siblings = branch.inner;
      names = branch.names;
    }
  }
  return { top, byKey };
}

/** Text as it is compared: without case and marks. */
const plain = (name: string): string => name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** The same with `at`: where each character of it comes from. */
function folded(name: string): { readonly text: string; readonly at: readonly number[] } {
  let made = "";
  const at: number[] = [];
  let from = 0;
  for (const point of name) {
    const part = plain(point);
    for (let unit = 0; unit < part.length; unit += 1) at.push(from);
    made += part;
    from += point.length;
  }
  return { text: made, at: [...at, from] };
}

/** The part of a name that a search meets, as offsets of the name; null when it does not. */
export function hit(name: string, query: string): readonly [start: number, end: number] | null {
  const wanted = plain(query.trim());
  const { text, at } = folded(name);
  const found = wanted ? text.indexOf(wanted) : -1;
  return found < 0 ? null : [at[found] ?? 0, at[found + wanted.length] ?? name.length];
}

export interface Search {
  readonly hits: ReadonlySet<string>;
  /** Items that hold hits. */
  readonly around: ReadonlySet<string>;
}

/** What a search meets, in names and in aliases; null while nothing is searched. */
export function search({ top }: TaxonomyTree, query: string): Search | null {
  const wanted = plain(query.trim());
  if (!wanted) return null;
  const hits = new Set<string>();
  const around = new Set<string>();
  const visit = (branch: Branch): boolean => {
    const inside = branch.inner.map(visit).includes(true);
    if (inside) around.add(branch.key);
    const [name, alias] = [branch.names.at(-1) ?? "", branch.path.at(-1) ?? ""];
    const own = plain(name).includes(wanted) || (alias !== name && plain(alias).includes(wanted));
    if (own) hits.add(branch.key);
    return own || inside;
  };
  top.forEach(visit);
  return { hits, around };
}

export interface Row {
  readonly branch: Branch;
  readonly open: boolean;
  /** Place among its siblings on show, from 1, and how many these are. */
  readonly place: number;
  readonly of: number;
}

/**
 * The rows on show. `turned` holds what a person opened or closed: without a search all are closed at
 * first, with one those that hold hits are open and show these alone until they are turned twice.
 */
export function rowsOf(
  { top }: TaxonomyTree,
  found: Search | null,
  turned: ReadonlyMap<string, boolean>,
): readonly Row[] {
  const rows: Row[] = [];
  const list = (branches: readonly Branch[], all: boolean) => {
    const shown =
      all || !found ? branches : branches.filter(({ key }) => found.hits.has(key) || found.around.has(key));
    shown.forEach((branch, at) => {
      const { key, inner } = branch;
      const byHand = turned.get(key);
      const open = inner.length > 0 && (byHand ?? found?.around.has(key) ?? false);
      rows.push({ branch, open, place: at + 1, of: shown.length });
      if (open) list(inner, all || byHand === true);
    });
  };
  list(top, false);
  return rows;
}

/** Row of the item above; -1 on the first level. */
export function rowAbove(rows: readonly Row[], at: number): number {
  const level = rows[at]?.branch.path.length ?? 0;
  for (let row = at - 1; row >= 0; row -= 1) if ((rows[row]?.branch.path.length ?? 0) < level) return row;
  return -1;
}
