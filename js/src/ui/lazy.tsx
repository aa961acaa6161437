// A component that lives in a chunk: quiet blocks until it is here, a way to try again when it fails.
import type { ComponentType } from "preact";
import { Button } from "./button";
import { useChunk } from "./chunks";

/** `name` is what the chunk exports the component as; `quiet` shows nothing while it loads. */
export function lazy<P extends object>(chunk: string, name: string, quiet = false): ComponentType<P> {
  return function Lazy(props: P) {
    const part = useChunk<{ readonly [name: string]: ComponentType<P> }>(chunk);
    const Part = part.state === "ready" ? part.module[name] : undefined;
    if (Part) return <Part {...props} />;
    if (part.state === "failed")
      return (
        <p class="lsw-card" role="alert">
          This part could not be loaded: {part.reason}{" "}
          <Button class="lsw-line" label="Try again" onClick={part.retry}>
            Try again
          </Button>
        </p>
      );
    return quiet ? null : <Blocks />;
  };
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
