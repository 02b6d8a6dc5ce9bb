/**
 * Configurations in files: each field by its name, its kind and its range, which are those of src/config/validate.rs. The
 * engine checks whatever is trained; this keeps a file from being shown with what no run can have had.
 */
import { flag, list, oneOf, record, some, whole } from "../handin/check.js";
import { text } from "../text.js";

const SEED = whole(0, Number.MAX_SAFE_INTEGER);

/** @param {number} least @param {number} most @returns {import("../handin/check.js").Check} */
const between = (least, most) => (value, at) =>
  typeof value === "number" && value >= least && value <= most
    ? null
    : `${at} is no number from ${least} to ${most}`;

/** @type {Record<string, import("../handin/check.js").Check>} */
const CHECKS = {
  n_layer: whole(1, 64),
  n_head: whole(1, 64),
  d_model: whole(1, 4096),
  vocab_size: whole(4, 262_144),
  block_size: whole(1, 1024),
  dropout: between(0, 1),
  norm: oneOf(["layernorm", "rmsnorm"]),
  position: oneOf(["learned", "rope"]),
  init: oneOf(["gpt2", "he"]),
  optimizer: oneOf(["sgd", "adamw"]),
  lr: between(0, 1000),
  momentum: between(0, 1),
  beta1: between(0, 1),
  beta2: between(0, 1),
  eps: between(0, 1),
  weight_decay: between(0, 100),
  schedule: oneOf(["constant", "cosine", "warmup_cosine"]),
  warmup_frac: between(0, 1),
  min_lr_frac: between(0, 1),
  grad_clip: between(0, 1e9),
  epochs: whole(1, 10_000),
  steps: whole(0, 100_000_000),
  batch_size: whole(1, 4096),
  micro_batch_size: whole(0, 4096),
  titles: whole(2, 100_000_000),
  val_frac: between(0, 1),
  shuffle: flag,
  data_seed: SEED,
  evals_per_epoch: whole(1, 100_000),
  seed: SEED,
};

/** The fields that have a name on the page. */
export const FIELDS = Object.keys(text.fields);

/** A whole configuration. */
export const configCheck = record(
  Object.fromEntries(FIELDS.map((field) => [field, CHECKS[field]])),
);

/** Some fields of one. */
export const settingsCheck = record({}, CHECKS);

/** Rate, dropout and decay, where a run goes on from another. */
export const changeableCheck = some(between(0, 1000), FIELDS);

/** What a size changed in a preset. */
export const changesCheck = list((value, at) => {
  const fault = changed(value, at);
  if (fault !== null) return fault;
  const check = CHECKS[value.field];
  return check(value.from, `${at}.from`) ?? check(value.to, `${at}.to`);
}, FIELDS.length);

const changed = record({ field: oneOf(FIELDS), from: () => null, to: () => null });
