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

/** Which fields differ among configurations. @param {import("../types.js").Config[]} configs @returns {string[]} */
export function differing(configs) {
  const [first, ...rest] = configs;
  if (!first) return [];
  return Object.keys(first).filter((field) =>
    rest.some((config) => config[field] !== first[field]),
  );
}

/** The full name, and the short one for where its neighbours are beside it. @typedef {{ name: string, short: string }} RunName */

/** @param {import("../types.js").Config[]} configs @returns {RunName[]} */
export function nameRuns(configs) {
  const differ = differing(configs).filter((field) => field !== "optimizer");
  const optimizers = new Set(configs.map((config) => config.optimizer));
  const onePerOptimizer = optimizers.size === configs.length && configs.length > 1;
  const named = onePerOptimizer ? differ.filter((field) => !RECIPE_FIELDS.has(field)) : differ;
  return configs.map((config) => {
    const base =
      /** @type {Record<string, string>} */ (text.names.optimizer)[String(config.optimizer)] ??
      config.optimizer;
    const parts = named.slice(0, 2).map((field) => partOf(field, config[field]));
    const name = [base, ...parts].join(", ");
    return { name, short: optimizers.size === 1 && parts.length > 0 ? parts.join(", ") : name };
  });
}

/** @param {string} field @param {string | number | boolean} value */
function partOf(field, value) {
  if (field === "lr") return text.names.rate(setting(value));
  if (typeof value === "string") return setting(value);
  return text.names.other((text.fields[field]?.label ?? field).toLowerCase(), setting(value));
}
