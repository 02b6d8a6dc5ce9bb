/**
 * The paper's tables filled from runs. Only runs of one set-up (size, data, epochs, batch, seed) share a table, so that
 * a difference between two rows is the recipe's. The loss is the paper's `val_loss` after the last update.
 */
import { BEST_RATE, DECAY, DROPOUT, RATES, SETUP, SUMMARY } from "./paper.js";

/** @typedef {import("../types.js").Config} Config */

/** Fields that make a recipe; every other one that changes a result belongs to the set-up. */
const RECIPE_FIELDS = [
  ..."optimizer lr momentum beta1 beta2 eps weight_decay schedule warmup_frac min_lr_frac".split(
    " ",
  ),
  ..."grad_clip dropout norm position init".split(" "),
];
/** Fields that change no result but by rounding. */
const IDLE_FIELDS = ["micro_batch_size", "evals_per_epoch"];
/** Rates are ratios of others, so that they agree up to rounding only. */
const RATE_TOLERANCE = 1e-6;

/**
 * A run that came to its end.
 * @typedef {object} Result
 * @property {number} key The run's own; a larger one is newer.
 * @property {string} size The size that its recipe names.
 * @property {Config} config
 * @property {number} params
 * @property {{ name: string, synthetic: boolean, titles: number }} data
 * @property {number | null} valLoss Null where the held-back headlines fill no whole window.
 */

/** @typedef {{ key: string, results: Result[], sample: Result }} Setup Its results, newest first; `sample` is any of them. */

/**
 * @typedef {object} Row
 * @property {string} id A preset, a rate, or a regularization row.
 * @property {Record<string, string | number>} paperSet What the paper sets in this row; empty for a row of the page's own.
 * @property {number | null} paperLoss
 * @property {number | null} paperImprovement A share.
 * @property {Config | null} expected What the row's recipe is at this size; null for a row of the page's own.
 * @property {Result | null} result
 * @property {number | null} improvement Over the baseline of the same set-up, as a share.
 */

/**
 * What a run adds to the tables.
 * @param {import("../state/runs.js").RunCard} card @returns {Result | null} Null before its end, for one that was stopped or diverged, and for one that goes on from another: its recipe was changed on the way.
 */
export function resultOf(card) {
  const last = card.evals.at(-1);
  const plan = card.plan.value;
  if (card.branch || card.state.value !== "finished" || !last || !plan || !card.data) return null;
  if (last.step !== plan.steps) return null;
  const { name, synthetic, info } = card.data;
  const data = { name, synthetic, titles: info.titles_used };
  const { key, config, params } = card;
  return { key, size: card.recipe.size, config, params, data, valLoss: last.val_loss };
}

/** The results by what they were measured with, the set-up of the newest first. @param {Result[]} results @returns {Setup[]} */
export function setupsOf(results) {
  /** @type {Map<string, Result[]>} */
  const groups = new Map();
  for (const result of results) {
    const key = setupKey(result);
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  const setups = [...groups].map(([key, group]) => {
    const newestFirst = group.toSorted((a, b) => b.key - a.key);
    return { key, results: newestFirst, sample: newestFirst[0] };
  });
  return setups.sort((a, b) => b.sample.key - a.sample.key);
}

/** @param {Result} result */
function setupKey({ size, config, data }) {
  const fields = Object.entries(config).filter(
    ([field]) => !RECIPE_FIELDS.includes(field) && !IDLE_FIELDS.includes(field),
  );
  return JSON.stringify([size, data, fields]);
}

/** @param {Config} config @param {Config} expected @param {string[]} [except] */
function sameRecipe(config, expected, except = []) {
  return RECIPE_FIELDS.every(
    (field) =>
      except.includes(field) ||
      config[field] === expected[field] ||
      sameRate(field, config, expected),
  );
}

/** @param {string} field @param {Config} a @param {Config} b */
function sameRate(field, a, b) {
  return field === "lr" && Math.abs(a.lr / b.lr - 1) < RATE_TOLERANCE;
}

/**
 * @param {Setup | null} setup @param {Config} expected @param {string[]} [except]
 * @returns {Result | null} The newest that was trained by this recipe.
 */
function resultWith(setup, expected, except) {
  return setup?.results.find(({ config }) => sameRecipe(config, expected, except)) ?? null;
}

/** What each preset is at the set-up's size. @typedef {Record<string, Config>} Presets */

/**
 * The performance summary.
 * @param {Setup | null} setup @param {Presets} presets @param {Record<string, Record<string, string | number>>} paperSets What the paper sets in each preset.
 * @returns {Row[]}
 */
export function summaryRows(setup, presets, paperSets) {
  const baseline = resultWith(setup, presets.baseline);
  return SUMMARY.map(({ preset, loss, improvement }) => {
    const result = resultWith(setup, presets[preset]);
    return {
      id: preset,
      paperSet: paperSets[preset] ?? {},
      paperLoss: loss,
      paperImprovement: improvement,
      expected: presets[preset],
      result,
      improvement: result === baseline ? null : improvementOver(baseline, result),
    };
  });
}

/** @param {Result | null} baseline @param {Result | null} result */
function improvementOver(baseline, result) {
  if (!baseline || !result || baseline.valLoss === null || result.valLoss === null) return null;
  return (baseline.valLoss - result.valLoss) / baseline.valLoss;
}

/**
 * The learning-rate table, by rising rate: the paper's five at the same ratios to this size's best, and every other rate
 * that a run of the set-up was trained at. The dropout is Epic 1's or the champion's.
 * @param {Setup | null} setup @param {Presets} presets @returns {Row[]}
 */
export function rateRows(setup, presets) {
  const { epic1, champion } = presets;
  const baseline = resultWith(setup, presets.baseline);
  const paper = RATES.map(({ lr, loss }) => {
    const expected = { ...epic1, lr: (lr / BEST_RATE) * champion.lr };
    const result =
      resultWith(setup, expected) ?? resultWith(setup, { ...expected, dropout: champion.dropout });
    return {
      id: `rate-${lr}`,
      paperSet: { lr, dropout: DROPOUT.simple.value },
      paperLoss: loss,
      paperImprovement: null,
      expected,
      result,
      improvement: improvementOver(baseline, result),
    };
  });
  const listed = new Set(paper.map((row) => row.result).filter((result) => result !== null));
  const dropouts = [epic1.dropout, champion.dropout];
  const own = (setup?.results ?? []).filter(
    (result) =>
      sameRecipe(result.config, epic1, ["lr", "dropout"]) &&
      dropouts.includes(result.config.dropout) &&
      !paper.some(({ expected }) => sameRate("lr", result.config, expected)) &&
      !listed.has(result),
  );
  /** @type {Row[]} */
  const others = newestByRate(own).map((result) => ({
    id: `own-${result.key}`,
    paperSet: {},
    paperLoss: null,
    paperImprovement: null,
    expected: null,
    result,
    improvement: improvementOver(baseline, result),
  }));
  return [...paper, ...others].sort((a, b) => rateOf(a) - rateOf(b));
}

/** @param {Row} row */
function rateOf({ expected, result }) {
  return expected?.lr ?? result?.config.lr ?? 0;
}

/** One result of each rate. @param {Result[]} newestFirst */
function newestByRate(newestFirst) {
  return newestFirst.filter(
    (result, i) =>
      newestFirst.findIndex((other) => sameRate("lr", result.config, other.config)) === i,
  );
}

/**
 * What the paper says of regularization: the champion with more dropout, and with less weight decay.
 * @param {Setup | null} setup @param {Presets} presets @returns {Row[]}
 */
export function regularizationRows(setup, { champion, baseline: simple }) {
  const baseline = resultWith(setup, simple);
  /** @type {{ id: string, set: Record<string, number>, loss: number | null }[]} */
  const rows = [
    {
      id: "champion",
      set: { dropout: DROPOUT.less.value, weight_decay: DECAY.better },
      loss: DROPOUT.less.loss,
    },
    { id: "dropout", set: { dropout: DROPOUT.simple.value }, loss: DROPOUT.simple.loss },
    { id: "decay", set: { weight_decay: DECAY.worse }, loss: null },
  ];
  return rows.map(({ id, set, loss }) => {
    const expected = /** @type {Config} */ ({ ...champion, ...set });
    const result = resultWith(setup, expected);
    return {
      id,
      paperSet: set,
      paperLoss: loss,
      paperImprovement: null,
      expected,
      result,
      improvement: improvementOver(baseline, result),
    };
  });
}

/** Knobs of a row that this size sets otherwise than the paper does. @param {Row} row */
export function knobsApart({ paperSet, expected, result }) {
  const config = result?.config ?? expected;
  if (!config) return [];
  return Object.entries(paperSet)
    .filter(([field, value]) => config[field] !== value)
    .map(([field, value]) => ({ field, here: config[field], paper: value }));
}

/**
 * Where a set-up differs from the paper's, by the names of a configuration; the data's name is not among them, for
 * which headlines the paper had the page can't know.
 * @param {Result} result
 */
export function apartFromPaper({ config, data }) {
  return Object.entries(SETUP)
    .map(([field, paper]) => ({
      field,
      here: field === "titles" ? data.titles : config[field],
      paper,
    }))
    .filter(({ here, paper }) => here !== paper);
}
