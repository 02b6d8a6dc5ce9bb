/** What a run is called: its optimizer, and whatever sets it apart from the runs beside it. */
import { setting } from "../format.js";
import { text } from "../text.js";

/** Fields that are the recipe of training; the others make another model or other data. */
export const RECIPE_FIELDS = new Set([
  ..."optimizer lr momentum beta1 beta2 eps weight_decay schedule warmup_frac min_lr_frac".split(
    " ",
  ),
  ..."grad_clip epochs steps batch_size micro_batch_size dropout evals_per_epoch".split(" "),
]);

/** Fields that shape the data: all runs of one experiment share them. */
export const DATA_FIELDS = ["titles", "val_frac", "shuffle", "data_seed", "vocab_size"];

/** The model's parts that can be swapped, each with GPT-2's own. */
const SIMPLE_PARTS = /** @type {const} */ ({
  norm: "layernorm",
  position: "learned",
  init: "gpt2",
});
const PARTS = Object.keys(SIMPLE_PARTS);

/** A name tells at most so many fields: more would not be read on a line of the chart. */
const MOST_FIELDS = 3;

/** @typedef {import("../types.js").Config} Config */

/** Which fields differ among configurations. @param {Config[]} configs @returns {string[]} */
export function differing(configs) {
  const [first, ...rest] = configs;
  if (!first) return [];
  return Object.keys(first).filter((field) =>
    rest.some((config) => config[field] !== first[field]),
  );
}

/** The full name, and the short one for where its neighbours are beside it. @typedef {{ name: string, short: string }} RunName */

/**
 * Names for runs that stand beside each other. Where the optimizer alone tells them apart they are called by it; else
 * each is called by what differs among the runs of its own optimizer, and by the model or data where those differ at all.
 * @param {Config[]} configs @returns {RunName[]}
 */
export function nameRuns(configs) {
  const anywhere = differing(configs).filter((field) => !RECIPE_FIELDS.has(field));
  const optimizers = new Set(configs.map((config) => config.optimizer));
  const names = configs.map((config) => {
    const alike = configs.filter((other) => other.optimizer === config.optimizer);
    const among = differing(alike).filter((field) => field !== "optimizer");
    const fields = [...new Set([...among, ...anywhere])];
    const base =
      /** @type {Record<string, string>} */ (text.names.optimizer)[String(config.optimizer)] ??
      config.optimizer;
    const parts = partsOf(config, fields);
    const name = [base, ...parts].join(", ");
    return { name, short: optimizers.size === 1 && parts.length > 0 ? parts.join(", ") : name };
  });
  return distinct(names);
}

/** @param {Config} config @param {string[]} fields @returns {string[]} */
function partsOf(config, fields) {
  const swapped = fields.filter((field) => PARTS.includes(field));
  const others = fields.filter((field) => !PARTS.includes(field));
  const parts = others.flatMap((field) => partOf(field, config[field]) ?? []);
  if (swapped.length > 1) parts.unshift(modelParts(config));
  else if (swapped.length === 1) parts.unshift(setting(config[swapped[0]]));
  return parts.slice(0, MOST_FIELDS);
}

/** A model by the parts that are not GPT-2's own. @param {Config} config */
function modelParts(config) {
  const modern = Object.entries(SIMPLE_PARTS)
    .filter(([field, simple]) => config[field] !== simple)
    .map(([field]) => setting(config[field]));
  return modern.length > 0 ? modern.join(" + ") : text.names.simpleParts;
}

/** What a field adds to a name; nothing where its value is that there is none. @param {string} field @param {string | number | boolean} value */
export function partOf(field, value) {
  if (field === "lr") return text.names.rate(setting(value));
  if (field === "momentum" && value === 0) return null;
  if (field === "weight_decay") {
    return value === 0 ? text.names.noDecay : text.names.decay(setting(value));
  }
  if (field === "schedule")
    return /** @type {Record<string, string>} */ (text.names.schedules)[String(value)];
  if (typeof value === "string") return setting(value);
  return text.names.other(text.inSentence(text.fields[field]?.label ?? field), setting(value));
}

/** Two runs alike in all that a name tells are told apart by a letter. @param {RunName[]} names @returns {RunName[]} */
function distinct(names) {
  /** @type {Map<string, number>} */
  const met = new Map();
  return names.map((one) => {
    const alike = names.filter((other) => other.name === one.name).length;
    if (alike === 1) return one;
    const nth = met.get(one.name) ?? 0;
    met.set(one.name, nth + 1);
    const letter = String.fromCharCode(65 + nth);
    return { name: `${one.name} (${letter})`, short: `${one.short} (${letter})` };
  });
}
