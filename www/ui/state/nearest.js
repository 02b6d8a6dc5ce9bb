/**
 * The training titles nearest to headlines that are shown, asked one after the other, and while runs train with so long
 * a rest between that training hardly notices.
 */
import { signal } from "@preact/signals";
import { engine } from "./engine.js";
import { phase } from "./phase.js";
import { branches, earlierRuns, runs } from "./runs.js";

/** @typedef {import("./runs.js").RunCard} RunCard */
/** @typedef {import("../../engine.js").NearestTitle} NearestTitle */
/** Undefined until it is known, null where there is none. @typedef {import("@preact/signals").Signal<NearestTitle | null | undefined>} Answer */
/** @typedef {{ data: import("../types.js").Data, text: string, answer: Answer }} Wish */

/** Rest between two questions while runs train: a search takes some milliseconds. */
const REST_MS = 300;
/** Answers kept, more than can be on the screen; the oldest go first. */
const KEPT = 4000;

/** @type {Map<string, Answer>} */
const answers = new Map();
/** @type {Wish[]} */
let wishes = [];
let asking = false;

/** The headline that a person points at, or null. @type {import("@preact/signals").Signal<{ card: RunCard, text: string } | null>} */
export const pointed = signal(null);

/** @param {import("../types.js").Data} data @param {string} text */
const keyOf = ({ id }, text) => `${id} ${text}`;

/** A run that trains on these titles and that the engine still has. @param {import("../types.js").Data} data */
function runOn(data) {
  const cards = [...runs.value, ...branches.value, ...earlierRuns.value];
  return cards.find((card) => card.data === data && card.engineId.value !== null)?.engineId.value;
}

/**
 * The training title nearest to a headline of a run, when it is known; unknown for ever where the run's titles are no
 * longer at hand, or never were.
 * @param {RunCard} card @param {string} text @returns {Answer}
 */
export function nearestTo({ data }, text) {
  if (!data) return signal(undefined);
  const key = keyOf(data, text);
  const known = answers.get(key);
  if (known) return known;
  /** @type {Answer} */
  const answer = signal(undefined);
  answers.set(key, answer);
  if (answers.size > KEPT) answers.delete(/** @type {string} */ (answers.keys().next().value));
  wishes.push({ data, text, answer });
  queueMicrotask(ask);
  return answer;
}

/** Whether the training titles of a run can be asked. @param {RunCard} card */
export function canCompare({ data }) {
  return data !== null && runOn(data) !== undefined;
}

/** A person points at a headline: it is asked for before the others. @param {RunCard} card @param {string} text */
export function pointAt(card, text) {
  pointed.value = { card, text };
  wishes = [
    ...wishes.filter((wish) => wish.text === text),
    ...wishes.filter((wish) => wish.text !== text),
  ];
}

/** Points at nothing any more, unless at something else already. @param {RunCard} card @param {string} text */
export function pointAway(card, text) {
  if (pointed.value?.card === card && pointed.value.text === text) pointed.value = null;
}

/** The headlines are no longer shown: what was not asked yet is not asked at all. */
export function forgetWishes() {
  pointed.value = null;
  for (const { data, text } of wishes) answers.delete(keyOf(data, text));
  wishes = [];
}

async function ask() {
  if (asking) return;
  asking = true;
  try {
    for (let wish = wishes.shift(); wish; wish = wishes.shift()) {
      const run = runOn(wish.data);
      if (!run || !engine.value) continue;
      try {
        wish.answer.value = await engine.value.nearestTitle(run, wish.text);
      } catch {
        // The run has gone meanwhile: the headline stays without a mark, and may be asked for again.
        answers.delete(keyOf(wish.data, wish.text));
      }
      if (phase.value === "running") await new Promise((resolve) => setTimeout(resolve, REST_MS));
    }
  } finally {
    asking = false;
  }
}
