// Style sheets from configs: only rules that may apply, and only below one element.
import { declarations, parse } from "./safe-css";

function condition(rule: CSSRule): string | null {
  if (rule instanceof CSSMediaRule) return `@media ${rule.conditionText}`;
  if (rule instanceof CSSSupportsRule) return `@supports ${rule.conditionText}`;
  if (typeof CSSContainerRule !== "undefined" && rule instanceof CSSContainerRule)
    return `@container ${rule.conditionText}`;
  return null;
}

/** The rules that may apply, as CSS; fonts, imports and animations are dropped. */
export function keptRules(rules: CSSRuleList): string {
  let kept = "";
  for (const rule of rules) {
    if (rule instanceof CSSStyleRule) {
      kept += `${rule.selectorText} { ${declarations(rule.style)} ${keptRules(rule.cssRules)} }\n`;
      continue;
    }
    const head = condition(rule);
    if (head) kept += `${head} { ${keptRules((rule as CSSGroupingRule).cssRules)} }\n`;
  }
  return kept;
}

/** The kept rules of a style sheet, nested below `scope`. */
export function confinedCss(css: string, scope: string): string {
  const rules = parse(css);
  const kept = rules ? keptRules(rules) : "";
  return kept && `${scope} {\n${kept}}`;
}
