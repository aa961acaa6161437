// The strip of all pages of a list: small pictures that load as they come into sight.
import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { useView } from "../../ui/context";
import { isLight, type ThumbnailsProps } from "./image-pages";

export function Thumbnails({ name, pages, ready }: ThumbnailsProps) {
  const { editor } = useView();
  const strip = useRef<HTMLDivElement>(null);
  const sight = useSignal<ReadonlySet<number>>(new Set());
  const counts = useComputed(() => {
    const found = new Map<number, number>();
    for (const { object, facts } of editor.regions.value) {
      if (object !== name) continue;
      const page = typeof facts.item_index === "number" ? facts.item_index : 0;
      found.set(page, (found.get(page) ?? 0) + 1);
    }
    return found;
  });

  useLayoutEffect(() => {
    const list = strip.current;
    if (!list) return;
    const observer = new IntersectionObserver(
      (entries) => {
        const seen = entries.filter(({ isIntersecting }) => isIntersecting);
        const found = seen.map(({ target }) => Number((target as HTMLElement).dataset.page));
        if (found.length) sight.value = new Set([...sight.peek(), ...found]);
      },
      { root: list, rootMargin: "0px 160px" },
    );
    for (const one of list.children) observer.observe(one);
    return () => observer.disconnect();
  }, [pages.all]);
  useLayoutEffect(() => {
    const list = strip.current;
    const one = list?.children[pages.shown ?? 0] as HTMLElement | undefined;
    if (!list || !one) return;
    const middle = one.offsetLeft + one.offsetWidth / 2 - list.clientWidth / 2;
    list.scrollLeft = middle;
  }, [pages.shown]);

  const onKeyDown = (event: KeyboardEvent) => {
    const shown = pages.shown ?? 0;
    const steps: { readonly [key: string]: number } = {
      ArrowLeft: shown - 1,
      ArrowRight: shown + 1,
      Home: 0,
      End: (pages.all?.length ?? 1) - 1,
    };
    const to = steps[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    pages.to(to);
    const next = Math.min(Math.max(to, 0), (pages.all?.length ?? 1) - 1);
    (strip.current?.children[next] as HTMLElement | undefined)?.focus({ preventScroll: true });
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: pages are no fieldset
    <div
      ref={strip}
      class="lsw-image-thumbs"
      role="group"
      aria-label={`Pages of ${name}`}
      onKeyDown={onKeyDown}
    >
      {pages.all?.map((value, page) => {
        const count = counts.value.get(page) ?? 0;
        const current = page === pages.shown;
        return (
          <button
            key={page}
            type="button"
            class="lsw-image-thumb"
            data-page={page}
            tabIndex={current ? 0 : -1}
            aria-current={current ? "page" : undefined}
            aria-label={`Page ${page + 1}${count ? `, ${count} ${count === 1 ? "region" : "regions"}` : ""}`}
            onClick={() => pages.to(page)}
          >
            {ready && sight.value.has(page) && <Thumbnail value={value} />}
            <span>{page + 1}</span>
            {count > 0 && <b>{count}</b>}
          </button>
        );
      })}
    </div>
  );
}

function Thumbnail({ value }: { readonly value: unknown }) {
  const { media } = useView();
  const url = useSignal("");
  useEffect(() => {
    if (!isLight(value)) return;
    const stop = new AbortController();
    // What cannot be shown keeps its number; its page says why.
    media.url(value, stop.signal).then(
      (address) => {
        if (!stop.signal.aborted) url.value = address;
      },
      () => undefined,
    );
    return () => stop.abort();
  }, [value]);
  if (!url.value) return null;
  return (
    <img
      src={url.value}
      alt=""
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => {
        url.value = "";
      }}
    />
  );
}
