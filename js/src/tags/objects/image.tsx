// The Image tag: loading, pages, and the frame with its layers.
import {
  type ReadonlySignal,
  type Signal,
  signal,
  useComputed,
  useSignal,
  useSignalEffect,
} from "@preact/signals";
import type { CSSProperties } from "preact";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Editor } from "../../core/editor";
import { factsOf, flag, number, text } from "../../core/facts";
import { Scope } from "../../core/scope";
import type { TagNode } from "../../generated/wire";
import { type Point, turned } from "../../geometry/affine";
import { type TagProps, useView } from "../../ui/context";
import { lazy, Nothing } from "../../ui/lazy";
import { IMAGE_CSS } from "./image.css";
import { RestingRegions } from "./image-canvas";
import { createInk } from "./image-caption";
import { imageCommands } from "./image-commands";
import { Faults } from "./image-faults";
import { GroupFrame } from "./image-group-frame";
import { acceptKey, createKeyInput, KEYS_HELP } from "./image-keys";
import { createImageLoad, sizeHint } from "./image-load";
import type { Mark } from "./image-marks";
import { Overlay } from "./image-overlay";
import { fetchNext, type ImagePages, type ThumbnailsProps, useImagePages } from "./image-pages";
import { LoadCard, Picture } from "./image-picture";
import { joinPlaces } from "./image-places";
import { createPointerInput } from "./image-pointer";
import { BOXES, type PaintContext, type ShapeKit } from "./image-shapes";
import { createImageSurface, type ImageSurface } from "./image-surface";
import { regionText, type TextProps, textControls, writerOf } from "./image-texts";
import { ImageToolbar } from "./image-toolbar";
import { paintTool } from "./image-tools";
import { createImageView } from "./image-view";

const Figures = lazy<{ kits: Signal<readonly ShapeKit[]> }>("figures", "Figures", Nothing);
const Masks = lazy<{ context: PaintContext }>("masks", "Masks", Nothing);
const Proposals = lazy<{ surface: ImageSurface }>("image-extras", "Proposals", Nothing);
const RegionText = lazy<TextProps>("image-extras", "RegionText", Nothing);
const Thumbnails = lazy<ThumbnailsProps>("image-extras", "Thumbnails", () => (
  <div class="lsw-image-thumbs" style={{ height: "62px" }} />
));

interface Settings {
  readonly brightness: Signal<number>;
  readonly contrast: Signal<number>;
  /** Whether texts are shown at their regions. */
  readonly texts: Signal<boolean>;
  /** The first page has come, or will not: until then no thumbnails are loaded. */
  readonly come: Signal<boolean>;
}

export function Image({ node }: TagProps) {
  const { editor, root } = useView();
  root.css("image", IMAGE_CSS);
  const kits = useSignal<readonly ShapeKit[]>([BOXES]);
  const shapes = useComputed(() => shapesOn(editor, node.name ?? ""));
  const boxes = useComputed(() => onlyBoxes(shapes.value));
  return (
    <div class="lsw-image" data-object={node.name ?? ""}>
      {!boxes.value && <Figures kits={kits} />}
      <Pages key={editor.task.value?.key} node={node} kits={kits} shapes={shapes} />
    </div>
  );
}

const onlyBoxes = (shapes: ReadonlySet<string>) => [...shapes].every((one) => one === "rectangle");

function shapesOn(editor: Editor, object: string): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (tag: TagNode) => {
    const { shape } = factsOf(tag.tag);
    if (shape && tag.to_name.includes(object)) found.add(shape);
    tag.children.forEach(walk);
  };
  if (editor.tree.value) walk(editor.tree.value);
  let last: string | null = null;
  for (const region of editor.regions.value) {
    if (region.shape === last || region.object !== object || !region.shape) continue;
    last = region.shape;
    found.add(last);
  }
  return found;
}

interface PagesProps extends TagProps {
  readonly kits: ReadonlySignal<readonly ShapeKit[]>;
  /** Shapes that the config draws here or the data has. */
  readonly shapes: ReadonlySignal<ReadonlySet<string>>;
}

function Pages(props: PagesProps) {
  const { node } = props;
  const { editor, root } = useView();
  const settings = useMemo(
    () => ({ brightness: signal(100), contrast: signal(100), texts: signal(true), come: signal(false) }),
    [],
  );
  const focused = useRef(false);
  const pages = useImagePages(editor, node, () => {
    focused.current =
      root.shadow.activeElement?.closest(`[data-object="${node.name}"] .lsw-image-frame`) != null;
  });
  const { shown } = pages;
  return (
    <>
      <Page key={shown} {...props} pages={pages} settings={settings} focused={focused} />
      {(pages.all?.length ?? 1) > 1 && (
        <Thumbnails name={node.name ?? ""} pages={pages} ready={settings.come.value} />
      )}
    </>
  );
}

interface PageProps extends PagesProps {
  readonly pages: ImagePages;
  readonly settings: Settings;
  /** Whether the page that was shown before had the focus: this one takes it over. */
  readonly focused: { current: boolean };
}

function createPage({ node, kits, pages: { value, shown } }: PageProps, context: ReturnType<typeof useView>) {
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
  const surface = createImageSurface(context.editor, node, view, shown, kits, scope);
  return { scope, view, load, surface };
}

function Page(props: PageProps) {
  const { node, pages, settings, focused } = props;
  const context = useView();
  const { scope, view, load, surface } = useMemo(() => createPage(props, context), []);
  const frame = useRef<HTMLDivElement>(null);
  const pointer = useSignal<Point | null>(null);
  const ink = useMemo(createInk, []);
  const { brightness, contrast, texts } = settings;

  const name = node.name ?? "";
  const wish = useSignal(0);
  const exact = useComputed(() => props.shapes.value.has("bitmask"));
  /** What has shapes that are not here yet is not called faulty. */
  const whole = useComputed(() => props.kits.value.length > 1 || onlyBoxes(props.shapes.value));
  const paints = useComputed(() => exact.value || props.shapes.value.has("brush"));
  const proposes = useComputed(() => {
    const { suggestions, prompts } = context.editor;
    return suggestions.value.length + prompts.value.length > 0;
  });
  const captions = useComputed(() =>
    node.attrs.showLabels === undefined
      ? context.editor.options.value.show_region_labels
      : flag(node, "showLabels"),
  );
  const writers = useComputed(() => textControls(context.editor.tree.value, name));
  const text = useComputed(() => {
    const names = new Set(writers.value.map((control) => control.name ?? ""));
    return texts.value && names.size ? ({ region }: Mark) => regionText(region, names) : null;
  });

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

  const write = (event: KeyboardEvent): boolean => {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    const plain = key === "Enter" && !shiftKey && !ctrlKey && !metaKey && !altKey;
    if (!plain || writerOf(context.editor, writers.value) === null) return false;
    wish.value++;
    return true;
  };
  const commands = useMemo(() => imageCommands(node, pages, surface), []);
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
    joinPlaces(surface, context.editor, context.places, target, scope);
    if (focused.current) target.focus({ preventScroll: true });
    focused.current = false;
    scope.add(() => observer.disconnect());
    scope.add(() => {
      if (context.images.get(name) === commands) context.images.delete(name);
    });
    return () => scope.end();
  }, []);
  useSignalEffect(() => {
    const { state } = load.loading.value;
    if (state === "ready" || state === "failed") settings.come.value = true;
    if (state === "ready") fetchNext(context.media, pages, scope);
    if (state === "failed") view.size.value = sizeHint(pages.value);
  });

  const mode = surface.mode.value;
  const hovering = context.editor.hover.value;
  const over =
    typeof mode === "string" && mode !== "pan" && hovering !== null && surface.mark(hovering) !== undefined;
  const size = view.size.value;
  const full = size && turned(size, view.turns.value);
  const painter = surface.painter.value;
  const painting = paintTool(mode);
  const state = load.loading.value.state;
  const ready = state === "ready";

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
          texts: writers.value.length ? texts : null,
          pages,
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
        data-sharp={exact.value || undefined}
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
          // Keys of what stands on the image, such as a text field, are its own.
          if (event.target !== event.currentTarget) return;
          if (!ready || acceptKey(event, surface, context.editor)) return;
          if (!(painter?.key(event, painting) || input.keys.down(event) || write(event))) return;
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
        {painter && <painter.Layer />}
        <RestingRegions surface={surface} ink={ink} captions={captions} text={text} />
        <Overlay surface={surface} ink={ink} pointer={pointer} crosshair={flag(node, "crosshair")} />
        <GroupFrame surface={surface} />
        {ready && writers.value.length > 0 && (
          <RegionText
            surface={surface}
            controls={writers.value}
            wish={wish}
            leave={() => frame.current?.focus({ preventScroll: true })}
          />
        )}
        {proposes.value && <Proposals surface={surface} />}
        <LoadCard node={node} load={load} pages={pages} />
        {paints.value && <Masks context={{ editor: context.editor, node, surface, scope, load }} />}
      </div>
      {whole.value && <Faults surface={surface} page={pages.shown} />}
      <div class="lsw-sr" aria-live="polite">
        {surface.said.value}
      </div>
    </>
  );
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
