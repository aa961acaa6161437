// A component that lives in a chunk: quiet blocks until it is here, a way to try again when it fails.
import type { ComponentType } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { Button } from "./button";
import { useChunk } from "./chunks";

export type LazyComponent<P> = ComponentType<P> & { readonly chunk: string };

export const Nothing = () => null;

/** `name` is what the chunk exports the component as; `Meanwhile` holds its place. */
export function lazy<P extends object>(
  chunk: string,
  name: string,
  Meanwhile: ComponentType = Blocks,
): LazyComponent<P> {
  function Lazy(props: P) {
    const part = useChunk<{ readonly [name: string]: ComponentType<P> }>(chunk);
    useLayoutEffect(() => {
      if (part.state === "failed") part.retry();
    }, []);
    const Part = part.state === "ready" ? part.module[name] : undefined;
    if (Part) return <Part {...props} />;
    if (part.state !== "failed") return <Meanwhile />;
    return (
      <p class="lsw-card" role="alert">
        This part could not be loaded: {part.reason}{" "}
        <Button class="lsw-line" label="Try again" onClick={part.retry}>
          Try again
        </Button>
      </p>
    );
  }
  return Object.assign(Lazy, { chunk });
}

/** Stands where something will be. */
export function Blocks() {
  return (
    <div class="lsw-skeleton" aria-hidden="true">
      <span style={{ width: "40%" }} />
      <span />
      <span style={{ width: "70%" }} />
    </div>
  );
}
