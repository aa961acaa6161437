// THE table: which component serves which tag, and in which chunk it is. Everything else is shown as a
// card that names the tag.
import { h, type VNode } from "preact";
import type { TagNode } from "./generated/wire";
import { Header } from "./tags/visual/header";
import { Style } from "./tags/visual/style";
import { UnsupportedCard } from "./tags/visual/unsupported";
import { View } from "./tags/visual/view";
import type { TagComponent, TagProps } from "./ui/context";
import { lazy } from "./ui/lazy";

/** Its regions are drawn by the object; it shows nothing itself. */
const Nothing: TagComponent = () => null;
const Labels = lazy<TagProps>("controls", "Labels");

const CATALOG: ReadonlyMap<string, TagComponent> = new Map(
  Object.entries({
    View,
    Header,
    Style,
    Text: lazy<TagProps>("text", "Text"),
    Image: lazy<TagProps>("image", "Image"),
    Labels,
    RectangleLabels: Labels,
    Rectangle: Nothing,
    Label: lazy<TagProps>("controls", "Label"),
    Choices: lazy<TagProps>("controls", "Choices"),
    Choice: lazy<TagProps>("controls", "Choice"),
    TextArea: lazy<TagProps>("controls", "TextArea"),
    Rating: lazy<TagProps>("controls", "Rating"),
  }),
);

export function renderNode(node: TagNode): VNode {
  return h(CATALOG.get(node.tag) ?? UnsupportedCard, { node, key: node.id }) as VNode;
}
