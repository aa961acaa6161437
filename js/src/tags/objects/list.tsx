import { useMemo } from "preact/hooks";
import { text } from "../../core/facts";
import { type TagProps, useView } from "../../ui/context";
import { DataCard } from "./data-card";
import { loadedItems } from "./list-items";
import { TABLE_CSS } from "./table.css";

/** Cards to read, in the order of the data. */
export function List({ node }: TagProps) {
  const { editor, root } = useView();
  root.css("table", TABLE_CSS);
  const { value } = node.attrs;
  const loaded = useMemo(() => loadedItems(value), [value]);
  if (!editor.visible(node)) return null;
  if ("problem" in loaded) return <DataCard node={node} {...loaded} />;
  const title = text(node, "title");
  return (
    <section data-object={node.name} aria-label={title || (node.name ?? undefined)}>
      {title && <h4 class="lsw-list-title">{title}</h4>}
      {/* biome-ignore lint/a11y/useSemanticElements: cards to scroll are no fieldset */}
      <div
        class="lsw-list-box"
        data-surface=""
        role="group"
        aria-label={`Items of ${node.name}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard
        tabIndex={0}
      >
        <ul>
          {loaded.items.map((item, at) => (
            <li key={at} class="lsw-item" data-item={item.id || undefined}>
              <div class="lsw-item-head">
                <strong>{item.title}</strong>
                <span class="lsw-quiet">{item.id}</span>
              </div>
              {item.fault && <p class="lsw-problem">{item.fault}</p>}
              {item.body && <p>{item.body}</p>}
              {item.html && <pre>{item.html}</pre>}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
