/** Headlines written at a person's wish, one after the other, from the run they choose. */
import { signal } from "@preact/signals";
import { text } from "../text.js";
import { announce } from "./announce.js";
import { engine } from "./engine.js";
import { isCancelled, report } from "./problems.js";

/** @typedef {{ key: number, name: string, ink: number, seed: number, step: number, text: string, done: boolean }} Sample */
/** @typedef {{ prompt: string, temperature: number, top_k: number, top_p: number, seed: number, count: number }} WritingOptions */

const KEPT = 200;

/** The newest batch first. @type {import("@preact/signals").Signal<Sample[]>} */
export const samples = signal([]);
export const writing = signal(false);

/** Kept here, so that closing the panel loses no setting. @type {import("@preact/signals").Signal<WritingOptions>} */
export const options = signal({
  prompt: "",
  temperature: 0.8,
  top_k: 40,
  top_p: 1,
  seed: 1,
  count: 5,
});

/** @type {AbortController | null} */
let running = null;
let lastKey = 0;

/** @param {import("./runs.js").RunCard} card */
export async function write(card) {
  const id = card.engineId.value;
  const loaded = engine.value;
  if (id === null || !loaded || writing.value) return;
  const controller = new AbortController();
  running = controller;
  writing.value = true;
  const { count, prompt, temperature, top_k, top_p, seed } = options.value;
  const keys = reserve(card, seed, count);
  let done = 0;
  try {
    for (const [i, key] of keys.entries()) {
      const sampling = { prompt, temperature, top_k, top_p, seed: seed + i };
      const pieces = loaded.generate(id, { ...sampling, signal: controller.signal });
      for await (const piece of pieces) update(key, piece);
      if (controller.signal.aborted) break;
      done += 1;
    }
  } catch (error) {
    if (!isCancelled(error)) report("run", error);
  } finally {
    running = null;
    writing.value = false;
    samples.value = samples.value.filter((sample) => sample.done || sample.text !== "");
    if (done > 0) announce(text.announce.wrote(String(done)));
  }
}

export function stopWriting() {
  running?.abort();
}

/**
 * Puts up the lines to be written, all at once, so that nothing moves while they fill.
 * @param {import("./runs.js").RunCard} card @param {number} seed @param {number} count @returns {number[]} Their keys.
 */
function reserve(card, seed, count) {
  const first = lastKey + 1;
  lastKey += count;
  const lines = Array.from({ length: count }, (_, i) => ({
    key: first + i,
    name: card.name.value,
    ink: card.ink,
    seed: seed + i,
    step: card.step.value,
    text: "",
    done: false,
  }));
  samples.value = [...lines, ...samples.value].slice(0, KEPT);
  return lines.map((line) => line.key);
}

/** @param {number} key @param {{ text: string, done: boolean }} piece */
function update(key, piece) {
  samples.value = samples.value.map((sample) =>
    sample.key === key ? { ...sample, ...piece } : sample,
  );
}
