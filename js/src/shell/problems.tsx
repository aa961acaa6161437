import { Icon } from "../ui/icon";
import { ALERT } from "../ui/icons";
import { useShell } from "./shell-context";
import { TABS_CSS } from "./tabs.css";

/** Why a task, or part of it, is not shown as meant. */
export function Problems({ problems }: { problems: readonly string[] }) {
  useShell().root.css("tabs", TABS_CSS);
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
