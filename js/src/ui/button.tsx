import type { ComponentChildren } from "preact";
import { Icon } from "./icon";

export interface ButtonProps {
  /** Accessible name, and the tooltip of icon buttons. */
  readonly label: string;
  readonly icon?: string | undefined;
  /** Keys shown as a badge and in the tooltip. */
  readonly keys?: string | undefined;
  readonly primary?: boolean;
  /** Why the button does nothing now; empty or absent when it works. */
  readonly why?: string | undefined;
  readonly pressed?: boolean | undefined;
  readonly expanded?: boolean | undefined;
  /** Longer tooltip, for example what Undo takes back. */
  readonly hint?: string | undefined;
  readonly children?: ComponentChildren;
  readonly class?: string;
  onClick(event: MouseEvent): void;
}

/** Stays focusable when it cannot act, so that the reason can be read and focus is never lost. */
export function Button(props: ButtonProps) {
  const { label, icon, keys, why, hint, children } = props;
  const title = [why || hint || label, keys && !why ? `(${keys})` : ""].filter(Boolean).join(" ");
  return (
    <button
      type="button"
      class={`lsw-button${props.primary ? " lsw-primary" : ""}${icon && !children ? " lsw-iconic" : ""} ${props.class ?? ""}`}
      aria-label={label}
      aria-disabled={why ? "true" : undefined}
      aria-pressed={props.pressed}
      aria-expanded={props.expanded}
      aria-keyshortcuts={keys}
      title={title}
      onClick={(event) => {
        if (!why) props.onClick(event);
      }}
    >
      {icon && <Icon path={icon} />}
      {children}
    </button>
  );
}
