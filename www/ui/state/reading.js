/** A headline read token by token: how probable each run finds what comes next, and what it would have put there itself. */
import { signal } from "@preact/signals";
import { engine } from "./engine.js";
import { isCancelled, report } from "./problems.js";
import { branches, runs } from "./runs.js";

/** @typedef {import("./runs.js").RunCard} RunCard */
/** `p`: what the run gave this token; `likeliest`: what it gave most, null until that is known or where it can't be asked. @typedef {{ text: string, p: number, likeliest: import("../types.js").NextToken[] | null }} ReadToken */
/** What one run makes of a headline, between the updates `from` and `to`: a run that trains does not wait. @typedef {{ card: RunCard, from: number, to: number, nats: number, tokens: ReadToken[] }} Column */
/** `serial`: counts readings, as a headline may be read again. @typedef {{ serial: number, title: string, columns: Column[] }} Reading */

/** Tokens named in the place of one. */
const LIKELIEST = 3;
/** Stands for bytes that are no whole character: a prompt that ends in it would be another one. */
const BROKEN = "\uFFFD";

/** The headline to be read, as a person types it. */
export const titleToRead = signal("");

/** The newest reading, as far as it has come. @type {import("@preact/signals").Signal<Reading | null>} */
export const reading = signal(null);

/** Whether tokens are still being asked for. */
export const isReading = signal(false);

/** @type {AbortController | null} */
let running = null;
let serial = 0;

/** The runs on the screen that can read, and those that go on from others. */
export function readers() {
  return [...runs.value, ...branches.value].filter((card) => card.engineId.value !== null);
}

/** Reads a headline with each run on the screen; a reading under way gives way. @param {string} wanted */
export async function read(wanted) {
  const title = wanted.trim();
  running?.abort();
  if (title === "" || !engine.value) return;
  const controller = new AbortController();
  running = controller;
  isReading.value = true;
  try {
    const columns = [];
    for (const card of readers()) columns.push(await surpriseOf(card, title, controller.signal));
    if (controller.signal.aborted) return;
    serial += 1;
    reading.value = { serial, title, columns };
    const length = Math.max(0, ...columns.map(({ tokens }) => tokens.length));
    for (let i = 0; i < length; i += 1) {
      const likeliest = await Promise.all(
        columns.map((column) => likeliestAt(column, i, controller.signal)),
      );
      if (controller.signal.aborted) return;
      put(i, likeliest);
    }
  } catch (error) {
    if (running === controller && !isCancelled(error)) report("run", error);
  } finally {
    if (running === controller) {
      running = null;
      isReading.value = false;
    }
  }
}

/** Ends what is asked for and no longer shown. */
export function stopReading() {
  running?.abort();
}

/** @param {RunCard} card @param {string} title @param {AbortSignal} signal @returns {Promise<Column>} */
async function surpriseOf(card, title, signal) {
  const step = card.step.value;
  const found = (await engine.value?.surprise(card.engineId.value ?? "", title, { signal })) ?? [];
  return {
    card,
    from: step,
    to: step,
    nats: found.reduce((sum, { nats }) => sum + nats, 0),
    tokens: found.map(({ text, nats }) => ({ text, p: Math.exp(-nats), likeliest: null })),
  };
}

/**
 * What a run finds likeliest after the tokens before the i-th. A prompt is trimmed, as a title is: after a space that is
 * a token of its own a run would be asked once more for what comes before it.
 * @param {Column} column @param {number} i @param {AbortSignal} signal
 */
async function likeliestAt({ card, tokens }, i, signal) {
  const before = tokens
    .slice(0, i)
    .map(({ text }) => text)
    .join("");
  const id = card.engineId.value;
  const askable = !before.includes(BROKEN) && before === before.trimEnd();
  if (i >= tokens.length || id === null || !askable) return null;
  return (await engine.value?.nextTokens(id, before, LIKELIEST, { signal })) ?? null;
}

/** @param {number} i @param {(import("../types.js").NextToken[] | null)[]} likeliest One for each column. */
function put(i, likeliest) {
  if (!reading.value) return;
  const columns = reading.value.columns.map((column, j) => ({
    ...column,
    to: column.card.step.value,
    tokens: column.tokens.map((token, k) =>
      k === i ? { ...token, likeliest: likeliest[j] } : token,
    ),
  }));
  reading.value = { ...reading.value, columns };
}
