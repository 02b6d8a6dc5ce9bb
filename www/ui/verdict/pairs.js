/** From the runs on the page to the pairs that a verdict is made from: same seed, same data, one variant each. */

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {import("../types.js").Config} Config */
/** @typedef {import("./verdict.js").Outcome} Outcome */

/** What the two variants are, but for the seed. @typedef {{ asked: Config, reference: Config }} Variants */

/**
 * @typedef {object} RunPair
 * @property {number} seed
 * @property {RunCard} asked
 * @property {RunCard} reference
 */

/** Fields that change no result but by rounding. */
const IDLE_FIELDS = ["micro_batch_size", "evals_per_epoch"];

/** States of runs that nobody has trained here, or not yet. */
const NOT_TRAINED = ["planned", "ready", "recorded"];

/** How much a run is worth to a verdict, by where it stands. @type {Record<Outcome["kind"], number>} */
const WORTH = { ended: 2, diverged: 2, open: 1, cut: 0 };

/** @param {RunCard} card @returns {Outcome} */
export function outcomeOf(card) {
  const state = card.state.value;
  const step = card.step.value;
  const recorded = state === "recorded";
  if (state === "diverged" || (recorded && card.reason.value !== ""))
    return { kind: "diverged", step };
  if (state === "stopped" || state === "failed") return { kind: "cut", step };
  const last = card.evals.at(-1);
  const atEnd = last !== undefined && last.step === card.plan.value?.steps;
  return (recorded || state === "finished") && atEnd
    ? { kind: "ended", loss: last.loss }
    : { kind: "open" };
}

/** Whether a run of `config` is of a variant, whatever its seed. @param {Config} config @param {Config} variant */
export function isOf(config, variant) {
  return Object.keys(variant).every(
    (field) => field === "seed" || IDLE_FIELDS.includes(field) || config[field] === variant[field],
  );
}

/** Whether two data sets are the same headlines, cut and encoded alike. @param {RunCard["data"]} a @param {RunCard["data"]} b */
export function sameData(a, b) {
  if (!a || !b) return false;
  /** @type {(keyof import("../types.js").Data)[]} */
  const facts = [
    "name",
    "synthetic",
    "vocab_size",
    "train_tokens",
    "val_tokens",
    "train_chars",
    "val_chars",
  ];
  return a === b || facts.every((fact) => a[fact] === b[fact]);
}

/** Whether two data sets come from the same headlines, however many of them and however encoded. @param {RunCard["data"]} a @param {RunCard["data"]} b */
export function sameSource(a, b) {
  if (!a || !b) return false;
  const found = a.info.titles_found === b.info.titles_found;
  return found && a.name === b.name && a.synthetic === b.synthetic;
}

/**
 * The pairs of a question, one a seed, by rising seed. A run that was not trained here counts for nothing, nor does one
 * that goes on from another: it was not trained so from the start. All pairs are on
 * the data of the newest; of several runs of one variant and seed the one that came furthest counts, then the newest.
 * @param {RunCard[]} cards @param {Variants} variants @returns {RunPair[]}
 */
export function pairsOf(cards, variants) {
  const begun = cards
    .filter((card) => !card.branch && !NOT_TRAINED.includes(card.state.value))
    .toSorted((a, b) => b.key - a.key);
  const all = [variants.asked, variants.reference].map((variant) =>
    begun.filter((card) => isOf(card.config, variant)),
  );
  const newest = [...all[0], ...all[1]].sort((a, b) => b.key - a.key)[0];
  const [asked, reference] = all.map((some) =>
    some.filter((card) => sameData(card.data, newest.data)),
  );
  const seeds = [...new Set(asked.map((card) => card.config.seed))].sort((a, b) => a - b);
  return seeds.flatMap((seed) => {
    const pair = { seed, asked: bestOf(asked, seed), reference: bestOf(reference, seed) };
    return pair.asked && pair.reference ? [/** @type {RunPair} */ (pair)] : [];
  });
}

/** @param {RunCard[]} newestFirst @param {number} seed */
function bestOf(newestFirst, seed) {
  const ofSeed = newestFirst.filter((card) => card.config.seed === seed);
  return ofSeed.toSorted((a, b) => WORTH[outcomeOf(b).kind] - WORTH[outcomeOf(a).kind])[0];
}

/** Whether both runs came to an end of their own: at their last evaluation, or by diverging. @param {RunPair} pair */
export function isSettled({ asked, reference }) {
  return [asked, reference].every((card) => ["ended", "diverged"].includes(outcomeOf(card).kind));
}

/** @param {RunPair[]} pairs @returns {import("./verdict.js").Pair[]} */
export function outcomes(pairs) {
  return pairs.map(({ seed, asked, reference }) => ({
    seed,
    asked: outcomeOf(asked),
    reference: outcomeOf(reference),
  }));
}

/**
 * Asked minus reference at the last evaluation that both have, wherever in the run that is: for the eye, not for a verdict.
 * @param {RunPair} pair @returns {{ step: number, nats: number } | null}
 */
export function differenceSoFar({ asked, reference }) {
  const byTokens = new Map(reference.evals.map((reading) => [reading.tokens, reading.loss]));
  const last = asked.evals.findLast((reading) => byTokens.has(reading.tokens));
  return last ? { step: last.step, nats: last.loss - (byTokens.get(last.tokens) ?? 0) } : null;
}
