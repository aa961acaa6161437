// A frame in which nothing runs, loads or leads away, whatever stands in it.

/** Same origin, so that the view reaches its text; no scripts, forms, windows or navigation. */
export const SANDBOX = "allow-same-origin";

const POLICY = ["default-src 'none'", "img-src data:", "form-action 'none'", "base-uri 'none'"].join("; ");

/** The frame's empty document; its content is put in as nodes. */
export const EMPTY_FRAME = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><body>`;

const ACTS = ["click", "auxclick", "dblclick", "submit", "keydown", "dragstart", "contextmenu"];

/** Stops what a person, or anyone in a person's name, could still do in the frame: follow a link. */
export function seal(page: Document): void {
  for (const type of ACTS) page.addEventListener(type, (event) => event.preventDefault(), true);
}
