// Regions through the browser's clipboard events, in Label Studio's form: JSON text of results.
import type { Item } from "../generated/wire";
import { type Action, type ActionContext, works } from "./action";
import { isTyping } from "./keys";

const MIME = "application/json";

function readItems(text: string): Item[] {
  try {
    const items: unknown = JSON.parse(text);
    return Array.isArray(items) ? items.filter((item) => typeof item === "object" && item?.type) : [];
  } catch {
    return [];
  }
}

/** Handles copy, cut and paste inside the view. */
export function handleClipboard(event: ClipboardEvent, actions: readonly Action[], context: ActionContext) {
  const data = event.clipboardData;
  const action = actions.find((candidate) => candidate.id === `region:${event.type}`);
  if (event.defaultPrevented || !data || !action || isTyping(event.composedPath()[0] ?? null)) return;
  const range = context.root.selectedRange();
  if (event.type !== "paste" && range && !range.collapsed) return;
  if (event.type === "paste") {
    const items = readItems(data.getData(MIME) || data.getData("text/plain"));
    if (items.length) context.view.clip.value = items;
  }
  if (!works(action, context)) return;
  event.preventDefault();
  action.run(context);
  if (event.type !== "paste") data.setData(MIME, JSON.stringify(context.view.clip.value));
}
