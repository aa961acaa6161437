// Configs and checks that several tests of the store share.
import { expect } from "vitest";
import { apply, applyFields, type Fields } from "../../src/core/diff";
import type { AnnotationState, Item, Op } from "../../src/generated/wire";
import type { View } from "./view";

export const NER = `<View><Labels name="ner" toName="txt"><Label value="PER" background="#d33"/><Label value="ORG"/></Labels>
  <Text name="txt" value="$text"/><Choices name="kind" toName="txt" perRegion="true"><Choice value="a"/><Choice value="b"/></Choices>
  <Choices name="mood" toName="txt"><Choice value="good"/><Choice value="bad"/></Choices></View>`;
export const BOXES = `<View><Image name="img" value="$image"/><RectangleLabels name="box" toName="img"><Label value="Car"/><Label value="Man"/></RectangleLabels>
  <TextArea name="plate" toName="img" perRegion="true"/></View>`;
export const BARE = `<View><Image name="img" value="$image"/><Rectangle name="rect" toName="img"/><Labels name="lbl" toName="img"><Label value="Text"/><Label value="Table"/></Labels></View>`;
export const box = { x: 10, y: 20, width: 30, height: 40, rotation: 0 };
export const facts = { original_width: 600, original_height: 400, image_rotation: 0 };

/** What a kernel that applies the ops would hold. */
export function stored(ops: readonly Op[], annotation: string): { result: Item[]; fields: Fields } {
  let state: { result: Item[]; fields: Fields } = { result: [], fields: {} };
  for (const op of ops.filter((one) => one.annotation === annotation)) {
    state = { result: apply(state.result, op.diff), fields: applyFields(state.fields, op.diff) };
  }
  return state;
}

export function agree({ store, ops }: View): void {
  const open = store.annotation.value as AnnotationState;
  const held = stored(ops, open.id);
  if (held.fields.status === undefined) return;
  expect(open.result).toEqual(held.result);
  expect(open.fields).toEqual(held.fields);
}
