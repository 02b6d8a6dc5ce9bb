/** Runs made up for what the page works out from them, with as much of a card as that reads. */
import { signal } from "@preact/signals-core";

/** @typedef {import("../../../www/ui/state/runs.js").RunCard} RunCard */
/** @typedef {import("../../../www/ui/types.js").Config} Config */

/** The champion at the Classroom size, as the engine resolves it. */
export const CHAMPION = /** @type {Config} */ ({
  n_layer: 4,
  n_head: 4,
  d_model: 128,
  vocab_size: 2048,
  block_size: 64,
  dropout: 0.05,
  norm: "layernorm",
  position: "learned",
  init: "gpt2",
  optimizer: "adamw",
  lr: 2e-3,
  momentum: 0,
  beta1: 0.9,
  beta2: 0.999,
  eps: 1e-8,
  weight_decay: 0.1,
  schedule: "warmup_cosine",
  warmup_frac: 0.1,
  min_lr_frac: 0.1,
  grad_clip: 1,
  epochs: 2,
  steps: 0,
  batch_size: 16,
  micro_batch_size: 0,
  titles: 20000,
  val_frac: 0.1,
  shuffle: true,
  data_seed: 1337,
  evals_per_epoch: 10,
  seed: 1337,
});

/** The other presets at that size. */
export const PRESETS = {
  champion: CHAMPION,
  baseline: { ...CHAMPION, optimizer: "sgd", lr: 6e-3, weight_decay: 0, schedule: "cosine" },
  epic1: { ...CHAMPION, lr: 7.5e-4 },
  epic2: { ...CHAMPION, lr: 7.5e-4, norm: "rmsnorm", position: "rope", init: "he" },
};

export const DATA = /** @type {import("../../../www/ui/types.js").Data} */ (
  /** @type {unknown} */ ({
    id: "data-1",
    name: "sample",
    synthetic: true,
    vocab_size: 2048,
    train_tokens: 273_000,
    val_tokens: 30_000,
    train_chars: 1_000_000,
    val_chars: 110_000,
    info: { titles_used: 20_000 },
  })
);

export const PLAN = /** @type {import("../../../www/ui/types.js").Plan} */ (
  /** @type {unknown} */ ({
    steps: 532,
    batch_tokens: 1024,
    params: 1_060_000,
    tokens_per_title: 15,
  })
);

let made = 0;

/**
 * A run that has finished; `rest` says what is otherwise.
 * @param {Partial<Config>} set What sets it apart from the champion.
 * @param {number} loss Its last `val_loss_full`.
 * @param {{ state?: string, step?: number, valLoss?: number | null, data?: RunCard["data"], evals?: [number, number][] }} [rest]
 */
export function card(
  set,
  loss,
  { state = "finished", step = PLAN.steps, data = DATA, ...rest } = {},
) {
  made += 1;
  const { valLoss = loss - 0.04, evals = [[step, loss]] } = rest;
  return /** @type {RunCard} */ (
    /** @type {unknown} */ ({
      key: made,
      recipe: { preset: "champion", size: "classroom", set },
      config: { ...CHAMPION, ...set },
      params: PLAN.params,
      data,
      state: signal(state),
      step: signal(step),
      plan: signal(PLAN),
      evals: evals.map(([at, reading]) => ({
        step: at,
        tokens: at * PLAN.batch_tokens,
        loss: reading,
        val_loss: at === PLAN.steps ? valLoss : null,
        val_loss_token: reading * 3.7,
      })),
    })
  );
}
