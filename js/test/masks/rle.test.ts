import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeRle, encodeRle } from "../../src/geometry/rle";
import { planeOf, type Runs, runsOfPlane } from "../../src/geometry/runs";

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../tests/contract/rle/${name}.json`, import.meta.url), "utf8"));

interface Case {
  name: string;
  width: number;
  height: number;
  alpha: number[];
  encoded: number[];
  also: number[][];
}
const masks: { cases: Case[]; bad: { name: string; width: number; height: number; rle: unknown }[] } =
  read("masks");
const values: { cases: { name: string; values: number[]; encoded: number[] }[] } = read("values");

function decoded(rle: unknown, width: number, height: number): Runs {
  const answer = decodeRle(rle, { width, height });
  if (!answer.ok) throw new Error(answer.reason);
  return answer.runs;
}

describe("the code of masks", () => {
  it.each(masks.cases)("reads and writes: $name", ({ width, height, alpha, encoded, also }) => {
    for (const rle of [encoded, ...also]) expect([...planeOf(decoded(rle, width, height))]).toEqual(alpha);
    expect(encodeRle(runsOfPlane(Uint8Array.from(alpha), { width, height }))).toEqual(encoded);
  });

  it.each(masks.bad)("refuses with a reason: $name", ({ width, height, rle }) => {
    const answer = decodeRle(rle, { width, height });
    expect(answer.ok).toBe(false);
  });

  it.each(values.cases.filter((one) => one.values.length % 4 === 0))(
    "takes every fourth value as alpha: $name",
    (one) => {
      const width = one.values.length / 4;
      const alpha = one.values.filter((_, at) => at % 4 === 3);
      expect([...planeOf(decoded(one.encoded, width, 1))]).toEqual(alpha);
    },
  );

  it("reads back what it wrote", () => {
    const side = fc.integer({ min: 1, max: 40 });
    const alpha = fc.oneof(fc.constantFrom(0, 255), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(
        side,
        side,
        fc.array(fc.tuple(alpha, fc.integer({ min: 1, max: 90 }))),
        (width, height, runs) => {
          const plane = new Uint8Array(width * height);
          let at = 0;
          for (const [value, length] of runs) {
            plane.fill(value, at, at + length);
            at += length;
          }
          const back = decoded(encodeRle(runsOfPlane(plane, { width, height })), width, height);
          expect(planeOf(back)).toEqual(plane);
        },
      ),
    );
  });

  it("allocates nothing for a size that is only claimed", () => {
    const answer = decodeRle([255, 255, 255, 252, 57, 27, 255, 255, 255], { width: 2, height: 2 });
    expect(answer).toMatchObject({ ok: false });
  });
});
