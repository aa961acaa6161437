// From the task's value to the text that is shown and counted.

export type Loaded = { readonly text: string } | { readonly problem: string };

/** Any JSON as text; lists joined by commas, as the reference's page does. */
function plain(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(plain).join(",");
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "");
}

/** `encoding` is `none`, `base64` (bytes as Latin-1) or `base64unicode` (bytes as UTF-8). */
export function loadedText(value: unknown, encoding: string): Loaded {
  if (value === undefined || value === null) return { problem: "This task has no text here." };
  const text = plain(value);
  if (encoding !== "base64" && encoding !== "base64unicode") return { text };
  try {
    const bytes = atob(text);
    if (encoding === "base64") return { text: bytes };
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return { text: decoder.decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0))) };
  } catch {
    return { problem: `The text is not ${encoding} as the config says.` };
  }
}
