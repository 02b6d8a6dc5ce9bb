/**
 * What a run wrote down its whole length: the headline of each evaluation, as many as a table holds. Which those are
 * depends on the plan alone, so that runs in lock-step keep the same ones.
 */

/** Headlines kept of one run, and rows of a table of them. */
export const MOST_ROWS = 50;

/** @typedef {import("../types.js").Written} Written */
/** @typedef {{ steps: number, eval_every: number }} Plan As much of a plan as is read here. */
/** One update, and what each run wrote after it, in the order of the runs; null where one wrote nothing then. @typedef {{ step: number, texts: (string | null)[] }} Row */

/**
 * The stretch of a run that a headline stands for: from one evaluation to the next, or over several where a run has
 * more evaluations than rows. The beginning and the end stand for themselves.
 * @param {number} step @param {Plan} plan
 */
function stretchOf(step, { steps, eval_every }) {
  if (step === 0) return 0;
  if (step >= steps) return Number.POSITIVE_INFINITY;
  let length = eval_every;
  // Beside the stretches there are the beginning, the end, and what is shorter than one.
  while (steps / length > MOST_ROWS - 3) length *= 2;
  return 1 + Math.floor(step / length);
}

/**
 * The headlines kept once another is written: the first of each stretch stays.
 * @template {Written} T
 * @param {T[]} kept In the order of their steps. @param {T} written @param {Plan | null} plan
 */
export function withWritten(kept, written, plan) {
  if (!plan) return kept;
  const stretch = stretchOf(written.step, plan);
  return kept.some(({ step }) => stretchOf(step, plan) === stretch) ? kept : [...kept, written];
}

/**
 * Headlines of runs side by side: a row for each update after which one was written, the newest always among them.
 * @param {{ timeline: Written[], written: { value: Written[] } }[]} cards
 * @param {number} [most] Rows at most, evenly taken; the first and the last are among them.
 * @returns {Row[]}
 */
export function rowsOf(cards, most = MOST_ROWS) {
  const columns = cards.map(({ timeline, written }) => {
    const newest = written.value.slice(0, 1);
    return new Map([...timeline, ...newest].map(({ step, text }) => [step, text]));
  });
  const steps = [...new Set(columns.flatMap((column) => [...column.keys()]))].sort((a, b) => a - b);
  return evenly(steps, most).map((step) => ({
    step,
    texts: columns.map((column) => column.get(step) ?? null),
  }));
}

/**
 * At most so many of a list, evenly taken, the first and the last among them.
 * @template T
 * @param {T[]} list @param {number} most
 */
export function evenly(list, most) {
  if (list.length <= most) return list;
  return Array.from(
    { length: most },
    (_, i) => list[Math.round((i * (list.length - 1)) / (most - 1))],
  );
}
