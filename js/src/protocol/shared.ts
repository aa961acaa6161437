/** What lazy parts use of the core, in the order that `js/build.mjs` gives: it writes this list. */
export const shared: readonly unknown[] = [];
