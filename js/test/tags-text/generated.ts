// Texts with all that makes counting hard, the same ones at each run.

/** Whole numbers from 0 to below `most`, by a seed (mulberry32). */
export function generator(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * Math.max(1, most));
  };
}

const PIECES = [
  "a",
  "Word",
  " ",
  "  ",
  "\t",
  "\n",
  "\r\n",
  "\r",
  ".",
  ", ",
  "é",
  "e\u0301",
  "😀",
  "👩‍👩‍👧‍👦",
  "🇳🇴",
  "👍🏽",
  "שלום",
  "مرحبا",
  "東京",
  "한국",
  "ไทย",
  "\u200d",
  "\u00a0",
  "\ufeff",
  "\ud83d",
  "\ude00",
  "<b>",
  "&amp;",
  "\\n",
];

export function someText(random: (most: number) => number, pieces: number): string {
  return Array.from({ length: pieces }, () => PIECES[random(PIECES.length)]).join("");
}
