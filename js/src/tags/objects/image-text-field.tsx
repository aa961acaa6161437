// The text of the selected region, written at its place on the image; of the hovered one, shown in full.
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { flag } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import { apply, type Bounds, boundsOf } from "../../geometry/affine";
import { useView } from "../../ui/context";
import type { Mark } from "./image-marks";
import type { ImageSurface } from "./image-surface";
import { type TextProps, textsOf, writerOf } from "./image-texts";
import type { ImageView } from "./image-view";

const GAP = 8;
const ROOM = 34;
const LEAST = 140;
/** About what a letter takes in the field. */
const LETTER = 8;

const screenBounds = (view: ImageView, { left, top, right, bottom }: Bounds): Bounds =>
  boundsOf([
    apply(view.matrix.value, { x: left, y: top }),
    apply(view.matrix.value, { x: right, y: bottom }),
  ]);

/** Below the region, or above it where the frame ends. */
function placeAt(view: ImageView, box: Bounds, width: number) {
  const { width: full, height } = view.frame.value;
  const top = box.bottom + GAP + ROOM > height ? Math.max(box.top - GAP - ROOM, 0) : box.bottom + GAP;
  return {
    left: `${Math.max(0, Math.min(box.left, full - width))}px`,
    top: `${Math.max(0, Math.min(top, height - ROOM))}px`,
  };
}

export function RegionText({ surface, controls, wish, leave }: TextProps) {
  const { editor } = useView();
  const next = useRef(false);
  const seen = useRef(wish.value);
  const times = useRef(0);
  const control = writerOf(editor, controls);
  const id = control ? (editor.selection.value[0] ?? "") : "";
  const mark = surface.marks.value.find((one) => one.id === id);
  const hovered = editor.hover.value;
  const over =
    hovered === null || hovered === id ? undefined : surface.marks.value.find((one) => one.id === hovered);
  const idle = surface.gesture.value === null && surface.edited.value.size === 0;

  const go = (by: 1 | -1) => {
    if (!control) return;
    const marks = surface.marks.value;
    const from = marks.findIndex((one) => one.id === id);
    for (let at = from + by; at >= 0 && at < marks.length; at += by) {
      const other = marks[at] as Mark;
      editor.selection.value = [other.id];
      if (writerOf(editor, controls) !== null) {
        next.current = true;
        return;
      }
    }
    editor.selection.value = [id];
    leave();
  };
  const wanted = next.current || seen.current !== wish.value ? ++times.current : 0;
  next.current = false;
  seen.current = wish.value;

  return (
    <>
      {over && <FullText surface={surface} mark={over} controls={controls} />}
      {mark && control && idle && (
        <Field
          key={`${editor.tab.value?.id}/${id}/${control.name}`}
          surface={surface}
          mark={mark}
          control={control}
          wanted={wanted}
          go={go}
          leave={leave}
        />
      )}
    </>
  );
}

function FullText({
  surface,
  mark,
  controls,
}: Pick<TextProps, "surface" | "controls"> & { readonly mark: Mark }) {
  const { editor } = useView();
  const texts = controls.flatMap(({ name }) => textsOf(editor.value(name ?? "", mark.id)));
  if (!texts.length) return null;
  const place = placeAt(surface.view, screenBounds(surface.view, mark.bounds), 240);
  return (
    <p class="lsw-image-fulltext" style={place} aria-hidden="true">
      {texts.join("\n")}
    </p>
  );
}

interface FieldProps {
  readonly surface: ImageSurface;
  readonly mark: Mark;
  readonly control: TagNode;
  /** Another number with each wish to write; 0 without one. */
  readonly wanted: number;
  go(by: 1 | -1): void;
  leave(): void;
}

function Field({ surface, mark, control, wanted, go, leave }: FieldProps) {
  const { editor } = useView();
  const input = useRef<HTMLTextAreaElement>(null);
  const name = control.name ?? "";
  const stored = textsOf(editor.value(name, mark.id));
  const draft = useSignal<string | null>(null);
  const text = draft.value ?? stored[0] ?? "";
  const fixed = !editor.canEdit(mark.id) || (stored.length > 0 && !flag(control, "editable"));

  const commit = () => {
    const typed = draft.peek();
    draft.value = null;
    if (typed === null || !editor.canEdit(mark.id)) return;
    const [first = "", ...others] = textsOf(editor.value(name, mark.id));
    if (typed === first) return;
    const all = typed.trim() === "" ? others : [typed, ...others];
    editor.setValue(name, all.length ? all : undefined, `Set ${name}`, mark.id);
  };
  const key = `${name} at ${surface.name}`;
  useEffect(() => {
    editor.pending(key, commit);
    return () => {
      editor.pending(key, null);
      if (editor.region(mark.id)) commit();
    };
  }, []);
  useLayoutEffect(() => {
    if (!wanted) return;
    input.current?.focus({ preventScroll: true });
    input.current?.select();
  }, [wanted]);

  const box = screenBounds(surface.view, mark.bounds);
  const frame = surface.view.frame.value.width;
  const longest = Math.max(...text.split("\n").map((line) => line.length));
  const width = Math.min(Math.max(box.right - box.left, LEAST, longest * LETTER + 24), frame);
  const more = stored.length > 1 ? ` (and ${stored.length - 1} more)` : "";
  return (
    <div
      class="lsw-image-field"
      style={{ ...placeAt(surface.view, box, width), width: `${width}px` }}
      onPointerDown={(event) => event.stopPropagation()}
      onWheel={(event) => event.stopPropagation()}
    >
      <textarea
        ref={input}
        rows={Math.min(text.split("\n").length, 4)}
        readOnly={fixed}
        aria-label={`${name} of region ${mark.region.ordinal}${more}`}
        title="Enter: next region. Shift+Enter: new line. Escape: back."
        placeholder={String(control.attrs.placeholder ?? name)}
        value={text}
        onInput={(event) => {
          draft.value = event.currentTarget.value;
        }}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
          // Plain keys are typed here: the image must not act on them.
          if (event.key !== "Tab") event.stopPropagation();
          if (event.key === "Escape") {
            draft.value = null;
            leave();
          } else if (event.key === "Enter" && !event.shiftKey) {
            event.preventDefault();
            commit();
            go(1);
          }
        }}
      />
    </div>
  );
}
