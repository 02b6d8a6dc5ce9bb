/** What a class hands in, made up: hand-ins of two questions as files that a page is given. */

import { blockOf } from "../../../www/ui/handin/format.js";
import { PRESETS } from "./ended-runs.js";
import { handedIn, handedRun } from "./handed.js";

const PLAN = { steps: 100, batch_tokens: 1024, tokens_per_title: 15.2, uniform_full: 2.55 };

/** A run of that seed, from near guessing to its end. @param {string} name @param {number} ink @param {import("../../../www/ui/types.js").Config} config @param {number} end */
export function runTo(name, ink, config, end) {
  const evals = Array.from({ length: 20 }, (_, i) => {
    const loss = end + (2.55 - end) * Math.exp(-i / 4);
    return /** @type {any} */ ([5 * (i + 1), null, i === 19 ? end : loss, 4 * loss]);
  });
  const train = Array.from({ length: 100 }, (_, i) => end + (2.6 - end) * Math.exp(-i / 20));
  const recipe = { preset: ink === 0 ? "baseline" : "champion", size: "tiny", set: {} };
  const plan = { ...PLAN, params: 169_728 };
  return handedRun(name, ink, { config, plan, recipe, train, evals, step: 100 });
}

/** Some number between 0 and 1 for each. @param {number} i */
const noise = (i) => (Math.sin(12.9898 * i) * 43758.5453) % 1;

/** One student's hand-in of the first lesson. @param {number} i @param {Partial<import("../../../www/ui/handin/format.js").HandIn>} [rest] */
export function firstLesson(i, rest = {}) {
  const seed = 1337 + (i % 9);
  const [sgd, adamw] = [PRESETS.baseline, PRESETS.champion].map((one) => ({ ...one, seed }));
  const runs = [
    runTo("SGD", 0, sgd, 2.1 + 0.12 * noise(seed)),
    runTo("AdamW", 1, adamw, 1.3 + 0.15 * noise(seed + 0.5)),
  ].map((run, k) => ({
    ...run,
    recipe: { ...run.recipe, lesson: "sgd-vs-adamw", run: ["sgd", "adamw"][k] },
  }));
  return handedIn({
    author: `Student ${i}`,
    made_at: new Date(Date.UTC(2026, 0, 2, 9, i)).toISOString(),
    prediction: { guess: ["AdamW", "AdamW", "SGD", "no difference"][i % 4], outcome: "AdamW" },
    conclusion: `AdamW ended lower with seed ${seed}.`,
    runs,
    ...rest,
  });
}

/** @param {string} name @param {string} text */
export const fileOf = (name, text) => ({
  name,
  mimeType: name.endsWith(".json") ? "application/json" : "text/html",
  buffer: Buffer.from(text),
});

/** As many hand-ins, some of a question, and one file that is none. @param {number} n */
export function classOf(n) {
  const files = Array.from({ length: n }, (_, i) => {
    const asked = i % 4 === 3;
    const seed = 1337 + i;
    const champion = { ...PRESETS.champion, seed };
    const question = {
      lesson: "ask",
      question: "Does RoPE help instead of a learned table, at Tiny, over 1 seed?",
      prediction: null,
      runs: [
        runTo("learned table", 0, champion, 1.4 + 0.1 * noise(i)),
        runTo("RoPE", 1, { ...champion, position: "rope" }, 1.37 + 0.1 * noise(i)),
      ],
    };
    const handIn = firstLesson(i, asked ? question : {});
    return fileOf(`headline-lab_student-${i}.html`, `<p>${blockOf(handIn)}`);
  });
  return [...files, fileOf("holiday.html", "<p>a photo")];
}
