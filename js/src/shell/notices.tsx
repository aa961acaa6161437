import { useSignal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import type { Notice } from "../core/editor";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { ALERT, CLOSE } from "../ui/icons";
import { lazy, Nothing } from "../ui/lazy";
import { useShell } from "./shell-context";

const NoticeDetails = lazy<{ text: string; detail: string }>("menus", "NoticeDetails", Nothing);
const RelationBar = lazy("relations", "RelationBar", Nothing);

const QUIET_MS = 4000;

function NoticeCard({ notice }: { notice: Notice }) {
  const { store } = useShell();
  const open = useSignal(false);
  const { id, tone, text, detail } = notice;
  useLayoutEffect(() => {
    if (tone !== "info" || detail) return;
    const timer = setTimeout(() => store.dismiss(id), QUIET_MS);
    return () => clearTimeout(timer);
  }, [store, id, tone, detail]);
  return (
    <div class={`lsw-notice lsw-${tone}`} role={tone === "info" ? undefined : "alert"}>
      {tone !== "info" && <Icon path={ALERT} />}
      <span class="lsw-grow">{text}</span>
      {detail && (
        <Button
          label="Details"
          expanded={open.value}
          onClick={() => {
            open.value = !open.value;
          }}
        >
          Details
        </Button>
      )}
      <Button label="Dismiss" icon={CLOSE} onClick={() => store.dismiss(id)} />
      {open.value && <NoticeDetails text={text} detail={detail} />}
    </div>
  );
}

/** Sentences for the person; read out as they come. */
export function Notices() {
  const { store } = useShell();
  return (
    <div class="lsw-notices" aria-live="polite">
      {(store.relating.value || store.relations.value.length > 0) && <RelationBar />}
      {store.notices.value.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </div>
  );
}
