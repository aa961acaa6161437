import type { ImageCommands } from "../ui/context";
import type { Action, ActionContext } from "./action";

/** The image where a brush is in the hand; the one that the person used last, if several. */
const brushed = ({ images }: ActionContext): ImageCommands | undefined =>
  [...images.values()].findLast((image) => /^(brush|eraser)$/.test(image.current()));

function sizeAction(id: string, label: string, keys: string, by: number): Action {
  return {
    id,
    label,
    group: "Image",
    keys,
    when: (context) => brushed(context) !== undefined,
    run: (context) => void brushed(context)?.resizeBrush(by),
  };
}

export const MASK_ACTIONS: readonly Action[] = [
  sizeAction("tool:decrease-tool", "Smaller brush", "[", -5),
  sizeAction("tool:increase-tool", "Larger brush", "]", 5),
];
