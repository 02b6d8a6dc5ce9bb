/** What a question will come to, said before it is asked: rough, and called so. */

/** @typedef {{ requests: number, megabytes: number, seconds: number }} Estimate */

/** Stories of a half-day by year: from the site's first years to those in which it had its size of today. */
const FIRST_YEAR = 2007;
const FIRST_STORIES = 50;
const MORE_A_YEAR = 100;
const MOST_STORIES = 480;

/** The share of stories that come to so many points. @type {[points: number, share: number][]} */
const SHARES = [
  [100, 0.035],
  [50, 0.055],
  [20, 0.08],
  [10, 0.11],
  [5, 0.18],
  [2, 0.6],
];

const BYTES_A_STORY = 130;
/** With the pause between two. */
const SECONDS_A_REQUEST = 1;

/** The data set's blocks hold a hundred thousand titles and more, in at most so many bytes that are asked for. */
const BLOCK_TITLES = 100_000;
const BLOCK_BYTES = 8e6;
/** The list of files, and where in one its blocks are. */
const BEFORE_BLOCKS = 3;

/** @param {number} titles @returns {Omit<Estimate, "seconds">} */
export function datasetEstimate(titles) {
  const blocks = Math.ceil(titles / BLOCK_TITLES);
  return { requests: BEFORE_BLOCKS + blocks, megabytes: (blocks * BLOCK_BYTES) / 1e6 };
}

/** @param {{ titles: number, points: number, firstYear: number, lastYear: number }} choice @returns {Estimate} */
export function hackerNewsEstimate({ titles, points, firstYear, lastYear }) {
  const years = lastYear - firstYear + 1;
  let stories = 0;
  for (let year = firstYear; year <= lastYear; year++)
    stories += Math.min(MOST_STORIES, FIRST_STORIES + MORE_A_YEAR * (year - FIRST_YEAR)) / years;
  const share = SHARES.find(([least]) => points >= least)?.[1] ?? 1;
  const requests = Math.min(years * 730, Math.ceil(titles / (stories * share)));
  return {
    requests,
    megabytes: (requests * stories * BYTES_A_STORY) / 1e6,
    seconds: requests * SECONDS_A_REQUEST,
  };
}
