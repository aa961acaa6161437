/** A mask has no outline at rest: it is shown stronger than what has one. */
export const MASK_OPACITY = 0.4;
