// One labels control on an image of 600 × 400 shown 1:1, and what a pointer sets there.
import type { Store } from "../../src/core/store";
import { setUp } from "./set-up";

export const config = (tag: string, attributes = "") =>
  `<View><Image name="img" value="$image"/><${tag} name="box" toName="img" ${attributes}>
  <Label value="Car"/><Label value="Man"/></${tag}></View>`;

/** A surface with one control and its first label active. */
export function open(tag: string, attributes = "") {
  const all = setUp(config(tag, attributes));
  const click = (x: number, y: number, more = {}) => {
    all.point("down", x, y, more);
    all.point("up", x, y, more);
  };
  const clicks = (...places: readonly (readonly [number, number])[]) => {
    for (const [x, y] of places) click(x, y);
  };
  const values = () => all.store.annotation.value?.result.map(({ value }) => value) ?? [];
  all.store.pressLabel("box", "Car");
  return { ...all, click, clicks, values };
}

export const A = [60, 40] as const;
export const B = [300, 40] as const;
export const C = [300, 200] as const;
export const TRIANGLE = [
  [10, 10],
  [50, 10],
  [50, 50],
];

export interface Drawn {
  readonly closed: boolean;
  readonly vertices: readonly { id: string; x: number; prevPointId?: string; isBezier: boolean }[];
}

export const drawn = (store: Store) =>
  store.annotation.value?.result[0]?.value as unknown as Drawn | undefined;
export const links = ({ vertices }: Drawn) =>
  vertices.map(({ prevPointId }) => vertices.findIndex(({ id }) => id === prevPointId));
