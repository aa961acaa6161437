import { Button } from "../ui/button";
import { COPY } from "../ui/icons";
import { MENUS_CSS } from "./menus.css";
import { useShell } from "./shell-context";

/** What stands behind a notice, for who has to look into it. */
export function NoticeDetails({ text, detail }: { readonly text: string; readonly detail: string }) {
  const { root } = useShell();
  root.css("menus", MENUS_CSS);
  return (
    <div class="lsw-detail">
      <Button label="Copy the details" icon={COPY} onClick={() => root.copyText(`${text}\n${detail}`)} />
      <pre>{detail}</pre>
    </div>
  );
}
