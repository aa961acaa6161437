// Style sheets from configs: only rules that may apply, and only below one element.
import { declarations, parse } from "./safe-css";

function condition(rule: CSSRule): string | null {
  if (rule instanceof CSSMediaRule) return `@media ${rule.conditionText}`;
  if (rule instanceof CSSSupportsRule) return `@supports ${rule.conditionText}`;
  if (typeof CSSContainerRule !== "undefined" && rule instanceof CSSContainerRule)
    return `@container ${rule.conditionText}`;
  return null;
}

function confined(rules: CSSRuleList): string {
  let kept = "";
  for (const rule of rules) {
    if (rule instanceof CSSStyleRule) {
      kept += `${rule.selectorText} { ${declarations(rule.style)} ${confined(rule.cssRules)} }\n`;
      continue;
    }
    const head = condition(rule);
    if (head) kept += `${head} { ${confined((rule as CSSGroupingRule).cssRules)} }\n`;
  }
  return kept;
}

/** The rules of a style sheet that may apply, nested below `scope`; fonts, imports and animations are dropped. */
export function confinedCss(css: string, scope: string): string {
  const rules = parse(css);
  const kept = rules ? confined(rules) : "";
  return kept && `${scope} {\n${kept}}`;
}
