// The one place where HTML from data is made harmless: a strict list of text tags, each layer after it
// (no parsing of strings, a frame without scripts, its content policy) being enough alone.
import createDOMPurify, { type Config } from "dompurify";

/** Elements that only lay out text; every other one goes with all that it holds. */
export const TEXT_TAGS: ReadonlySet<string> = new Set(
  (
    "a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del " +
    "details dfn dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd " +
    "li main mark menu nav nobr ol p pre q rp rt ruby s samp search section small span strike strong sub summary " +
    "sup table tbody td tfoot th thead time tr tt u ul var wbr"
  ).split(" "),
);

/** Attributes that neither load, name nor run anything; `src` holds an embedded picture or is taken away. */
export const TEXT_ATTRIBUTES: ReadonlySet<string> = new Set(
  (
    "align alt bgcolor border cellpadding cellspacing color colspan datetime dir face height lang nowrap open " +
    "reversed rowspan scope size span src start title type valign value width"
  ).split(" "),
);

/** Numbers the elements of a tree, so that what is left of it can be told. */
export const NUMBERED = "lsw-n";

const PICTURE = /^data:image\/(?:png|jpeg|gif|webp);base64,[a-z0-9+/=\s]*$/i;

/** Whether a `src` is a picture that is in the text itself, of a kind that holds no markup. */
export const isEmbedded = (address: string) => PICTURE.test(address.trim());

const attributes = [...TEXT_ATTRIBUTES, NUMBERED];
const CONFIG = {
  ALLOWED_TAGS: ["#text", ...TEXT_TAGS],
  ALLOWED_ATTR: attributes,
  ADD_URI_SAFE_ATTR: attributes.filter((name) => name !== "src"),
  ALLOWED_URI_REGEXP: PICTURE,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOW_UNKNOWN_PROTOCOLS: false,
  ALLOWED_NAMESPACES: ["http://www.w3.org/1999/xhtml"],
  KEEP_CONTENT: false,
  SANITIZE_NAMED_PROPS: true,
  RETURN_DOM_FRAGMENT: true,
} as const satisfies { readonly [name in keyof Config]?: unknown };

/** What is left of a text or of a tree that was never in a page, as nodes that were never serialised. */
export type Sanitiser = (dirty: string | Node) => DocumentFragment;

export function createSanitiser(view: typeof globalThis): Sanitiser {
  const purify = createDOMPurify(view);
  if (!purify.isSupported) throw new Error("This browser cannot make HTML safe to show.");
  purify.addHook("uponSanitizeAttribute", (_node, data) => {
    if (data.attrName === "src" && !isEmbedded(data.attrValue)) data.keepAttr = false;
  });
  return (dirty) => purify.sanitize(dirty, structuredConfig());
}

/** A fresh copy for each call: nothing that one call does to its lists reaches the next. */
function structuredConfig() {
  const { ALLOWED_TAGS, ALLOWED_ATTR, ADD_URI_SAFE_ATTR, ALLOWED_NAMESPACES, ...rest } = CONFIG;
  return {
    ...rest,
    ALLOWED_TAGS: [...ALLOWED_TAGS],
    ALLOWED_ATTR: [...ALLOWED_ATTR],
    ADD_URI_SAFE_ATTR: [...ADD_URI_SAFE_ATTR],
    ALLOWED_NAMESPACES: [...ALLOWED_NAMESPACES],
  };
}
