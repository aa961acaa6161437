// Label colours: the config's own, else twelve that stay apart for colour-blind eyes in both themes
// (six of Okabe and Ito's first), else a hue hashed from the text.

export const NEUTRAL = "#8a8f98";

const TWELVE = [
  "#0072b2",
  "#e69f00",
  "#009e73",
  "#cc79a7",
  "#d55e00",
  "#56b4e9",
  "#1f6f6f",
  "#ccbb44",
  "#2f4b7c",
  "#f2b8a0",
  "#3d5a1e",
  "#b07d48",
] as const;

/** Colour of the label at `place` among those without a colour of their own. */
export function automaticColor(place: number, label: string): string {
  return TWELVE[place] ?? hashedColor(label);
}

function hashedColor(label: string): string {
  let hash = 2166136261;
  for (const character of label) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
  const hue = (hash >>> 0) % 360;
  const channel = (at: number) => {
    const k = (at + hue / 30) % 12;
    const level = 0.5 - 0.25 * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(level * 255)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}
