/**
 * What can stand in an address. Every field of a configuration may be written by its own name, as in JSON and on the
 * command line; the page writes its short key. A test holds this table to the engine's catalog.
 */

/** @typedef {"int" | "float" | "bool" | string[]} Kind A list: the names of a choice. */
/** @typedef {{ field: string, key: string, kind: Kind }} Key */

/** @type {[string, string, Kind][]} */
const TABLE = [
  ["n_layer", "l", "int"],
  ["n_head", "h", "int"],
  ["d_model", "d", "int"],
  ["vocab_size", "v", "int"],
  ["block_size", "t", "int"],
  ["dropout", "do", "float"],
  ["norm", "n", ["layernorm", "rmsnorm"]],
  ["position", "p", ["learned", "rope"]],
  ["init", "i", ["gpt2", "he"]],
  ["optimizer", "o", ["sgd", "adamw"]],
  ["lr", "lr", "float"],
  ["momentum", "m", "float"],
  ["beta1", "b1", "float"],
  ["beta2", "b2", "float"],
  ["eps", "e", "float"],
  ["weight_decay", "wd", "float"],
  ["schedule", "s", ["constant", "cosine", "warmup_cosine"]],
  ["warmup_frac", "w", "float"],
  ["min_lr_frac", "mf", "float"],
  ["grad_clip", "c", "float"],
  ["epochs", "ep", "int"],
  ["steps", "st", "int"],
  ["batch_size", "b", "int"],
  ["micro_batch_size", "mb", "int"],
  ["titles", "tt", "int"],
  ["val_frac", "vf", "float"],
  ["shuffle", "sh", "bool"],
  ["data_seed", "ds", "int"],
  ["evals_per_epoch", "ev", "int"],
  ["seed", "sd", "int"],
];

/** @type {Key[]} */
export const KEYS = TABLE.map(([field, key, kind]) => ({ field, key, kind }));

export const PRESETS = ["baseline", "epic1", "epic2", "champion"];
export const SIZES = ["tiny", "classroom", "medium", "paper"];

/** Parameters of an address that are no part of the configuration, and stay as they are. */
export const OTHERS = ["module", "threads", "lang", "embed"];

const byName = new Map(
  KEYS.flatMap((one) => [
    /** @type {const} */ ([one.field, one]),
    /** @type {const} */ ([one.key, one]),
  ]),
);

/** A field by its name or its short key. @param {string} name @returns {Key | undefined} */
export function keyOf(name) {
  return byName.get(name);
}

/** @param {string} field */
export function shortOf(field) {
  return byName.get(field)?.key ?? field;
}

const NUMBER = /^-?(\d+\.?\d*|\.\d+)(e-?\d+)?$/i;

/** A value as it stands in an address: 0.0003 as "3e-4", true as "1". @param {string | number | boolean} value */
export function written(value) {
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value === "string") return value;
  const plain = String(value).replace("+", "");
  if (Number.isInteger(value)) return plain;
  const power = value.toExponential().replace("+", "");
  return power.length < plain.length ? power : plain;
}

/**
 * The value that was written; null where the field can't have it. Ranges are the engine's to check.
 * @param {Key} key @param {string} word @returns {string | number | boolean | null}
 */
export function readAs({ kind }, word) {
  if (Array.isArray(kind)) return kind.includes(word) ? word : null;
  if (kind === "bool") {
    if (["1", "true"].includes(word)) return true;
    return ["0", "false"].includes(word) ? false : null;
  }
  if (!NUMBER.test(word)) return null;
  const value = Number(word);
  const fits = kind === "int" ? Number.isSafeInteger(value) : Number.isFinite(value);
  return fits ? value : null;
}
