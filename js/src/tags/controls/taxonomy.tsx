// A Taxonomy while it is closed: what is chosen, as chips, and the button that opens the tree.
import { useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import type { Json } from "../../core/editor";
import { flag, number, text } from "../../core/facts";
import { type Path, pathKey } from "../../core/taxonomy-paths";
import type { TagNode } from "../../generated/wire";
import { type TagProps, useView } from "../../ui/context";
import { Icon } from "../../ui/icon";
import { CLOSE, DOWN } from "../../ui/icons";
import { Frame } from "./frame";
import { TAXONOMY_CSS } from "./taxonomy.css";
import { type Chosen, chosenOf } from "./taxonomy-answer";
import { Picker } from "./taxonomy-picker";
import { taxonomyTree } from "./taxonomy-tree";

export function Taxonomy({ node }: TagProps) {
  const { editor } = useView();
  const chosen = chosenOf(editor, node);
  return chosen && <Field key={chosen.answer.region} node={node} chosen={chosen} />;
}

interface FieldProps {
  readonly node: TagNode;
  readonly chosen: Chosen;
}

function Field({ node, chosen }: FieldProps) {
  const { editor, root } = useView();
  root.css("taxonomy", TAXONOMY_CSS);
  const { answer, paths, labeling, ofSpans } = chosen;
  const box = useRef<HTMLDivElement>(null);
  const picking = useSignal(false);
  const added = useSignal<readonly Path[]>([]);
  const open = picking.value;
  const legacy = flag(node, "legacy");
  const given = useMemo(() => taxonomyTree(node), [node]);
  const others = legacy ? [...added.value, ...paths.filter((path) => !given.byKey.has(pathKey(path)))] : [];
  const othersKey = JSON.stringify(others);
  const tree = useMemo(() => (others.length > 0 ? taxonomyTree(node, others) : given), [given, othersKey]);
  const keys = new Set(paths.map(pathKey));
  const colors = new Map(
    labeling ? editor.labelChoices(answer.name).map(({ stored, color }) => [stored, color]) : [],
  );
  const most = number(node, "maxUsages");
  const limit = most !== null && most > 0 ? most : Number.POSITIVE_INFINITY;
  // With a limit of one, spans take another path as they take another label: instead of the one they have.
  const replaces = labeling && limit === 1;

  const set = (next: readonly Path[]) => {
    answer.set(next.length > 0 ? (next as Json) : undefined);
    // What was selected in the text has become a span: its label is not needed any more.
    if (labeling && !ofSpans && next.length > 0 && !editor.labels.peek().has(answer.name))
      picking.value = false;
  };
  const drop = (path: Path) => set(paths.filter((one) => pathKey(one) !== pathKey(path)));
  const add = (path: Path) => set(replaces ? [path] : [...paths, path]);
  const toggle = (path: Path) => (keys.has(pathKey(path)) ? drop(path) : add(path));

  const separator = text(node, "pathSeparator");
  const namesOf = (path: Path) => tree.byKey.get(pathKey(path))?.names ?? path;
  const full = (path: Path) => namesOf(path).join(separator);
  const caption = (path: Path) => (flag(node, "showFullPath") ? full(path) : (namesOf(path).at(-1) ?? ""));
  const usedUp = paths.length >= limit && !replaces ? `No more than ${limit} can be chosen.` : "";
  const prompt = text(node, "placeholder") || (labeling && !ofSpans ? "Choose, then select text" : "Choose…");

  return (
    <Frame answer={answer} class="lsw-taxonomy">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keeps the focus where it is, nothing more */}
      <div
        ref={box}
        class="lsw-picked"
        data-labeling={labeling ? "" : undefined}
        style={{ minWidth: inside(length(node, "minWidth")), maxWidth: inside(length(node, "maxWidth")) }}
        onMouseDown={(event) => {
          if (open && box.current?.contains(event.target as Node)) event.preventDefault();
        }}
      >
        {paths.map((path) => (
          <span
            key={pathKey(path)}
            class="lsw-pick"
            title={full(path)}
            style={{ "--lsw-color": colors.get(path[0] ?? "") }}
            data-fixed={answer.readOnly ? "" : undefined}
          >
            {labeling && <span class="lsw-dot" />}
            <span class="lsw-cut">{caption(path)}</span>
            {!answer.readOnly && (
              <button type="button" aria-label={`Remove ${full(path)}`} onClick={() => drop(path)}>
                <Icon path={CLOSE} />
              </button>
            )}
          </span>
        ))}
        <button
          type="button"
          class="lsw-pickopen"
          aria-haspopup="tree"
          aria-expanded={open}
          aria-label={paths.length > 0 ? "Choose more" : undefined}
          aria-disabled={answer.readOnly || undefined}
          onClick={() => {
            picking.value = !open && !answer.readOnly;
          }}
          onKeyDown={(event) => {
            if (event.key !== "ArrowDown" || answer.readOnly) return;
            event.preventDefault();
            event.stopPropagation();
            picking.value = true;
          }}
        >
          <span class="lsw-quiet lsw-cut">{paths.length === 0 && prompt}</span>
          <Icon path={DOWN} />
        </button>
      </div>
      <Remote node={node} />
      {open && !answer.readOnly && (
        <div data-labeling={labeling ? "" : undefined}>
          <Picker
            name={answer.name}
            id={node.id}
            tree={tree}
            chosen={keys}
            leafsOnly={flag(node, "leafsOnly")}
            full={usedUp}
            width={
              length(node, "dropdownWidth") ?? `${Math.max(280, (box.current?.offsetWidth ?? 0) - 10)}px`
            }
            anchor={box.current}
            colorOf={({ path }) => colors.get(path[0] ?? "")}
            onToggle={({ path }) => toggle(path)}
            onAdd={
              legacy
                ? (path) => {
                    added.value = [...added.value, path];
                    if (!usedUp && !keys.has(pathKey(path))) add(path);
                  }
                : undefined
            }
            onClose={() => {
              picking.value = false;
            }}
          />
        </div>
      )}
    </Frame>
  );
}

/** A length in CSS; a bare number is pixels. */
function length(node: TagNode, name: string): string | undefined {
  const written = text(node, name).trim();
  return (/^[\d.]+$/.test(written) ? `${written}px` : written) || undefined;
}

const inside = (size: string | undefined) => size && `min(100%, ${size})`;

/** Items of a server would need a request to an address that a config chose. */
function Remote({ node }: { readonly node: TagNode }) {
  const address = text(node, "apiUrl");
  return address ? (
    <p class="lsw-quiet lsw-taxonomy-note" role="note">
      The items of {hostOf(address)} are not loaded: the view asks no other servers. Give them in the task,
      with <code>value="$…"</code>.
    </p>
  ) : null;
}

function hostOf(address: string): string {
  try {
    return new URL(address).host || "apiUrl";
  } catch {
    return "apiUrl";
  }
}
