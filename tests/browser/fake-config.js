/** The stand-in's presets, sizes and fields, and what it makes of them: src/config/, roughly. */

export const SIZES = {
  tiny: {
    n_layer: 2,
    n_head: 2,
    d_model: 64,
    vocab_size: 1024,
    block_size: 64,
    batch_size: 16,
    titles: 5000,
    epochs: 2,
    evals_per_epoch: 10,
    dropout: 0.05,
    champion: 3e-3,
  },
  classroom: {
    n_layer: 4,
    n_head: 4,
    d_model: 128,
    vocab_size: 2048,
    block_size: 64,
    batch_size: 16,
    titles: 20000,
    epochs: 2,
    evals_per_epoch: 10,
    dropout: 0.05,
    champion: 2e-3,
  },
  medium: {
    n_layer: 6,
    n_head: 6,
    d_model: 192,
    vocab_size: 8000,
    block_size: 128,
    batch_size: 32,
    titles: 50000,
    epochs: 3,
    evals_per_epoch: 6,
    dropout: 0.05,
    champion: 1.5e-3,
  },
  paper: {
    n_layer: 6,
    n_head: 8,
    d_model: 512,
    vocab_size: 16000,
    block_size: 128,
    batch_size: 64,
    titles: 100000,
    epochs: 7,
    evals_per_epoch: 3,
    champion: 8e-4,
  },
};
const WARM = { optimizer: "adamw", weight_decay: 0.1, schedule: "warmup_cosine" };
const PRESETS = {
  baseline: {
    label: "SGD, the first try",
    paper_label: "Baseline",
    set: { optimizer: "sgd", lr: 6e-3, weight_decay: 0, schedule: "cosine", dropout: 0.1 },
  },
  epic1: {
    label: "AdamW + warm-up",
    paper_label: "Epic 1",
    set: { ...WARM, lr: 3e-4, dropout: 0.1 },
  },
  epic2: {
    label: "AdamW, modern parts",
    paper_label: "Epic 2",
    set: { ...WARM, lr: 3e-4, dropout: 0.1, norm: "rmsnorm", position: "rope", init: "he" },
  },
  champion: {
    label: "AdamW, tuned",
    paper_label: "Epic 3",
    set: { ...WARM, lr: 8e-4, dropout: 0.05 },
  },
};
const DEFAULTS = {
  n_layer: 6,
  n_head: 8,
  d_model: 512,
  vocab_size: 16000,
  block_size: 128,
  dropout: 0.1,
  norm: "layernorm",
  position: "learned",
  init: "gpt2",
  optimizer: "sgd",
  lr: 6e-3,
  momentum: 0,
  beta1: 0.9,
  beta2: 0.999,
  eps: 1e-8,
  weight_decay: 0,
  schedule: "cosine",
  warmup_frac: 0.1,
  min_lr_frac: 0.1,
  grad_clip: 1,
  epochs: 7,
  steps: 0,
  batch_size: 64,
  micro_batch_size: 0,
  titles: 100000,
  val_frac: 0.1,
  shuffle: true,
  data_seed: 1337,
  evals_per_epoch: 3,
  seed: 1337,
};
const CHOICES = {
  norm: ["layernorm", "rmsnorm"],
  position: ["learned", "rope"],
  init: ["gpt2", "he"],
  optimizer: ["sgd", "adamw"],
  schedule: ["constant", "cosine", "warmup_cosine"],
};
const FLOATS = [
  "dropout",
  "lr",
  "momentum",
  "beta1",
  "beta2",
  "eps",
  "weight_decay",
  "warmup_frac",
  "min_lr_frac",
  "grad_clip",
  "val_frac",
];

export function refused(code, message, details = {}) {
  return Object.assign(new Error(message), { code, ...details });
}

/** As src/train/memory.rs has it, roughly. */
export function memory({ optimizer, n_layer, d_model, block_size }, params) {
  const held_bytes = 4 * params * (optimizer === "adamw" ? 3 : 1);
  return {
    held_bytes,
    memory_bytes: held_bytes + 8 * params + 64 * n_layer * d_model * block_size,
  };
}

export function catalog() {
  const fields = Object.entries(DEFAULTS).map(([name, value]) => ({
    name,
    kind: CHOICES[name]
      ? "choice"
      : typeof value === "boolean"
        ? "bool"
        : FLOATS.includes(name)
          ? "float"
          : "int",
    ...(CHOICES[name] ? { choices: CHOICES[name] } : {}),
    default: value,
  }));
  return {
    presets: Object.entries(PRESETS).map(([name, preset]) => ({
      name,
      why: "A stand-in for the real sentence.",
      ...preset,
    })),
    sizes: Object.entries(SIZES).map(([name, { champion: _, ...set }]) => ({
      name,
      label: name[0].toUpperCase() + name.slice(1),
      set,
    })),
    fields,
  };
}

export function resolve_config(preset, size, set) {
  if (!PRESETS[preset])
    throw refused("config", `There is no preset "${preset}".`, { field: "preset", value: preset });
  if (!SIZES[size])
    throw refused("config", `There is no size "${size}".`, { field: "size", value: size });
  for (const name of Object.keys(set)) {
    if (!(name in DEFAULTS))
      throw refused("config", `There is no field "${name}".`, { field: name, value: set[name] });
  }
  if (!((set.dropout ?? 0) >= 0 && (set.dropout ?? 0) < 1)) {
    const remedy = "use a number from 0 below 1";
    const message = `dropout = ${set.dropout} is out of range; ${remedy}.`;
    throw refused("config", message, { field: "dropout", value: String(set.dropout), remedy });
  }
  const { champion, ...sized } = SIZES[size];
  const before = { ...DEFAULTS, ...PRESETS[preset].set };
  const lr = before.optimizer === "sgd" ? before.lr : (before.lr / 8e-4) * champion;
  const config = { ...before, ...sized, lr, ...set };
  if (config.d_model % config.n_head !== 0) {
    throw refused(
      "config",
      `d_model ${config.d_model} is not divisible by n_head ${config.n_head}.`,
      {
        field: "n_head",
        value: config.n_head,
      },
    );
  }
  const changed_by_size = ["lr", "dropout"]
    .filter(
      (field) => before[field] !== { ...sized, lr }[field] && { ...sized, lr }[field] !== undefined,
    )
    .map((field) => ({ field, from: before[field], to: { ...sized, lr }[field] }));
  const params = count_parameters(config, config.vocab_size);
  return { config, changed_by_size, params, ...memory(config, params) };
}

export function count_parameters({ n_layer, d_model, block_size, norm, position }, vocab_size) {
  const norms = (2 * n_layer + 1) * d_model * (norm === "layernorm" ? 2 : 1);
  const positions = position === "learned" ? block_size * d_model : 0;
  return (
    vocab_size * d_model + positions + norms + n_layer * (12 * d_model * d_model + 9 * d_model)
  );
}
