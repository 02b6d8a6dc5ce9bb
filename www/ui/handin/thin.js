/** Makes a hand-in small enough: first the training losses give way, then the headlines, and the titles take what is left. */
import { evenly } from "../state/timeline.js";
import { MOST_BYTES } from "./format.js";

/** @typedef {import("./format.js").HandIn} HandIn */

/** What is kept of each run, from all of it to little: values of training, and headlines. */
const KEPT = [
  { train: 4000, written: 100 },
  { train: 2000, written: 50 },
  { train: 1000, written: 24 },
  { train: 400, written: 12 },
  { train: 150, written: 6 },
];
/** Room that a list of titles takes beside the titles, in bytes, and a reserve for the sentence about them. */
const LIST = { entry: 3, reserve: 2000 };

const encoder = new TextEncoder();

/** @param {string} text */
export const bytesOf = (text) => encoder.encode(text).length;

/** Means of so many values each, so that no more than `most` are left. @param {number[]} values @param {number} most */
export function means(values, most) {
  const every = Math.max(1, Math.ceil(values.length / most));
  if (every === 1) return { every, values };
  const length = Math.ceil(values.length / every);
  const mean = (/** @type {number} */ i) => {
    const some = values.slice(i * every, (i + 1) * every);
    return Number((some.reduce((sum, value) => sum + value, 0) / some.length).toPrecision(6));
  };
  return { every, values: Array.from({ length }, (_, i) => mean(i)) };
}

/** @param {HandIn} handIn @param {(typeof KEPT)[number]} kept @returns {HandIn} */
function thinned(handIn, kept) {
  const runs = handIn.runs.map((run) => {
    const { every, values } = means(run.train, kept.train);
    return {
      ...run,
      train_every: run.train_every * every,
      train: values,
      written: evenly(run.written, kept.written),
    };
  });
  return { ...handIn, runs };
}

/** Titles from the first on, as many as there is room for as JSON. @param {string[]} titles @param {number} room in bytes */
function fitting(titles, room) {
  let left = room;
  const end = titles.findIndex((title) => {
    // A sign that could end the block takes six bytes there.
    left -= bytesOf(JSON.stringify(title)) + 5 * (title.match(/[<>&]/g)?.length ?? 0) + LIST.entry;
    return left < 0;
  });
  return end < 0 ? titles : titles.slice(0, end);
}

/**
 * The file, of at most MOST_BYTES; null where even the least that is handed in would be larger.
 * @param {HandIn} handIn With all its training titles, where any are wished for.
 * @param {(handIn: HandIn) => string} write @returns {string | null}
 */
export function fitted(handIn, write) {
  const titles = handIn.training_titles;
  for (const kept of KEPT) {
    const small = thinned({ ...handIn, training_titles: titles && [] }, kept);
    const left = MOST_BYTES - bytesOf(write(small));
    if (left < 0) continue;
    if (!titles) return write(small);
    const taken = fitting(titles, left - LIST.reserve);
    return write({ ...small, training_titles: taken });
  }
  return null;
}
