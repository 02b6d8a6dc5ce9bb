/**
 * Every figure of the paper (Rose-Winters and Claude, 2025) that the page cites, and the set-up that it was measured
 * with. Losses are `val_loss`, in nats per character, of one run each; the paper prints six digits.
 */

/** Section 5.2, performance summary; `improvement` over the baseline as a share. */
export const SUMMARY = [
  { preset: "baseline", loss: 1.753271, improvement: null },
  { preset: "epic1", loss: 1.3095, improvement: 0.253 },
  { preset: "epic2", loss: 1.401, improvement: 0.201 },
  { preset: "champion", loss: 1.272478, improvement: 0.274 },
];

/** Section 3.3, learning rates: Epic 1's recipe at other rates. */
export const RATES = [
  { lr: 2e-4, loss: 1.33926 },
  { lr: 3e-4, loss: 1.3095 },
  { lr: 4e-4, loss: 1.292409 },
  { lr: 6e-4, loss: 1.277592 },
  { lr: 8e-4, loss: 1.273568 },
];

/** The champion's rate in the paper, to which a size's other rates keep their ratio. */
export const BEST_RATE = 8e-4;

/**
 * Section 3.3, regularization, at the rate 8e-4. Of weight decay the paper prints no figure, only that 0.05 "performed
 * slightly worse than 0.1".
 */
export const DROPOUT = {
  simple: { value: 0.1, loss: 1.273568 },
  less: { value: 0.05, loss: 1.272478 },
};
export const DECAY = { better: 0.1, worse: 0.05 };

/** Section 3.2: what Epic 2 changed, all at once, and what came of it. */
export const MODERN = {
  parts: { norm: "rmsnorm", position: "rope", init: "he" },
  simple: { norm: "layernorm", position: "learned", init: "gpt2" },
  before: 1.3095,
  after: 1.401,
};

/** Section 3.1: Epic 1 changed these at once; section 6.1 credits "the optimizer change alone" with 90 %. */
export const EPIC1 = {
  fields: ["optimizer", "lr", "weight_decay", "schedule"],
  before: 1.753271,
  after: 1.3095,
};

/** The set-up of all its runs, by the names of a configuration. */
export const SETUP = {
  n_layer: 6,
  n_head: 8,
  d_model: 512,
  vocab_size: 16_000,
  block_size: 128,
  batch_size: 64,
  epochs: 7,
  titles: 100_000,
  val_frac: 0.1,
  seed: 1337,
};
export const PARAMS = 27_172_864;

/** Its first and its last figure: the baseline's and the champion's. */
export const FIRST = SUMMARY[0].loss;
export const BEST = SUMMARY[SUMMARY.length - 1].loss;
