// The Image tag: loading, pages, and the frame with its layers.
import { computed, type Signal, signal, untracked, useSignal, useSignalEffect } from "@preact/signals";
import type { CSSProperties } from "preact";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Editor } from "../../core/editor";
import { flag, number, text } from "../../core/facts";
import { Scope } from "../../core/scope";
import type { TagNode } from "../../generated/wire";
import { type Point, turned } from "../../geometry/affine";
import { useChunk } from "../../ui/chunks";
import { type ImageCommands, type TagProps, useView } from "../../ui/context";
import { IMAGE_CSS } from "./image.css";
import { RestingRegions } from "./image-canvas";
import { createInk } from "./image-caption";
import { createKeyInput, KEYS_HELP } from "./image-keys";
import { createImageLoad, sizeHint } from "./image-load";
import { Overlay } from "./image-overlay";
import { LoadCard, Picture } from "./image-picture";
import { createPointerInput } from "./image-pointer";
import { type MaskPart, type PaintContext, SHAPES } from "./image-shapes";
import { createImageSurface, type ImageSurface, paintTool } from "./image-surface";
import { ImageToolbar } from "./image-toolbar";
import { createImageView } from "./image-view";

/** Pages of the tag: null when it shows one image that is not a list. */
function pagesOf(node: TagNode): readonly unknown[] | null {
  const { value, valueList } = node.attrs;
  if (Array.isArray(valueList)) return valueList;
  return Array.isArray(value) ? value : null;
}

export function Image({ node }: TagProps) {
  const { editor, root } = useView();
  root.css("image", IMAGE_CSS);
  return (
    <div class="lsw-image" data-object={node.name ?? ""}>
      <Pages key={editor.task.value?.key} node={node} />
    </div>
  );
}

function Pages({ node }: TagProps) {
  const { editor } = useView();
  const page = useSignal(0);
  const pages = pagesOf(node);
  // A region chosen in the list brings its page; paging on lets it go.
  useSignalEffect(() => {
    const [id, more] = editor.selection.value;
    const region = id !== undefined && more === undefined ? untracked(() => editor.region(id)) : undefined;
    const at = region?.object === node.name ? region.facts.item_index : undefined;
    if (pages && typeof at === "number" && at >= 0 && at < pages.length) page.value = at;
  });
  const turn = (by: number) => {
    const next = Math.min(Math.max(page.value + by, 0), (pages?.length ?? 1) - 1);
    if (next === page.value) return;
    editor.selection.value = [];
    page.value = next;
  };
  const shown = pages ? Math.min(page.value, Math.max(pages.length - 1, 0)) : null;
  const value = pages ? pages[shown ?? 0] : (node.attrs.value ?? node.attrs.valueList);
  return <Page key={shown} node={node} value={value} shown={shown} pages={pages?.length ?? 1} turn={turn} />;
}

interface PageProps extends TagProps {
  readonly value: unknown;
  readonly shown: number | null;
  readonly pages: number;
  turn(by: number): void;
}

function createPage({ node, value, shown }: PageProps, context: ReturnType<typeof useView>) {
  const scope = new Scope();
  const start = text(node, "defaultZoom");
  const view = createImageView({
    alignX: { center: 0, right: 1 }[text(node, "horizontalAlignment")] ?? -1,
    alignY: { center: 0, bottom: 1 }[text(node, "verticalAlignment")] ?? -1,
    start: start === "original" || start === "auto" ? start : "fit",
    zoomBy: Math.max(number(node, "zoomBy") ?? 1.1, 1.01),
    below1: flag(node, "negativeZoom"),
  });
  view.size.value = sizeHint(value);
  const load = createImageLoad(value, context.media, scope);
  const masks = signal<MaskPart | null>(null);
  const shapes = computed(() => (masks.value ? { ...SHAPES, ...masks.value.SHAPES } : SHAPES));
  const surface = createImageSurface(context.editor, node, view, shown, shapes, scope);
  return { scope, view, load, surface, masks };
}

function Page(props: PageProps) {
  const { node, shown, pages, turn } = props;
  const context = useView();
  const { scope, view, load, surface, masks } = useMemo(() => createPage(props, context), []);
  const frame = useRef<HTMLDivElement>(null);
  const pointer = useSignal<Point | null>(null);
  const ink = useMemo(createInk, []);
  const brightness = useSignal(100);
  const contrast = useSignal(100);

  const input = useMemo(() => {
    const track = {
      set(at: Point | null) {
        pointer.value = at;
      },
    };
    return {
      pointer: createPointerInput(surface, node.attrs.zoom !== false, track),
      keys: createKeyInput(surface),
    };
  }, []);

  const commands = useMemo(() => commandsOf(props, surface), []);
  const name = node.name ?? "";
  const current = () => {
    context.images.delete(name);
    context.images.set(name, commands);
  };

  useLayoutEffect(() => {
    const target = frame.current;
    if (!target) return;
    const measure = () => {
      const { width, height } = target.getBoundingClientRect();
      view.frame.value = { width, height };
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    context.images.set(name, commands);
    scope.add(() => observer.disconnect());
    scope.add(() => {
      if (context.images.get(name) === commands) context.images.delete(name);
    });
    return () => scope.end();
  }, []);
  useSignalEffect(() => {
    if (load.loading.value.state === "failed") view.size.value = sizeHint(props.value);
  });

  const mode = surface.mode.value;
  const hovering = context.editor.hover.value;
  const over =
    typeof mode === "string" && mode !== "pan" && surface.marks.value.some((m) => m.id === hovering);
  const size = view.size.value;
  const full = size && turned(size, view.turns.value);
  const painter = surface.painter.value;
  const painting = paintTool(mode);
  const state = load.loading.value.state;
  const ready = state === "ready";
  const captions =
    node.attrs.showLabels === undefined
      ? context.editor.options.value.show_region_labels
      : flag(node, "showLabels");

  return (
    <>
      <ImageToolbar
        surface={surface}
        options={{
          zoom: node.attrs.zoomControl !== false,
          select: node.attrs.selectionControl !== false,
          rotate: flag(node, "rotateControl"),
          brightness: flag(node, "brightnessControl") ? brightness : null,
          contrast: flag(node, "contrastControl") ? contrast : null,
          pages,
          page: shown ?? 0,
          turn,
        }}
      />
      <div
        class="lsw-image-frame"
        data-room=""
        ref={frame}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a drawing area has keys of its own
        tabIndex={0}
        aria-label={`Image ${name}`}
        aria-description={KEYS_HELP}
        data-state={state}
        data-mode={typeof mode === "string" ? mode : "draw"}
        data-larger={view.larger.value || undefined}
        data-over={over || undefined}
        style={frameStyle(node, full)}
        onPointerDown={(event) => {
          current();
          if (ready) input.pointer.down(event);
        }}
        onMouseDown={(event) => {
          // The wheel button would start the browser's own scrolling.
          if (event.button === 1) event.preventDefault();
        }}
        onContextMenu={(event) => {
          // On a Mac, Ctrl and click is our own gesture.
          if (event.ctrlKey) event.preventDefault();
        }}
        onPointerMove={input.pointer.move}
        onPointerUp={input.pointer.up}
        onPointerCancel={input.pointer.lost}
        onLostPointerCapture={input.pointer.lost}
        onPointerLeave={input.pointer.leave}
        onWheel={(event) => {
          if (!painting || !painter?.wheel(event, painting)) input.pointer.wheel(event);
        }}
        onFocus={current}
        onBlur={surface.settle}
        onKeyUp={input.keys.up}
        onKeyDown={(event) => {
          if (!ready || !(painter?.key(event, painting) || input.keys.down(event))) return;
          event.preventDefault();
          event.stopPropagation();
        }}
      >
        <Picture
          node={node}
          load={load}
          view={view}
          brightness={brightness.value}
          contrast={contrast.value}
        />
        <RestingRegions surface={surface} ink={ink} captions={captions} />
        {painter && <painter.Layer />}
        <Overlay surface={surface} ink={ink} pointer={pointer} crosshair={flag(node, "crosshair")} />
        <LoadCard load={load} />
        {paints(surface, context.editor) && (
          <Masks part={masks} context={{ editor: context.editor, node, surface, scope, load }} />
        )}
      </div>
      <div class="lsw-sr" aria-live="polite">
        {surface.said.value}
      </div>
    </>
  );
}

/** Whether the config or the data has masks. */
const paints = (surface: ImageSurface, editor: Editor) =>
  surface.tools.value.some((tool) => "paints" in tool) ||
  editor.regions.value.some(
    ({ object, shape }) => object === surface.name && (shape === "brush" || shape === "bitmask"),
  );

/** Brings the part that shows and paints masks. */
function Masks({ part, context }: { part: Signal<MaskPart | null>; context: PaintContext }) {
  const chunk = useChunk<MaskPart>("masks");
  const arrived = chunk.state === "ready" ? chunk.module : null;
  useLayoutEffect(() => {
    if (!arrived || part.value) return;
    part.value = arrived;
    context.surface.painter.value = arrived.createPainter(context);
  }, [arrived]);
  return null;
}

function commandsOf({ node, pages, turn }: PageProps, surface: ImageSurface): ImageCommands {
  const { view } = surface;
  const canRotate = flag(node, "rotateControl");
  return {
    zoomIn: () => view.stepZoom(1),
    zoomOut: () => view.stepZoom(-1),
    fit: view.fit,
    actual: view.actual,
    canRotate,
    rotateLeft: () => canRotate && view.rotate(-1),
    rotateRight: () => canRotate && view.rotate(1),
    tool: surface.tool,
    pages,
    previousPage: () => turn(-1),
    nextPage: () => turn(1),
  };
}

function frameStyle(node: TagNode, full: { width: number; height: number } | null): CSSProperties {
  // Before the size is known, room of a usual shape is kept.
  const style: CSSProperties = { aspectRatio: full ? `${full.width} / ${full.height}` : "3 / 2" };
  for (const key of ["width", "maxWidth", "height", "maxHeight"] as const) {
    const value = node.attrs[key];
    if (value !== undefined && value !== null)
      style[key] = /^\d+$/.test(String(value)) ? `${value}px` : String(value);
  }
  return style;
}
