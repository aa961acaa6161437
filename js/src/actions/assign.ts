// Keys of labels, choices and ratings: explicit ones first, then automatic ones in document order.
import type { TagNode } from "../generated/wire";
import { parseKeys } from "./keys";

const SEQUENCE = "1234567890qwetasdfgzxcvbyiopjklnm";

/** Keys of the tools that a config brings, by a part of the control's tag name. */
const TOOLS: readonly [RegExp, string][] = [
  [/^Rectangle/, "r"],
  [/^Ellipse/, "o"],
  [/^(Polygon|Vector)/, "p"],
  [/^KeyPoint/, "k"],
  [/^(Brush|Bitmask)/, "be"],
  [/^MagicWand/, "w"],
  [/^Image$/, "vh"],
];

export interface Hotkeys {
  /** Node id -> spelling of its keys. */
  readonly keys: ReadonlyMap<string, string>;
  /** Nodes that a key presses, in document order, with the control they belong to. */
  readonly nodes: readonly { node: TagNode; control: TagNode }[];
}

/** `overrides` holds spellings by node id; `taken` are chords of actions that keep their key. */
export function assignKeys(
  tree: TagNode,
  taken: ReadonlySet<string> = new Set(),
  overrides: ReadonlyMap<string, string> = new Map(),
): Hotkeys {
  const pressable: { node: TagNode; control: TagNode; silent: boolean }[] = [];
  const used = new Set(taken);
  const visit = (node: TagNode, control: TagNode | null, inChoice: boolean) => {
    for (const [tag, keys] of TOOLS) if (tag.test(node.tag)) for (const key of keys) used.add(key);
    const own = /^(Rating|Number|Filter|TimeSeries)$/.test(node.tag);
    const answer =
      control !== null &&
      ((node.tag === "Label" && /Labels$/.test(control.tag)) ||
        (node.tag === "Choice" && control.tag === "Choices" && !inChoice) ||
        node.tag === "Shortcut");
    if (own || answer)
      pressable.push({ node, control: own ? node : (control ?? node), silent: node.tag === "TimeSeries" });
    const inner = /(Labels|^Choices|^Taxonomy|^TextArea)$/.test(node.tag) ? node : control;
    for (const child of node.children) visit(child, inner, inChoice || node.tag === "Choice");
  };
  visit(tree, null, false);

  const keys = new Map<string, string>();
  for (const { node } of pressable) {
    const spelling = overrides.get(node.id) ?? node.attrs.hotkey;
    const chords = typeof spelling === "string" && spelling ? parseKeys(spelling, false) : null;
    if (!chords) continue;
    keys.set(node.id, String(spelling));
    for (const chord of chords) used.add(chord);
  }
  const free = [...SEQUENCE].filter((key) => !used.has(key));
  for (const { node, silent } of pressable) {
    if (keys.has(node.id)) continue;
    const key = free.shift();
    if (key && !silent) keys.set(node.id, key);
  }
  return { keys, nodes: pressable.filter((entry) => !entry.silent) };
}
