// Where a link in data may lead.

const PROTOCOLS = new Set(["http:", "https:", "mailto:"]);

/** The whole address of a link that may be opened; null for any other and for relative ones. */
export function linkAddress(written: string): string | null {
  try {
    const { protocol, href } = new URL(written);
    return PROTOCOLS.has(protocol) ? href : null;
  } catch {
    return null;
  }
}
