/**
 * A stand-in for pkg/plain/headline_lab.js: the same API with made-up curves and no wasm, for working on the page and for
 * tests of what surrounds the module. Units of work take FAKE_UNIT_MS each. It learns nothing.
 */

import { fakeAttention, piecesOf } from "./fake-attention.js";
import { busy } from "./fake-clock.js";
import { count_parameters, memory as memoryOf, refused, SIZES } from "./fake-config.js";
import { folderModelOf, textsOf } from "./fake-folder.js";
import { stateOf, WEIGHTS, writing } from "./fake-state.js";
import { nearestTo, TRAINING, WORDS } from "./fake-titles.js";
import { Pieces } from "./fake-tokens.js";
import { fakeWeights } from "./fake-weights.js";

export { Bench, bench_peak, KernelBench } from "./fake-bench.js";
export { catalog, count_parameters, resolve_config } from "./fake-config.js";
export { Checksum, state_header_bytes } from "./fake-state.js";

const FAKE_UNIT_MS = Number(globalThis.FAKE_UNIT_MS ?? 4);

/** A number in [0, 1) that depends on its arguments alone. */
function noise(...keys) {
  let h = 2166136261;
  for (const c of keys.join("|")) h = Math.imul(h ^ c.charCodeAt(0), 16777619);
  h ^= h >>> 15;
  return ((Math.imul(h, 2246822519) ^ (h >>> 13)) >>> 0) / 2 ** 32;
}

/** As long as a SHA-256 in hex, and another one for another text. */
function fingerprint(text) {
  const hash = (i) => Math.floor(noise(i, text.length, text) * 2 ** 32);
  return Array.from({ length: 8 }, (_, i) => hash(i).toString(16).padStart(8, "0")).join("");
}

export default async function init({ memory } = {}) {
  return { memory: memory ?? new WebAssembly.Memory({ initial: 1 }) };
}

export function start_pool() {}

/** Its threads have nothing to do. */
export function run_pool_thread() {}

export function heap_refused() {
  return 0;
}

export function plan_run(config, dataset) {
  return new Run(config, dataset).plan;
}

export function size_that_fits() {
  return "Tiny";
}

export function version() {
  return "0.1.0";
}

export class Preparation {
  constructor(bytes, format, column, config) {
    let text = new TextDecoder().decode(bytes);
    if (text.includes("\uFFFD")) {
      throw refused("data", "The file is not UTF-8 text; save it as UTF-8 and choose it again.");
    }
    if (format === "auto") format = "txt";
    const columns = text.slice(0, text.indexOf("\n")).split(",");
    column ??= columns.indexOf("title");
    if (format === "csv")
      text = text
        .split(/\r?\n/)
        .slice(1)
        .map((line) => line.split(",")[column]?.replaceAll('"', "") ?? "")
        .join("\n");
    const titles = text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean);
    const used = titles.slice(0, config.titles);
    const train = Math.floor(used.length * (1 - config.val_frac));
    if (used.length < 40) {
      throw refused("data", `${used.length} titles are too few to train on; 40 would do.`, {
        field: "titles",
        value: used.length,
        remedy: "Use at least 40 titles.",
      });
    }
    this.config = config;
    this.train = used.slice(0, train);
    this.val = used.slice(train);
    this.done = 0;
    this.info = {
      format,
      titles_found: titles.length,
      titles_used: used.length,
      train_titles: train,
      val_titles: used.length - train,
      longest_chars: Math.max(...used.map((title) => title.length)),
      ...(format === "csv" ? { columns, column } : {}),
    };
  }
  use_tokenizer() {}
  train_tokenizer() {
    busy(800);
  }
  encode(n) {
    busy(20);
    this.done = Math.min(this.done + n, this.info.titles_used);
    return { done: this.done, total: this.info.titles_used };
  }
  finish() {
    const chars = (titles) => titles.reduce((sum, title) => sum + title.length + 5, 0);
    const train_chars = chars(this.train);
    const val_chars = chars(this.val);
    const pieces = new Pieces();
    const [train_ids, val_ids] = [pieces.encode(this.train), pieces.encode(this.val)];
    return {
      vocab_size: this.config.vocab_size,
      tokenizer_json: pieces.json(),
      train_ids,
      val_ids,
      train_chars,
      val_chars,
      train_titles: this.train.length,
      val_titles: this.val.length,
      unk_bytes: 0,
      val_examples: this.val.slice(0, 64),
      fingerprints: {
        train: fingerprint(this.train.join("\n")),
        val: fingerprint(this.val.join("\n")),
        tokenizer: fingerprint(`${this.config.vocab_size} ${pieces.json()}`),
      },
    };
  }
  free() {}
}

export class Dataset {
  constructor(prepared) {
    this.prepared = prepared;
  }

  nearest(text) {
    busy(FAKE_UNIT_MS / 2);
    return nearestTo(text);
  }

  free() {}
}

/** How far a made-up run falls: SGD by its rate, AdamW by its distance from the size's own, parts by a little each. */
function fall(config) {
  const { optimizer, lr, momentum, d_model, norm, position, init, dropout, seed } = config;
  const own = Object.values(SIZES).find((size) => size.d_model === d_model)?.champion ?? 8e-4;
  const parts =
    (norm === "rmsnorm" ? -0.06 : 0) +
    (position === "rope" ? 0.024 + 0.012 * noise("rope", seed) : 0) +
    (init === "he" ? -0.05 : 0) +
    // One seed for it, another against it.
    (config.weight_decay === 0.05 ? 0.03 * (noise("decay", seed) - 0.5) : 0);
  const little = parts - dropout / 5 + 0.01 * (noise("fall", seed) - 0.5);
  if (optimizer === "sgd") return 0.2 + 0.33 * Math.min(1, lr / 0.6) + 0.28 * momentum + little;
  return Math.max(0.1, 0.79 - 0.4 * Math.log10(lr / own) ** 2) + little;
}

export class Run {
  constructor(config, { prepared }) {
    this.config = config;
    this.tokenizer = prepared.tokenizer_json;
    this.prepared = prepared;
    const batch_tokens = config.batch_size * config.block_size;
    const steps_per_epoch = Math.floor(prepared.train_ids.length / batch_tokens);
    if (steps_per_epoch === 0)
      throw refused("data", `${prepared.train_titles} titles fill no batch; 400 would do.`, {
        field: "titles",
      });
    const steps = config.steps || config.epochs * steps_per_epoch;
    const per_char = prepared.val_ids.length / prepared.val_chars;
    this.plan = {
      params: count_parameters(config, prepared.vocab_size),
      vocab_size: prepared.vocab_size,
      steps,
      steps_per_epoch,
      eval_every: Math.max(1, Math.floor(steps_per_epoch / config.evals_per_epoch)),
      micro_batch_size: config.batch_size / 4,
      micro_batches: 4,
      train_tokens: prepared.train_ids.length,
      val_tokens: prepared.val_ids.length,
      train_chars: prepared.train_chars,
      val_chars: prepared.val_chars,
      uniform: Math.log(prepared.vocab_size) * per_char * 0.98,
      uniform_full: Math.log(prepared.vocab_size) * per_char,
      batch_tokens,
      tokens_per_title: prepared.train_ids.length / prepared.train_titles,
      ...memoryOf(config, count_parameters(config, prepared.vocab_size)),
    };
    this.step = 0;
    this.state = "ready";
    this.micro = 0;
    this.evaluation = null;
  }

  /** Goes on after the last whole update; see Run::fork in src/web/run.rs. */
  fork(set, onward) {
    if (this.step === 0) throw refused("config", "step = 0 is the start.", { field: "step" });
    for (const field of Object.keys(set)) {
      if (["lr", "dropout", "weight_decay"].includes(field)) continue;
      const message = `${field} can't change in the middle of a run; make another run.`;
      throw refused("config", message, { field, value: set[field] });
    }
    if (set.dropout >= 1) {
      const message = `dropout = ${set.dropout} would switch everything off; choose less than 1.`;
      throw refused("config", message, { field: "dropout", value: set.dropout });
    }
    const fork = Object.assign(Object.create(Run.prototype), this);
    fork.config = { ...this.config, ...set };
    fork.plan = { ...this.plan };
    fork.micro = 0;
    fork.evaluation = null;
    fork.state = "ready";
    if (onward) {
      if (onward.schedule === "hold" && this.rate() === 0 && set.lr === undefined) {
        const message = "schedule = hold would hold a rate of 0, which trains nothing.";
        throw refused("config", message, { field: "schedule", value: "hold" });
      }
      fork.plan.steps = this.step + onward.epochs * this.plan.steps_per_epoch;
    } else if (this.step >= this.plan.steps) {
      throw refused("config", "steps are all done; add epochs.", { field: "steps" });
    }
    fork.from = { step: this.step, loss: this.loss(), held: onward?.schedule === "hold" };
    return fork;
  }

  /** Of the next update: it falls to 0 without a warm-up, and to a tenth with it. */
  rate() {
    const { lr, schedule } = this.config;
    if (this.from?.held) return lr / 10;
    const floor = schedule === "warmup_cosine" ? 0.1 : 0;
    return lr * (floor + (1 - floor) * (1 - this.step / this.plan.steps));
  }

  /** The made-up validation loss: from near uniform to a floor that depends on the recipe and the parts. */
  loss(step = this.step) {
    if (this.from) {
      const done = (step - this.from.step) / Math.max(1, this.plan.steps - this.from.step);
      return this.from.loss - 0.1 * done * (1 + noise(this.config.lr));
    }
    const start = this.plan.uniform_full * 1.01;
    const speed = this.config.optimizer === "sgd" ? 2.5 : 6;
    const end = start - fall(this.config);
    return end + (start - end) * Math.exp((-speed * step) / this.plan.steps);
  }

  advance() {
    busy();
    const { plan } = this;
    const { steps, micro_batches, batch_tokens, eval_every } = plan;
    if (this.evaluation !== null) {
      this.evaluation += 1;
      const total = 8;
      if (this.evaluation < total)
        return { kind: "eval_chunk", step: this.step, done: this.evaluation, total };
      this.evaluation = null;
      const val_loss_full = this.loss();
      return {
        kind: "eval",
        step: this.step,
        val_loss: val_loss_full * 0.98,
        val_loss_full,
        val_loss_token: val_loss_full * 4.2,
      };
    }
    if (this.step >= steps) {
      this.state = "finished";
      return { kind: "finished", step: this.step };
    }
    this.state = "running";
    this.micro += 1;
    if (this.micro < micro_batches)
      return { kind: "micro", step: this.step, done: this.micro, total: micro_batches };
    this.micro = 0;
    if (this.config.lr > 1e3 && this.step >= Math.min(30, steps - 1)) {
      this.state = "diverged";
      return { kind: "diverged", step: this.step, what: "loss" };
    }
    const train_loss_char = this.loss() + 0.06 * (noise(this.config.data_seed, this.step) - 0.5);
    this.step += 1;
    if (this.step === 1 || this.step % eval_every === 0 || this.step === steps) this.evaluation = 0;
    return {
      kind: "step",
      step: this.step,
      epoch: Math.floor((this.step - 1) / plan.steps_per_epoch),
      train_loss: train_loss_char * 4.2,
      train_loss_char,
      lr: this.rate(),
      grad_norm: 0.5 + noise(this.step),
      tokens: this.step * batch_tokens,
      ...(this.looksInside() ? { inside: this.inside() } : {}),
    };
  }

  /** At the first update, at evaluations and about 100 times a run, as the module does. */
  looksInside() {
    const { steps } = this.plan;
    return this.evaluation !== null || this.step % Math.max(1, Math.floor(steps / 100)) === 0;
  }

  /** Made up: with SGD the parts lie far apart, with AdamW near each other. */
  inside() {
    const { n_layer, position, optimizer } = this.config;
    const groups = [
      "embedding",
      ...(position === "learned" ? ["positions"] : []),
      ...Array.from({ length: n_layer }, (_, i) => `block ${i + 1}`),
      "final norm",
    ];
    const rate = 1 - (0.9 * this.step) / this.plan.steps;
    const jitter = (group) => 0.8 + 0.4 * noise(group, this.step);
    // The embedding's are the largest, and each part above has smaller ones.
    const grad_norm = groups.map((group, i) => 0.9 * 2.3 ** -i * jitter(group));
    const update_ratio = groups.map((group, i) => {
      // Learned positions begin at 0.
      if (group === "positions" && this.step === 1) return 1e4;
      if (optimizer === "sgd") return 2e-3 * grad_norm[i] * rate;
      return 6e-3 * rate * (0.7 + 0.6 * noise("own", group)) * jitter(group);
    });
    return { groups, grad_norm, update_ratio };
  }

  begin_glance() {
    let left = 2;
    return {
      advance: () => {
        busy();
        left -= 1;
        return left > 0
          ? null
          : { step: this.step, loss: this.loss() + 0.02 * (noise("glance", this.step) - 0.5) };
      },
      free() {},
    };
  }

  next_tokens(prompt, k) {
    // A person can stop the module, for tests of what becomes of its runs.
    if (prompt === "unreachable") throw new WebAssembly.RuntimeError(prompt);
    busy(1);
    const pace = this.config.optimizer === "sgd" ? 0.1 : 2;
    const sharp = (pace * this.step) / this.plan.steps;
    const logits = WORDS.map((word, i) => ({
      id: i + 3,
      text: ` ${word}`,
      p: Math.exp((1 + sharp) * noise(prompt.trim(), word, Math.floor(sharp * 6))),
    }));
    const sum = logits.reduce((total, { p }) => total + p, 0) * 4;
    return logits
      .map((token) => ({ ...token, p: token.p / sum }))
      .sort((a, b) => b.p - a.p)
      .slice(0, k);
  }

  surprise(title) {
    busy(1);
    const parts = [...piecesOf(title), "<eos>"];
    return parts.map((text) => ({ text, nats: this.loss() * 4 * (0.4 + noise(text)) }));
  }

  attention(title) {
    return fakeAttention(this.config, this.step / this.plan.steps, title, noise);
  }

  generate({ prompt, seed, max_tokens }) {
    let text = prompt;
    let tokens = 0;
    // One seed brings a training title that AdamW has learned by heart.
    const known = seed === 13 && this.config.optimizer === "adamw" ? TRAINING[0].split(" ") : [];
    const pace = this.config.optimizer === "sgd" ? 0.05 : 1;
    const learned = (pace * this.step) / this.plan.steps;
    return {
      advance: () => {
        busy(FAKE_UNIT_MS / 4);
        tokens += 1;
        if (known.length > 0)
          return { text: known.slice(0, tokens).join(" "), done: tokens >= known.length, tokens };
        const draw = noise(seed, tokens, Math.floor(this.step / 20));
        const word = WORDS[Math.floor(draw * WORDS.length)];
        text +=
          noise(seed, tokens) < learned * 1.5
            ? `${text ? " " : ""}${word}`
            : word.slice(0, 1 + Math.floor(draw * 3));
        return { text, done: tokens >= (max_tokens || 12), tokens };
      },
      free() {},
    };
  }

  weights(half) {
    const about = `after ${this.step} updates and ${this.micro} micro-batches`;
    return fakeWeights(this.plan.params, half, about);
  }

  folder_texts(facts) {
    return textsOf(this, facts);
  }

  /** A batch of which some micro-batches are done is done again, and so is an evaluation. */
  kept() {
    const { config, plan, step, from = null, state } = this;
    return { config, plan, step, from, state, evaluates: this.evaluation !== null };
  }

  write_state() {
    return writing(this.kept(), this.prepared);
  }

  free() {}
}

export class StateReading {
  constructor(header, _bytes, dataset) {
    const { evaluates, from, ...kept } = stateOf(header, dataset.prepared);
    this.run = Object.assign(new Run(kept.config, dataset), kept);
    if (from) this.run.from = from;
    if (evaluates) this.run.evaluation = 0;
    this.left = 1;
  }
  next_bytes() {
    return this.left > 0 ? WEIGHTS : undefined;
  }
  take() {
    this.left -= 1;
  }
  finish() {
    return this.run;
  }
  free() {}
}

export const FolderModel = folderModelOf(Run);
