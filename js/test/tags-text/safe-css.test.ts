// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { confinedCss } from "../../src/tags/visual/confined-css";
import { safeStyle } from "../../src/tags/visual/safe-css";

describe("inline CSS of configs", () => {
  it("keeps what lays out and colours", () => {
    expect(safeStyle("display: flex; gap: 4px; color: red")).toMatch(/display: flex; .*color: red;/);
    expect(safeStyle("  ")).toBeUndefined();
  });
  it.each([
    "background: url(http://host/x)",
    "background-image: image-set('http://host/x' 1x)",
    "--x: u\\72l(http://host/x)",
    "position: fixed",
    "position: sticky",
    "position: var(--p)",
    "behavior: url(x)",
  ])("drops %s", (declaration) => {
    const safe = safeStyle(`${declaration}; color: red`) ?? "";
    expect(safe).not.toMatch(/url|host|fixed|sticky|var\(/);
  });
  it("never ends its own rule", () => {
    expect(safeStyle("color: red } * { display: none") ?? "").not.toContain("none");
  });
});

describe("the Style tag", () => {
  it("is nested below the view's own box", () => {
    const css = confinedCss(".a { color: red } .b { position: fixed; color: blue }", ".box");
    expect(css).toMatch(/^\.box \{\n\.a \{ color: red; *\}/);
    expect(css).not.toContain("fixed");
    expect(css).toContain("blue");
  });
  it("brings no imports and no fonts", () => {
    const css = confinedCss(
      '@import "http://host/x.css"; @font-face { font-family: f; src: url(http://host/f) } .a { color: red }',
      ".box",
    );
    expect(css).not.toMatch(/host|import|font-face/);
  });
  it("that is no CSS is nothing", () => {
    expect(confinedCss("}}} {{{", ".box")).toBe("");
  });
});
