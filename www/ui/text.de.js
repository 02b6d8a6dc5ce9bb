/** The page's words in German, in the shape of text.js. What is not said here yet is said in English. */

/** @template T @typedef {T extends (...args: any[]) => any ? T : T extends object ? { [K in keyof T]?: Part<T[K]> } : T} Part */

/** @type {Part<import("./text.js").Words>} */
export const german = {
  locale: "de",
};
