import type { ComponentChildren } from "preact";
import { text } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import { useView } from "../../ui/context";
import { safeStyle } from "../visual/safe-css";
import type { Answer } from "./answer";
import { CONTROLS_CSS } from "./controls.css";

interface FrameProps {
  readonly answer: Pick<Answer, "name" | "region">;
  readonly role?: "group" | "radiogroup";
  readonly class: string;
  readonly children: ComponentChildren;
}

/** The hook of a control, and the message of a refused submit beside it. */
export function Frame({ answer, role = "group", class: look, children }: FrameProps) {
  const { editor, root } = useView();
  root.css("controls", CONTROLS_CSS);
  const problem = editor.problems.value.get(answer.name);
  const id = `lsw-problem-${answer.name}-${answer.region ?? ""}`;
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles may have a name
    <div
      class={`lsw-control ${look}`}
      data-control={answer.name}
      data-problem={problem === undefined ? undefined : ""}
      role={role}
      aria-label={answer.name}
      aria-describedby={problem === undefined ? undefined : id}
    >
      {children}
      {problem !== undefined && (
        <p class="lsw-problem" id={id} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

/** The key that presses something, as its badge; spoken through `aria-keyshortcuts` instead. */
export function Badge({ keys }: { readonly keys: string | undefined }) {
  return keys ? (
    <span class="lsw-key" aria-hidden="true">
      {keys}
    </span>
  ) : null;
}

/** The stored name beside the shown one. */
export function Alias({ alias, node }: { readonly alias: string; readonly node: TagNode }) {
  return (
    <span style={safeStyle(text(node, "aliasStyle") || "opacity: 0.6")} aria-hidden="true">
      {` (${alias})`}
    </span>
  );
}
