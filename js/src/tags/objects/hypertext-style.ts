// A document's own look: only what stays inside of it, loads nothing, and lets all of its text be seen.
import { keptRules } from "../visual/confined-css";
import { declarations, parse } from "../visual/safe-css";
import type { Tree } from "./hypertext-tree";

/** Heights of a window mean nothing where a document is as tall as its text. */
const OF_WINDOW = /\d[dsl]?v(?:h|b|min|max)\b/i;
const CUTS = /auto|scroll|hidden|clip/;
const NEVER = ["user-select", "-webkit-user-select", "pointer-events", "-webkit-line-clamp", "cursor"];
const COLOURS = /(?:^|[\s;{])(?:color|background(?:-color|-image)?)\s*:/;

/** What would scroll or be cut is laid out in full. */
function unfold(style: CSSStyleDeclaration): void {
  for (const name of NEVER) style.removeProperty(name);
  for (const name of [...style]) if (OF_WINDOW.test(style.getPropertyValue(name))) style.removeProperty(name);
  const cut = ["overflow-x", "overflow-y"].filter((name) => CUTS.test(style.getPropertyValue(name)));
  if (cut.length === 0) return;
  for (const name of [...cut, "height", "max-height", "block-size", "max-block-size"])
    style.removeProperty(name);
}

function unfoldRules(rules: CSSRuleList): void {
  for (const rule of rules) {
    if (rule instanceof CSSStyleRule) unfold(rule.style);
    const { cssRules } = rule as Partial<CSSGroupingRule>;
    if (cssRules) unfoldRules(cssRules);
  }
}

/** The sheets of a document as one that may be adopted. */
export function documentCss(sheets: readonly string[]): string {
  const kept = sheets.map((sheet) => {
    const rules = parse(sheet);
    if (!rules) return "";
    unfoldRules(rules);
    return keptRules(rules);
  });
  return kept.join("\n").trim();
}

/** A `style` attribute that may be set; empty when nothing of it is left. */
export function documentStyle(css: string): string {
  const rule = css.trim() ? parse(`x{${css}}`)?.[0] : undefined;
  if (!(rule instanceof CSSStyleRule)) return "";
  unfold(rule.style);
  return declarations(rule.style);
}

/** Whether a document chooses colours, so that it needs the light ground that pages are made for. */
export function hasColours(tree: Tree, css: string): boolean {
  if (COLOURS.test(css)) return true;
  return tree.elements.some(
    (element) =>
      element.hasAttribute("bgcolor") ||
      element.hasAttribute("text") ||
      (element.localName === "font" && element.hasAttribute("color")) ||
      COLOURS.test(element.getAttribute("style") ?? ""),
  );
}
