import { useRef } from "preact/hooks";
import type { Editor } from "../../core/editor";
import { number, text } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import { type TagProps, useView } from "../../ui/context";
import { answerOf } from "./answer";
import { Badge, Frame } from "./frame";

const SIZES: { readonly [size: string]: number } = { small: 15, medium: 25, large: 40 };
const MOST = 100;

const maxOf = (node: TagNode) => Math.max(1, Math.min(MOST, Math.round(number(node, "maxRating") ?? 5)));

export function Rating({ node }: TagProps) {
  const { editor, keyOf } = useView();
  const stars = useRef<HTMLDivElement>(null);
  const answer = answerOf(editor, node);
  if (!answer) return null;
  const value = Number(answer.value ?? 0);
  const shown = value || (number(node, "defaultValue") ?? 0);
  const size = SIZES[text(node, "size")] ?? 25;
  const max = maxOf(node);
  const step = (event: KeyboardEvent, from: number) => {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const next = stars.current?.children[(from - 1 + by + max) % max];
    if (next instanceof HTMLElement) next.focus();
  };
  return (
    <Frame answer={answer} role="radiogroup" class="lsw-rating">
      <div class="lsw-stars" ref={stars} data-default={value === 0 || undefined}>
        {Array.from({ length: max }, (_, at) => at + 1).map((star) => (
          // biome-ignore lint/a11y/useSemanticElements: a native radio cannot be cleared by a second click
          <button
            key={star}
            type="button"
            role="radio"
            aria-checked={star === value}
            aria-label={String(star)}
            aria-disabled={answer.readOnly || undefined}
            tabIndex={star === (value || 1) ? 0 : -1}
            data-on={star <= shown || undefined}
            onClick={() => answer.set(star === value ? undefined : star)}
            onKeyDown={(event) => step(event, star)}
          >
            <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true">
              <path d="M12 2.5l2.9 6.2 6.6.8-4.9 4.6 1.3 6.7L12 17.5l-5.9 3.3 1.3-6.7L2.5 9.5l6.6-.8z" />
            </svg>
          </button>
        ))}
      </div>
      <Badge keys={keyOf(node)} />
    </Frame>
  );
}

/** What the key of a rating does: one more, and after the last none. */
export function press(editor: Editor, node: TagNode): void {
  const answer = answerOf(editor, node);
  const next = (Number(answer?.value ?? 0) + 1) % (maxOf(node) + 1);
  answer?.set(next === 0 ? undefined : next);
}
