/**
 * Configurations in files: each field by its name, its kind and its range, which are those of src/config/validate.rs. The
 * engine checks whatever is trained; this keeps a file from being shown with what no run can have had.
 */
import { flag, list, oneOf, record, whole } from "../handin/check.js";

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

const FIELDS = Object.keys(CHECKS);

/** A whole configuration. */
export const configCheck = record(CHECKS);

/** Some fields of one. */
export const settingsCheck = record({}, CHECKS);

/** What a size changed in a preset. */
export const changesCheck = list((value, at) => {
  const field = oneOf(FIELDS)(value?.field, `${at}.field`);
  if (field !== null) return field;
  const check = CHECKS[value.field];
  return record({ field: () => null, from: check, to: check })(value, at);
}, FIELDS.length);
