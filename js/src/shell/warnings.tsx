// What is said above the labeling area when it cannot work as meant.

import { Icon } from "../ui/icon";
import { ALERT } from "../ui/icons";
import { useShell } from "./shell-context";

/** Read-only for want of a kernel. */
export function Lost() {
  const { store } = useShell();
  const waiting = store.waiting.value;
  return (
    <div class="lsw-banner lsw-warning" role="alert">
      <Icon path={ALERT} />
      <span>
        No answer from the kernel, so this view is read-only.{" "}
        {waiting > 0 && `${waiting} changes that wait are kept in this browser. `}
        <strong>Run the cell again</strong> to go on.
      </span>
    </div>
  );
}

/** Why a task, or part of it, is not shown as meant. */
export function Problems({ problems }: { problems: readonly string[] }) {
  if (!problems.length) return null;
  return (
    <div class="lsw-banner lsw-warning" role="alert">
      <Icon path={ALERT} />
      <div>
        <strong>This task cannot be shown as meant.</strong> Skip works; the other tasks are not affected.
        <ul>
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}
