import { describe, expect, it } from "vitest";
import { checked } from "../../src/tags/objects/hypertext-source";
import { linkAddress } from "../../src/ui/safe-address";
import { isEmbedded } from "../../src/ui/sanitise";

describe("addresses in a document", () => {
  it.each([
    ["https://example.org/a?b#c", "https://example.org/a?b#c"],
    ["HTTP://EXAMPLE.ORG", "http://example.org/"],
    [" mailto:a@example.org", "mailto:a@example.org"],
    ["java\nscript:alert(1)", null],
    ["\u0001javascript:alert(1)", null],
    ["data:text/html,x", null],
    ["blob:https://example.org/1", null],
    ["file:///etc/hostname", null],
    ["//example.org/x", null],
    ["#here", null],
    ["", null],
  ])("%j leads to %j", (written, address) => {
    expect(linkAddress(written)).toBe(address);
  });

  it.each([
    ["data:image/png;base64,iVBORw0KGgo=", true],
    ["data:image/svg+xml;base64,PHN2Zz4=", false],
    ["data:image/png,<svg>", false],
    ["data:text/html;base64,AAAA", false],
    ["https://example.org/a.png", false],
  ])("%j is a picture that is in the text: %j", (address, embedded) => {
    expect(isEmbedded(address)).toBe(embedded);
  });
});

it("answers a document that would hold the browser for seconds with a sentence", () => {
  expect(checked({ text: "x".repeat(5_000_001) })).toEqual({
    problem: "This document has 5.0 million characters; up to 5 million can be shown.",
  });
  expect(checked({ text: "x" })).toEqual({ text: "x" });
});
