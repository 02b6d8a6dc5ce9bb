/** The axes' ranges: fixed from the start, so that a falling line falls. */

/** The y axis begins at this share of uniform guessing; lower losses move it down in whole ticks. */
const FLOOR_SHARE = 0.4;
const TICK = 0.25;
/** Room that a line keeps above the lower edge. */
const MARGIN = 0.05;
/** Uniform guessing for a vocabulary of 2,048, before the data is known. */
const USUAL_UNIFORM = 2.5;
/** What the lesson's runs read in all, before they are made. */
const USUAL_HEADLINES = 36_000;

/**
 * Nats per character from floor to just above uniform guessing. Only a reading below the floor moves it.
 * @param {number | null} uniform @param {number} lowest The lowest reading so far, or infinity.
 * @returns {[number, number]}
 */
export function lossRange(uniform, lowest) {
  const guess = uniform ?? USUAL_UNIFORM;
  const top = Math.ceil((guess + MARGIN) / TICK) * TICK;
  const floor = Math.floor((guess * FLOOR_SHARE) / TICK) * TICK;
  const needed = Number.isFinite(lowest) ? Math.floor((lowest - MARGIN) / TICK) * TICK : floor;
  return [Math.max(0, Math.min(floor, needed)), top];
}

/** Headlines that the longest of the runs reads in all. @param {import("../state/runs.js").RunCard[]} cards @returns {[number, number]} */
export function headlineRange(cards) {
  const ends = cards.map((card) => {
    const plan = card.plan.value;
    if (plan) return (plan.steps * plan.batch_tokens) / plan.tokens_per_title;
    return (
      Number(card.config.titles) * (1 - Number(card.config.val_frac)) * Number(card.config.epochs)
    );
  });
  return [0, ends.length > 0 ? Math.max(1, ...ends) : USUAL_HEADLINES];
}
