/** Headlines written at a person's wish: by one writer, or by several side by side, seed after seed. */
import { signal } from "@preact/signals";
import { text } from "../text.js";
import { announce } from "./announce.js";
import { engine } from "./engine.js";
import { isCancelled, report } from "./problems.js";

/** @typedef {import("./runs.js").RunCard} RunCard */
/** @typedef {{ prompt: string, temperature: number, top_k: number, top_p: number, max_tokens: number, seed: number, count: number }} WritingOptions */
/** @typedef {Omit<WritingOptions, "count"> & { signal: AbortSignal }} OneWish */
/**
 * What writes: a run, with its `card` and the step at which it stands, or a model from files, with neither.
 * @typedef {{
 *   card: RunCard | null, name: string, ink: number, step: number | null,
 *   pieces: (wish: OneWish) => AsyncIterable<{ text: string, done: boolean }>,
 * }} Writer
 */
/**
 * One headline asked for. `columns`: how many write beside each other; `column`: its writer's place among them. `cut`: a
 * person stopped it before its end.
 * @typedef {Omit<Writer, "pieces"> & {
 *   key: number, seed: number, text: string, done: boolean, cut: boolean, column: number, columns: number,
 * }} Sample
 */

const KEPT = 200;
let lastKey = 0;

/** A place where headlines are asked for: its settings, and what was written there. */
export class Writing {
  /** The newest batch first; in it seed after seed, and for each seed a writer after the other. @type {import("@preact/signals").Signal<Sample[]>} */
  samples = signal([]);
  busy = signal(false);
  /** Kept here, so that closing a panel loses no setting. @type {import("@preact/signals").Signal<WritingOptions>} */
  options = signal({
    prompt: "",
    temperature: 0.8,
    top_k: 40,
    top_p: 1,
    max_tokens: 0,
    seed: 1,
    count: 5,
  });
  /** @type {AbortController | null} */
  #running = null;

  /** Has them write, all from the same seeds: for each seed side by side, token by token. @param {Writer[]} writers */
  async write(writers) {
    if (writers.length === 0 || this.busy.value) return;
    const controller = new AbortController();
    this.#running = controller;
    this.busy.value = true;
    const { seed, count, ...sampling } = this.options.value;
    const lines = this.#reserve(writers, seed, count);
    try {
      for (let i = 0; i < count && !controller.signal.aborted; i += 1) {
        const row = lines.slice(i * writers.length, (i + 1) * writers.length);
        await Promise.all(
          row.map((line) => this.#writeOne(line, writers[line.column], sampling, controller)),
        );
      }
    } catch (error) {
      if (!isCancelled(error)) report("run", error);
    } finally {
      this.#running = null;
      this.busy.value = false;
      this.#settle(new Set(lines.map((line) => line.key)), sampling.prompt);
    }
  }

  stop() {
    this.#running?.abort();
  }

  /** @param {Sample} line @param {Writer} writer @param {Omit<WritingOptions, "seed" | "count">} sampling @param {AbortController} controller */
  async #writeOne({ key, seed }, { pieces }, sampling, controller) {
    try {
      for await (const piece of pieces({ ...sampling, seed, signal: controller.signal }))
        this.#update(key, piece);
    } catch (error) {
      // Those beside it would be compared with nothing.
      controller.abort();
      throw error;
    }
  }

  /**
   * Puts up the lines to be written, all at once, so that nothing moves while they fill.
   * @param {Writer[]} writers @param {number} seed @param {number} count
   */
  #reserve(writers, seed, count) {
    const lines = Array.from({ length: count }, (_, i) =>
      writers.map(({ card, name, ink, step }, column) => {
        lastKey += 1;
        const written = { key: lastKey, seed: seed + i, text: "", done: false, cut: false };
        return { card, name, ink, step, ...written, column, columns: writers.length };
      }),
    ).flat();
    this.samples.value = [...lines, ...this.samples.value].slice(0, Math.max(KEPT, lines.length));
    return lines;
  }

  /** @param {number} key @param {{ text: string, done: boolean }} piece */
  #update(key, piece) {
    this.samples.value = this.samples.value.map((sample) =>
      sample.key === key ? { ...sample, ...piece } : sample,
    );
  }

  /**
   * Takes away the lines that were not begun, marks those that were cut, and tells how many are whole.
   * @param {Set<number>} keys @param {string} prompt
   */
  #settle(keys, prompt) {
    const { samples } = this;
    const mine = samples.value.filter((sample) => keys.has(sample.key));
    samples.value = samples.value
      .filter(
        (sample) => !keys.has(sample.key) || sample.done || !["", prompt].includes(sample.text),
      )
      .map((sample) => (keys.has(sample.key) && !sample.done ? { ...sample, cut: true } : sample));
    const done = mine.filter((sample) => sample.done).length;
    if (done > 0) announce(text.announce.wrote(String(done)));
  }
}

/** Where the runs of the page write. */
export const byRuns = new Writing();

/** Which run writes, by its key, or all that are on the screen; null leaves it to the page. @type {import("@preact/signals").Signal<number | "all" | null>} */
export const chosenWriter = signal(null);

/** A run as it stands. @param {RunCard} card @returns {Writer} */
export function writerOf(card) {
  return {
    card,
    name: card.name.value,
    ink: card.ink,
    step: card.step.value,
    pieces(wish) {
      const id = card.engineId.value;
      if (id === null || !engine.value) return nothing();
      return engine.value.generate(id, wish);
    },
  };
}

/** What a run without weights writes. @returns {AsyncIterable<{ text: string, done: boolean }>} */
async function* nothing() {}
