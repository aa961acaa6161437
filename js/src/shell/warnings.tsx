// What is said above the view when the kernel does not answer.

import { Icon } from "../ui/icon";
import { ALERT } from "../ui/icons";
import { ActionButton } from "./action-button";
import { useShell } from "./shell-context";

/** Read-only for want of a kernel. */
export function Lost() {
  const { store } = useShell();
  const waiting = store.waiting.value;
  return (
    <div class="lsw-banner lsw-warning" role="alert">
      <Icon path={ALERT} />
      <span class="lsw-grow">
        No answer from the kernel, so this view is read-only.{" "}
        {waiting > 0 && `${waiting} not saved yet: this browser keeps what waits. `}
        <strong>Run the cell again</strong> to go on.
      </span>
      {waiting > 0 && <Download />}
    </div>
  );
}

export function Download() {
  return (
    <ActionButton action="view:download-unsaved" class="lsw-line">
      Download unsaved labels
    </ActionButton>
  );
}
