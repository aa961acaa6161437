import { works } from "../actions/action";
import { Button, type ButtonProps } from "../ui/button";
import { actionOf, keyText, runAction, useShell } from "./shell-context";

export interface ActionButtonProps extends Partial<Omit<ButtonProps, "onClick">> {
  readonly action: string;
  /** Says why nothing would happen; a default sentence otherwise. */
  readonly why?: string;
}

/** A button for an action: its icon, name, key and whether it works now. */
export function ActionButton({ action: id, ...props }: ActionButtonProps) {
  const shell = useShell();
  const action = actionOf(shell, id);
  if (!action) return null;
  const can = works(action, shell);
  return (
    <Button
      icon={action.icon}
      label={action.label}
      keys={keyText(shell, id) || undefined}
      {...props}
      why={can ? "" : props.why || `${props.label ?? action.label}: not possible now`}
      onClick={() => runAction(shell, id)}
    />
  );
}
