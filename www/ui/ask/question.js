/**
 * A question: does one value of a switch help instead of another, at a size, with a preset's recipe otherwise, over so
 * many seeds. Knows which switches can be asked about, and the recipes that a question trains. Pure: no page, no engine.
 */

/** @typedef {string | number | boolean} Value */
/** @typedef {import("../types.js").Config} Config */
/** @typedef {{ field: string, asked: Value, reference: Value }} Change */
/** `changes`: usually one; never empty. @typedef {{ preset: string, size: string, changes: Change[], seeds: number }} Question */
/** The two variants of a question. @typedef {"asked" | "reference"} Variant */

/** Seeds that a question may have; the first is the preset's own. */
export const SEED_COUNTS = [1, 3, 5];
/** More than this many runs at once are more than the chart has inks. */
export const MOST_SEEDS = 5;

/** Switches that can be asked about, by the group that they stand in. */
export const GROUPS = {
  parts: ["position", "norm", "init"],
  training: [
    ..."optimizer lr momentum beta1 beta2 schedule warmup_frac min_lr_frac".split(" "),
    ..."weight_decay dropout grad_clip batch_size".split(" "),
  ],
  shape: ["n_layer", "n_head", "d_model", "block_size"],
};

/** Values worth asking about; those of shapes are cut to what trains in comparable time. @type {Record<string, number[]>} */
const VALUES = {
  momentum: [0, 0.5, 0.9, 0.95],
  beta1: [0.8, 0.9, 0.95],
  beta2: [0.95, 0.99, 0.999],
  warmup_frac: [0, 0.05, 0.1, 0.2, 0.4],
  min_lr_frac: [0, 0.1, 0.3, 1],
  weight_decay: [0, 0.01, 0.05, 0.1, 0.3],
  dropout: [0, 0.05, 0.1, 0.2, 0.3],
  grad_clip: [0, 0.25, 1, 4],
  batch_size: [4, 8, 16, 32, 64, 128, 256],
  n_layer: [1, 2, 3, 4, 6, 8, 12],
  n_head: [1, 2, 3, 4, 6, 8, 12, 16],
  d_model: [32, 48, 64, 96, 128, 192, 256, 384, 512, 768],
  block_size: [16, 32, 64, 128, 256],
};
/** Of the base's value, where a field costs time: from a quarter to twice. */
const SHAPE_RANGE = { least: 0.25, most: 2 };
/** Rates as multiples of the base's: the paper's five as they lie to its best, and some below and above. */
const RATE_MULTIPLES = [0.1, 0.25, 0.375, 0.5, 0.75, 1, 2, 4, 10];
const RATE_DIGITS = 3;

/** What a field needs to have any effect. @type {Record<string, (config: Config) => boolean>} */
const NEEDS = {
  momentum: ({ optimizer }) => optimizer === "sgd",
  beta1: ({ optimizer }) => optimizer === "adamw",
  beta2: ({ optimizer }) => optimizer === "adamw",
  warmup_frac: ({ schedule }) => schedule === "warmup_cosine",
  min_lr_frac: ({ schedule }) => schedule === "warmup_cosine",
};

/** Whether a field has an effect in a recipe. @param {string} field @param {Config} base */
export function matters(field, base) {
  return NEEDS[field]?.(base) ?? true;
}

/**
 * The values of a field that can be chosen, the base's own among them, in rising order.
 * @param {string} field @param {Config} base @param {import("../types.js").Field[]} fields From the engine's catalog.
 * @returns {Value[]}
 */
export function choicesOf(field, base, fields) {
  const choices = fields.find((one) => one.name === field)?.choices;
  if (choices) return choices;
  if (field === "lr") {
    return RATE_MULTIPLES.map((times) =>
      times === 1 ? base.lr : Number((base.lr * times).toPrecision(RATE_DIGITS)),
    );
  }
  const own = Number(base[field]);
  const values = (VALUES[field] ?? []).filter((value) => fits(field, value, base));
  return [...new Set([...values, own])].sort((a, b) => a - b);
}

/** @param {string} field @param {number} value @param {Config} base */
function fits(field, value, base) {
  if (![...GROUPS.shape, "batch_size"].includes(field)) return true;
  const own = Number(base[field]);
  if (field !== "n_head" && (value < own * SHAPE_RANGE.least || value > own * SHAPE_RANGE.most))
    return false;
  /** @type {Config} */
  const { d_model, n_head, position } = { ...base, ...{ [field]: value } };
  return d_model % n_head === 0 && (position !== "rope" || (d_model / n_head) % 2 === 0);
}

/**
 * A change of a field: the base's value against its neighbour above, or the one below where it is the highest.
 * @param {string} field @param {Config} base @param {import("../types.js").Field[]} fields @returns {Change}
 */
export function changeOf(field, base, fields) {
  const choices = choicesOf(field, base, fields);
  const own = choices.indexOf(base[field]);
  const asked = choices[own + 1] ?? choices[own - 1] ?? base[field];
  return { field, asked, reference: base[field] };
}

/**
 * Chooses a value for one side; where the other side has it already, the two are exchanged.
 * @param {Change} change @param {Variant} side @param {Value} value @returns {Change}
 */
export function withValue(change, side, value) {
  const other = side === "asked" ? "reference" : "asked";
  return {
    ...change,
    [side]: value,
    [other]: change[other] === value ? change[side] : change[other],
  };
}

/** Changes of which both sides differ. @param {Question} question */
export function realChanges({ changes }) {
  return changes.filter(({ asked, reference }) => asked !== reference);
}

/** @param {number} n @param {number} first The preset's own seed. @param {number} [from] How many of them to leave out. */
export function seedsFrom(first, n, from = 0) {
  return Array.from({ length: n - from }, (_, i) => first + from + i);
}

/**
 * The recipe of one run. A value equal to the base's is left to the preset.
 * @param {Question} question @param {Variant} variant @param {Config} base @param {number} [seed]
 * @returns {import("../types.js").Recipe}
 */
export function recipeOf({ preset, size, changes }, variant, base, seed = base.seed) {
  const set = Object.fromEntries(
    [...changes.map((change) => [change.field, change[variant]]), ["seed", seed]].filter(
      ([field, value]) => base[String(field)] !== value,
    ),
  );
  return { preset, size, set };
}

/**
 * The recipes of all runs: pair by pair, so that where not all fit in memory the seeds come one after the other.
 * @param {Question} question @param {Config} base @param {number[]} seeds @returns {import("../types.js").Recipe[]}
 */
export function recipesOf(question, base, seeds) {
  return seeds.flatMap((seed) => [
    recipeOf(question, "reference", base, seed),
    recipeOf(question, "asked", base, seed),
  ]);
}

/**
 * The question that runs were trained for, from two of one seed of which the reference comes first; null where there are
 * none.
 * @param {Pick<import("../state/runs.js").RunCard, "recipe" | "config">[]} cards
 * @returns {import("../link/format.js").LinkQuestion | null}
 */
export function questionOf(cards) {
  const first = cards.find(({ config }, i) => cards[i + 1]?.config.seed === config.seed);
  if (!first) return null;
  const reference = first.config;
  const { recipe, config: asked } = cards[cards.indexOf(first) + 1];
  const fields = new Set([...Object.keys(first.recipe.set), ...Object.keys(recipe.set)]);
  const changes = [...fields].flatMap((field) =>
    reference[field] === asked[field]
      ? []
      : [{ field, asked: asked[field], reference: reference[field] }],
  );
  const seeds = new Set(cards.map(({ config }) => config.seed)).size;
  return changes.length > 0 ? { preset: recipe.preset, changes, seeds } : null;
}

/** Changes as they tell one question from another, in whatever order they were made. @param {Change[]} changes */
export function partsOf(changes) {
  return changes.map(({ field, asked, reference }) => [field, asked, reference]).sort();
}

/** A reference is drawn as in every lesson, by its optimizer; what is asked about in an ink that no optimizer has. */
const INKS = /** @type {const} */ ({ sgd: 0, adamw: 1, asked: 2 });

/** The inks of the two variants. @param {Record<Variant, Pick<Config, "optimizer">>} variants */
export function inksOf({ asked, reference }) {
  return {
    asked: asked.optimizer === reference.optimizer ? INKS.asked : INKS[asked.optimizer],
    reference: INKS[reference.optimizer],
  };
}
