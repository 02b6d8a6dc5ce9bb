/** Headlines written at a person's wish: from one run, or from several side by side, seed after seed. */
import { signal } from "@preact/signals";
import { text } from "../text.js";
import { announce } from "./announce.js";
import { engine } from "./engine.js";
import { isCancelled, report } from "./problems.js";

/** @typedef {import("./runs.js").RunCard} RunCard */
/**
 * One headline asked for. `columns`: how many runs write beside each other; `column`: its run's place among them.
 * `cut`: a person stopped it before its end.
 * @typedef {{
 *   key: number, card: RunCard, name: string, ink: number, seed: number, step: number, text: string, done: boolean,
 *   cut: boolean, column: number, columns: number,
 * }} Sample
 */
/** @typedef {{ prompt: string, temperature: number, top_k: number, top_p: number, max_tokens: number, seed: number, count: number }} WritingOptions */

const KEPT = 200;

/** The newest batch first; in it seed after seed, and for each seed a run after the other. @type {import("@preact/signals").Signal<Sample[]>} */
export const samples = signal([]);
export const writing = signal(false);

/** Kept here, so that closing the panel loses no setting. @type {import("@preact/signals").Signal<WritingOptions>} */
export const options = signal({
  prompt: "",
  temperature: 0.8,
  top_k: 40,
  top_p: 1,
  max_tokens: 0,
  seed: 1,
  count: 5,
});

/** Which run writes, by its key, or all that are on the screen; null leaves it to the page. @type {import("@preact/signals").Signal<number | "all" | null>} */
export const chosenWriter = signal(null);

/** @type {AbortController | null} */
let running = null;
let lastKey = 0;

/**
 * Has the runs write, all from the same seeds: for each seed side by side, token by token.
 * @param {RunCard[]} cards
 */
export async function write(cards) {
  if (cards.length === 0 || writing.value) return;
  const controller = new AbortController();
  running = controller;
  writing.value = true;
  const { seed, count, ...sampling } = options.value;
  const lines = reserve(cards, seed, count);
  try {
    for (let i = 0; i < count && !controller.signal.aborted; i += 1) {
      const row = lines.slice(i * cards.length, (i + 1) * cards.length);
      await Promise.all(row.map((line) => writeOne(line, sampling, controller)));
    }
  } catch (error) {
    if (!isCancelled(error)) report("run", error);
  } finally {
    running = null;
    writing.value = false;
    settle(new Set(lines.map((line) => line.key)), sampling.prompt);
  }
}

/** @param {Sample} line @param {Omit<WritingOptions, "seed" | "count">} sampling @param {AbortController} controller */
async function writeOne({ key, card, seed }, sampling, controller) {
  const id = card.engineId.value;
  if (id === null || !engine.value) return;
  try {
    const pieces = engine.value.generate(id, { ...sampling, seed, signal: controller.signal });
    for await (const piece of pieces) update(key, piece);
  } catch (error) {
    // Those beside it would be compared with nothing.
    controller.abort();
    throw error;
  }
}

export function stopWriting() {
  running?.abort();
}

/**
 * Puts up the lines to be written, all at once, so that nothing moves while they fill.
 * @param {RunCard[]} cards @param {number} seed @param {number} count
 */
function reserve(cards, seed, count) {
  const lines = Array.from({ length: count }, (_, i) =>
    cards.map((card, column) => {
      lastKey += 1;
      return {
        key: lastKey,
        card,
        name: card.name.value,
        ink: card.ink,
        seed: seed + i,
        step: card.step.value,
        text: "",
        done: false,
        cut: false,
        column,
        columns: cards.length,
      };
    }),
  ).flat();
  samples.value = [...lines, ...samples.value].slice(0, Math.max(KEPT, lines.length));
  return lines;
}

/** @param {number} key @param {{ text: string, done: boolean }} piece */
function update(key, piece) {
  samples.value = samples.value.map((sample) =>
    sample.key === key ? { ...sample, ...piece } : sample,
  );
}

/**
 * Takes away the lines that were not begun, marks those that were cut, and tells how many are whole.
 * @param {Set<number>} keys @param {string} prompt
 */
function settle(keys, prompt) {
  const mine = samples.value.filter((sample) => keys.has(sample.key));
  samples.value = samples.value
    .filter((sample) => !keys.has(sample.key) || sample.done || !["", prompt].includes(sample.text))
    .map((sample) => (keys.has(sample.key) && !sample.done ? { ...sample, cut: true } : sample));
  const done = mine.filter((sample) => sample.done).length;
  if (done > 0) announce(text.announce.wrote(String(done)));
}
