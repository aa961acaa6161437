// Loading of one image: an address from the media source, then the browser's own loading.
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Scope } from "../../core/scope";
import type { Size } from "../../geometry/affine";
import type { MediaSource } from "../../ui/context";

export type Loading =
  | { readonly state: "loading" | "slow" | "ready"; readonly url: string }
  | { readonly state: "failed"; readonly url: string; readonly message: string };

export interface ImageLoad {
  readonly loading: ReadonlySignal<Loading>;
  /** Grows with each try: the `img` element is made anew. */
  readonly tries: ReadonlySignal<number>;
  /** What a person can recognise the image by. */
  readonly address: string;
  loaded(): void;
  broken(): void;
  retry(): void;
}

const SLOW_MS = 15_000;

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as { [key: string]: unknown })[name] : undefined;

/** Size that Python measured, so that the room is kept before the image arrives. */
export function sizeHint(value: unknown): Size | null {
  const width = field(value, "width");
  const height = field(value, "height");
  return typeof width === "number" && typeof height === "number" && width > 0 && height > 0
    ? { width, height }
    : null;
}

export function createImageLoad(value: unknown, media: MediaSource, scope: Scope): ImageLoad {
  const loading = signal<Loading>({ state: "loading", url: "" });
  const tries = signal(0);
  const given = field(value, "url") ?? value;
  const address = typeof given === "string" ? given : "an image from the notebook";
  let round = scope.child();

  const fail = (message: string) => {
    round.end();
    loading.value = { state: "failed", url: "", message };
  };
  const start = () => {
    round.end();
    round = scope.child();
    const mine = round;
    const stop = new AbortController();
    round.add(() => stop.abort());
    round.timeout(() => {
      if (loading.value.state === "loading") loading.value = { ...loading.value, state: "slow" };
    }, SLOW_MS);
    const known = field(value, "error");
    if (typeof known === "string") return fail(known);
    if (value === undefined || value === null || value === "") return fail("This task has no image here.");
    media.url(value, stop.signal).then(
      (url) => {
        if (!mine.ended) loading.value = { ...loading.value, url };
      },
      (error: unknown) => {
        if (!mine.ended) fail(error instanceof Error ? error.message : String(error));
      },
    );
  };
  start();

  return {
    loading,
    tries,
    address,
    loaded() {
      const { url } = loading.value;
      round.end();
      loading.value = { state: "ready", url };
    },
    broken: () => fail("The browser cannot load this image: the address may be wrong, or the file broken."),
    retry() {
      loading.value = { state: "loading", url: "" };
      tries.value++;
      start();
    },
  };
}
