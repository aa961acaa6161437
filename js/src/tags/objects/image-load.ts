// Loading of one image: an address from the media source and then the browser's own loading, or tiles.
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Scope } from "../../core/scope";
import type { Bounds, Size } from "../../geometry/affine";
import type { MediaSource } from "../../ui/context";
import { pixelsOf } from "./image-pixels";
import { tilingOf } from "./image-tile-grid";
import { createTiles, type Tiles } from "./image-tiles";

export type Loading =
  | {
      readonly state: "loading" | "slow" | "ready";
      /** Empty for images that come by tiles. */
      readonly url: string;
      /** How far the kernel's work on a large image is, 0 to 1, once it takes a while. */
      readonly done?: number;
    }
  | {
      readonly state: "failed";
      readonly url: string;
      readonly message: string;
      /** False when another try would end alike: the data have to change. */
      readonly again: boolean;
    };

export interface ImageLoad {
  readonly loading: ReadonlySignal<Loading>;
  /** Grows with each try: the `img` element is made anew. */
  readonly tries: ReadonlySignal<number>;
  /** The address in the data; empty for an image that is not there by its address. */
  readonly address: string;
  /** Set for a large image. */
  readonly tiles: Tiles | null;
  /** The `img` element has its pixels. */
  loaded(image?: HTMLImageElement): void;
  broken(): void;
  retry(): void;
  /** Pixels of a part at full size, whole ones, inside the image; rejects with a plain sentence. */
  pixels(bounds: Bounds): Promise<ImageData>;
}

const SLOW_MS = 15_000;
/** Work that takes longer shows how far it is. */
const NOTICED_MS = 500;

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
  const address = typeof given === "string" ? given : "";
  const tiling = tilingOf(value);
  const tiles = tiling && createTiles(value, tiling, media, scope);
  let shown: HTMLImageElement | null = null;
  let round = scope.child();

  const fail = (message: string, again = true) => {
    round.end();
    loading.value = { state: "failed", url: "", message, again };
  };
  const start = () => {
    round.end();
    round = scope.child();
    const mine = round;
    const stop = new AbortController();
    round.add(() => stop.abort());
    round.timeout(() => {
      if (loading.value.state === "loading" && loading.value.done === undefined)
        loading.value = { ...loading.value, state: "slow" };
    }, SLOW_MS);
    const known = field(value, "error");
    if (typeof known === "string") return fail(known, false);
    if (value === undefined || value === null || value === "")
      return fail("This task has no image here.", false);
    if (tiles) return overview(tiles, mine, stop.signal);
    media.url(value, stop.signal).then(
      (url) => {
        if (!mine.ended) loading.value = { ...loading.value, url };
      },
      (error: unknown) => {
        if (!mine.ended) fail(error instanceof Error ? error.message : String(error));
      },
    );
  };
  const overview = (large: Tiles, mine: Scope, stop: AbortSignal) => {
    let noticed = false;
    round.timeout(() => {
      noticed = true;
    }, NOTICED_MS);
    const waits = (done: number) => {
      if (noticed && !mine.ended) loading.value = { state: "loading", url: "", done };
    };
    large.overview(stop, waits).then(
      () => {
        if (!mine.ended) loaded();
      },
      (error: unknown) => {
        if (!mine.ended) fail(error instanceof Error ? error.message : String(error));
      },
    );
  };
  const loaded = (image?: HTMLImageElement) => {
    const { url } = loading.value;
    shown = image ?? null;
    round.end();
    loading.value = { state: "ready", url };
  };
  start();

  return {
    loading,
    tries,
    address,
    tiles,
    loaded,
    async pixels(bounds) {
      if (tiles) return pixelsOf(bounds, tiles.tiling, tiles.paint);
      const image = shown;
      if (!image || loading.value.state !== "ready") throw new Error("The image is not there yet.");
      const size = { width: image.naturalWidth, height: image.naturalHeight };
      return pixelsOf(bounds, size, (ctx, part) => ctx.drawImage(image, -part.left, -part.top));
    },
    broken: () => fail("The browser cannot load this image: the address may be wrong, or the file broken."),
    retry() {
      loading.value = { state: "loading", url: "" };
      tries.value++;
      start();
    },
  };
}
