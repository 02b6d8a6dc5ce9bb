const STARTS = ["Show HN: ", "Ask HN: ", "", "", "", "Launch HN: "];
const SUBJECTS = [
  "A tiny compiler",
  "My robot gardener",
  "The database",
  "An old modem",
  "Our parser",
  "Your web server",
];
const VERBS = [
  "learns",
  "rewrites",
  "beats",
  "explains",
  "breaks",
  "imitates",
  "measures",
  "forgets",
];
const OBJECTS = [
  "SQL",
  "the moon",
  "garbage collection",
  "a spreadsheet",
  "Unix pipes",
  "eleven cats",
  "your inbox",
];
const ENDS = ["", " in Rust", " over lunch", " (2019)", " without a network", " for fun"];

/**
 * Made-up titles, the same for the same seed.
 * @param {number} n
 * @param {number} [seed]
 */
export function madeUpTitles(n, seed = 1) {
  let state = seed;
  const pick = (/** @type {string[]} */ words) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return words[Math.floor((state / 2 ** 32) * words.length)];
  };
  return Array.from({ length: n }, () => {
    const number = pick(["", "", " 7", " 42", " 1000"]);
    return `${pick(STARTS)}${pick(SUBJECTS)} ${pick(VERBS)} ${pick(OBJECTS)}${number}${pick(ENDS)}`;
  });
}
