// Which parts of something long are near what can be seen of it.

/** Tells an element's nearness at each change, until it is called off. */
export type Watch = (element: Element, near: (yes: boolean) => void) => () => void;

/** One observer for all parts, with a margin (CSS) around what can be seen of the box that scrolls them. */
export function nearness(box: { readonly current: Element | null }, margin: string): Watch {
  const calls = new Map<Element, (yes: boolean) => void>();
  let observer: IntersectionObserver | null = null;
  return (element, near) => {
    observer ??= new IntersectionObserver(
      (entries) => {
        for (const entry of entries) calls.get(entry.target)?.(entry.isIntersecting);
      },
      { root: box.current, rootMargin: margin },
    );
    calls.set(element, near);
    observer.observe(element);
    return () => {
      calls.delete(element);
      observer?.unobserve(element);
    };
  };
}
