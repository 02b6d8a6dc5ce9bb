/** A hand-in as the page collects it, made up. */

import { FORMAT, VERSION } from "../../../www/ui/handin/format.js";
import { CHAMPION, PRESETS } from "./ended-runs.js";

/** @typedef {import("../../../www/ui/handin/format.js").HandIn} HandIn */
/** @typedef {import("../../../www/ui/handin/format.js").HandedRun} HandedRun */
/** @typedef {import("../../../www/ui/runfile/format.js").RunFile} RunFile */

/** @param {string} name @param {number} ink @param {Partial<HandedRun>} [rest] @returns {HandedRun} */
export function handedRun(name, ink, rest = {}) {
  const steps = 40;
  return {
    id: name,
    name,
    ink,
    recipe: { preset: "champion", size: "classroom", set: { seed: 1337 } },
    config: CHAMPION,
    changed_by_size: [{ field: "lr", from: 8e-4, to: 2e-3 }],
    plan: {
      steps,
      batch_tokens: 1024,
      tokens_per_title: 15.2,
      uniform_full: 2.55,
      params: 1_064_832,
    },
    state: "finished",
    reason: "",
    branch: null,
    step: steps,
    seconds: 12.5,
    train_from: 1,
    train_every: 1,
    train: Array.from({ length: steps }, (_, i) => 2.5 - i / steps),
    evals: [
      [1, null, 2.5, 9.5],
      [20, null, 2.0, 7.6],
      [40, 1.4, 1.5, 5.7],
    ],
    written: [
      [0, "zxq"],
      [40, "Show HN: I built a test"],
    ],
    ...rest,
  };
}

/** Made up; the real ones are SHA-256. */
export const FINGERPRINTS = {
  train: "a".repeat(64),
  val: "b".repeat(64),
  tokenizer: "c".repeat(64),
};

/** @param {Partial<HandIn>} [rest] @returns {HandIn} */
export function handedIn(rest = {}) {
  return {
    format: FORMAT,
    version: VERSION,
    made_at: "2026-01-02T03:04:05.678Z",
    address: "http://lab.example/?lesson=dropout",
    engine: { version: "0.1.0", module: "plain", threads: 1 },
    author: "Ada",
    lesson: "sgd-vs-adamw",
    setup: "Two copies of one small GPT learn to write headlines.",
    question: "Which learns faster?",
    prediction: { guess: "AdamW", outcome: null },
    conclusion: "It falls faster.\n\nIn one run.",
    found: "Stopped after 20 headlines: too early to tell.",
    verdict: null,
    data: {
      name: "sample",
      synthetic: true,
      titles: 20_000,
      train_titles: 18_000,
      val_titles: 2000,
      train_tokens: 273_000,
      val_tokens: 30_000,
      vocab_size: 2048,
      fingerprints: FINGERPRINTS,
    },
    runs: [handedRun("SGD", 0, { config: PRESETS.baseline }), handedRun("AdamW", 1)],
    training_titles: null,
    ...rest,
  };
}

export const VERDICT = {
  headline: "Better on every seed, by 0.025 to 0.030.",
  sentences: ["In all 3 pairs RoPE ended below a learned table."],
  scope: "It holds for the size Tiny.",
  asked: "RoPE",
  reference: "learned table",
  pairs: [
    { seed: 1337, asked: 1.4, reference: 1.43 },
    { seed: 1338, asked: null, reference: 1.44 },
  ],
};

/** A run file of that run, on the hand-in's headlines but for what `data` says. @param {HandedRun} run @param {object} [data] @returns {RunFile} */
export function runFile(run, data = {}) {
  const { made_at, engine, data: whole } = handedIn();
  const headlines = /** @type {any} */ ({ ...whole, ...data });
  return { format: "headline-lab-run", version: 1, made_at, engine, data: headlines, run };
}
