// THE table: which component serves which tag, and in which chunk it is. Everything else is shown as a
// card that names the tag.
import { h, type VNode } from "preact";
import type { TagNode } from "./generated/wire";
import { View } from "./tags/visual/view";
import type { TagComponent, TagProps } from "./ui/context";
import { lazy, Nothing } from "./ui/lazy";

const Labels = lazy<TagProps>("controls", "Labels");
const Unsupported = lazy<TagProps>("controls", "UnsupportedCard");

const CATALOG: ReadonlyMap<string, TagComponent> = new Map(
  Object.entries({
    View,
    // Its copies come with the task, each as a View.
    Repeater: View,
    Header: lazy<TagProps>("controls", "Header", Nothing),
    Style: lazy<TagProps>("controls", "Style", Nothing),
    Text: lazy<TagProps>("text", "Text"),
    Paragraphs: lazy<TagProps>("text", "Paragraphs"),
    HyperText: lazy<TagProps>("hypertext", "HyperText"),
    Image: lazy<TagProps>("image", "Image"),
    Table: lazy<TagProps>("tables", "Table"),
    List: lazy<TagProps>("tables", "List"),
    Chat: lazy<TagProps>("chat", "Chat"),
    Labels,
    HyperTextLabels: Labels,
    ParagraphLabels: Labels,
    RectangleLabels: Labels,
    EllipseLabels: Labels,
    PolygonLabels: Labels,
    VectorLabels: Labels,
    KeyPointLabels: Labels,
    BrushLabels: Labels,
    BitmaskLabels: Labels,
    // Their regions are drawn by the object; they show nothing themselves.
    Rectangle: Nothing,
    Ellipse: Nothing,
    Polygon: Nothing,
    Vector: Nothing,
    KeyPoint: Nothing,
    Brush: Nothing,
    Bitmask: Nothing,
    MagicWand: Nothing,
    // Shown by the panel and the arrows.
    Relations: Nothing,
    Label: lazy<TagProps>("controls", "Label"),
    Choices: lazy<TagProps>("controls", "Choices"),
    Choice: lazy<TagProps>("controls", "Choice"),
    TextArea: lazy<TagProps>("controls", "TextArea"),
    Taxonomy: lazy<TagProps>("taxonomy", "Taxonomy"),
    Rating: lazy<TagProps>("controls", "Rating"),
  }),
);

export function renderNode(node: TagNode): VNode {
  return h(CATALOG.get(node.tag) ?? Unsupported, { node, key: node.id }) as VNode;
}
