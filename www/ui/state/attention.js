/** Where the heads of the two runs beside each other look while they read the headline of reading.js. */
import { computed, effect, signal, untracked } from "@preact/signals";
import { engine } from "./engine.js";
import { pair } from "./pair.js";
import { isCancelled, report } from "./problems.js";
import { reading } from "./reading.js";
import { isBroken } from "./runs.js";
import { held } from "./still.js";

/** @typedef {import("./runs.js").RunCard} RunCard */
/** One run's of the reading `serial`, between the updates `from` and `to`: a run that trains does not wait. @typedef {{ card: RunCard, serial: number, from: number, to: number, attention: import("../../engine.js").Attention }} Column */

/** The most of the time that maps may take which nobody asked for while runs train. */
const SHARE = 0.05;

/** @type {import("@preact/signals").Signal<Column[]>} */
export const attended = signal([]);

/** The layer and the head that a person chose, from 0. @type {import("@preact/signals").Signal<{ layer: number, head: number } | null>} */
export const chosenHead = signal(null);

/** The token whose look is told; null for the last one, which can look at all. @type {import("@preact/signals").Signal<number | null>} */
export const chosenToken = signal(null);

/** How long nothing is asked for after something that took so long, so that the share holds. @param {number} took */
export const restAfter = (took) => took * (1 / SHARE - 1);

/** The runs beside each other that have weights to look with. */
export const seers = computed(() =>
  pair.value.filter((card) => card.engineId.value !== null && !isBroken(card)),
);

/** What a person asks for by reading a headline, or by putting another run beside. */
const wanted = computed(() => {
  const keys = seers.value.map((card) => `${card.key} ${card.engineId.value}`);
  return reading.value ? [reading.value.serial, ...keys].join() : "";
});

/** What makes the maps old: an evaluation, and where a run comes to rest. */
const newer = computed(() =>
  seers.value
    .map((card) => `${card.evaluated.value} ${card.state.value === "running" ? "" : card.step}`)
    .join(),
);

const trains = () => seers.value.some((card) => card.state.value === "running");

/** What is on its way, and whether a person asked for it. @type {{ controller: AbortController, asked: boolean } | null} */
let running = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let restsUntil = 0;

/** Ends what nobody asked for: what is on its way, and what is to come. */
function dropUnasked() {
  clearTimeout(timer);
  timer = undefined;
  if (running && !running.asked) running.controller.abort();
}

/** Asks for the maps of the headline that is read; what is still asked for gives way. @param {boolean} asked whether a person did */
async function ask(asked) {
  clearTimeout(timer);
  timer = undefined;
  running?.controller.abort();
  const read = reading.value;
  if (!read?.title || !engine.value) return;
  const controller = new AbortController();
  const mine = { controller, asked };
  running = mine;
  const start = performance.now();
  try {
    const columns = [];
    for (const card of seers.value) columns.push(await attentionOf(card, read, controller.signal));
    if (!controller.signal.aborted) attended.value = columns;
  } catch (error) {
    if (running === mine && !isCancelled(error)) report("run", error);
  } finally {
    const end = performance.now();
    restsUntil = end + restAfter(end - start);
    if (running === mine) running = null;
  }
}

/** Asks once the share allows it; not for a person who holds the live views still. */
function askInTime() {
  if (held.value || attended.value.length === 0 || timer !== undefined) return;
  if (!trains()) {
    ask(false);
  } else {
    // While maps are on their way nobody knows yet how long they take.
    const wait = running ? restAfter(1000) : restsUntil - performance.now();
    timer = setTimeout(() => ask(false), Math.max(0, wait));
  }
}

/** @param {RunCard} card @param {{ title: string, serial: number }} read @param {AbortSignal} signal @returns {Promise<Column>} */
async function attentionOf(card, { title, serial }, signal) {
  const from = card.step.value;
  const id = card.engineId.value ?? "";
  const attention = await engine.value?.attention(id, title, { signal });
  if (!attention) throw new Error("There is no engine.");
  return { card, serial, from, to: card.step.value, attention };
}

/** Follows the headline and the runs for as long as maps are shown. @returns {() => void} ends it */
export function followAttention() {
  const stops = [
    effect(() => {
      if (wanted.value !== "") untracked(() => ask(true));
    }),
    effect(() => {
      newer.value;
      untracked(askInTime);
    }),
    effect(() => {
      if (held.value) untracked(dropUnasked);
      else untracked(askInTime);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    dropUnasked();
    running?.controller.abort();
    attended.value = [];
  };
}
