import type { ImageCommands } from "../ui/context";
import type { Action, ActionContext } from "./action";

/** The image that keys act on: of the selected region, else where the person acted last. */
function current({ store, images }: ActionContext): ImageCommands | null {
  const region = store.region(store.selection.value[0] ?? "");
  return images.get(region?.object ?? "") ?? [...images.values()].at(-1) ?? null;
}

const always = () => true;
const rotates = (image: ImageCommands) => image.canRotate;
const pages = (image: ImageCommands) => image.pages > 1;
const draws =
  (tool: string) =>
  (image: ImageCommands, { store }: ActionContext) =>
    !store.readOnly.value && image.reacts(tool);

function command(
  id: string,
  label: string,
  keys: string,
  run: (image: ImageCommands) => void,
  works: (image: ImageCommands, context: ActionContext) => boolean = always,
): Action {
  return {
    id,
    label,
    group: "Image",
    keys,
    when(context) {
      const image = current(context);
      return image !== null && works(image, context);
    },
    run(context) {
      const image = current(context);
      if (image) run(image);
    },
  };
}

function tool(
  id: string,
  name: string,
  label: string,
  keys: string,
  gives: (image: ImageCommands) => boolean = () => false,
): Action {
  const works = draws(name);
  return command(
    `tool:${id}`,
    label,
    keys,
    (image) => image.tool(name),
    (image, context) => works(image, context) && !gives(image),
  );
}

export const IMAGE_ACTIONS: readonly Action[] = [
  command("tool:zoom-in", "Zoom in", "ctrl+plus,ctrl+=", (image) => image.zoomIn()),
  command("tool:zoom-out", "Zoom out", "ctrl+minus", (image) => image.zoomOut()),
  command("tool:zoom-to-fit", "Zoom to fit", "shift+1", (image) => image.fit()),
  command("tool:zoom-to-actual", "Zoom to 100 %", "shift+2", (image) => image.actual()),
  command("tool:move", "Select and move", "v", (image) => image.tool("move")),
  command("tool:pan", "Pan", "h", (image) => image.tool("pan")),
  tool("rect", "rectangle", "Rectangle", "r"),
  tool("rect-3point", "rectangle3", "Rectangle by three points", "shift+r"),
  tool("ellipse", "ellipse", "Ellipse", "o"),
  // Both want P: where both are there, P goes from one to the other.
  tool(
    "polygon",
    "polygon",
    "Polygon",
    "p",
    (image) => image.current() === "polygon" && image.reacts("vector"),
  ),
  tool("vector", "vector", "Vector", "p"),
  tool("key-point", "keypoint", "Key point", "k"),
  tool("brush", "brush", "Brush", "b"),
  tool("eraser", "eraser", "Eraser", "e"),
  tool("fill", "fill", "Fill", ""),
  tool("magic-wand", "wand", "Magic wand", "w"),
  command("tool:rotate-left", "Rotate image left", "alt+left", (image) => image.rotateLeft(), rotates),
  command("tool:rotate-right", "Rotate image right", "alt+right", (image) => image.rotateRight(), rotates),
  command("image:prev", "Previous page", "ctrl+left", (image) => image.previousPage(), pages),
  command("image:next", "Next page", "ctrl+right", (image) => image.nextPage(), pages),
];
