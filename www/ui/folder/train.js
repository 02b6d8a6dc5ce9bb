/** Runs that begin with the weights of a model from files. */
import { followBegun } from "../state/begun.js";
import { secondsFor } from "../state/clock.js";
import { adoptData } from "../state/data.js";
import { engine, loadEngine } from "../state/engine.js";
import { tie } from "../state/events.js";
import { expectedSteps } from "../state/machine.js";
import { beginBeside } from "../state/onward.js";
import { branches, createBegun, freeInk, runs } from "../state/runs.js";
import { placeInStorage, placeOf } from "../state/storage.js";
import { text } from "../text.js";

/** @typedef {import("./state.js").ModelHere} ModelHere */
/** @typedef {import("../types.js").Config} Config */
/** @typedef {import("../types.js").Data} Data */
/** Headlines to train on: a file, or those in use. @typedef {File | Data} Headlines */
/** @typedef {{ epochs: number, lr: number, schedule: "warmup_cosine" | "constant" }} Wish */
/** @typedef {{ signal: AbortSignal, onProgress: (progress: import("../../engine.js").PrepareProgress) => void }} Watch */

/** As many headlines as there are. */
const ALL = 1e8;
/** Fewer updates in an epoch would be no curve. */
const LEAST_UPDATES = 20;
/** How a model is trained whose folder does not say it. */
const UNTOLD = /** @type {const} */ ({
  optimizer: "adamw",
  lr: 3e-4,
  weight_decay: 0.1,
  schedule: "warmup_cosine",
  val_frac: 0.1,
});

/** How a model would be trained on, before a person changes it. @param {ModelHere} of @returns {Config} */
export function trainedAs({ told, model }) {
  const { config } = model.facts;
  return /** @type {Config} */ (told ? config : { ...config, ...UNTOLD });
}

/** @param {Headlines} headlines @returns {headlines is File} */
const isFile = (headlines) => headlines instanceof File;

/** What headlines are called. @param {Headlines} headlines */
export function nameOf(headlines) {
  if (isFile(headlines)) return headlines.name;
  return headlines.synthetic ? text.panels.mine.sampleName : headlines.name;
}

/**
 * Headlines in use are read in their order, so that the same ones are held back: losses on them compare.
 * @param {Headlines} headlines @returns {{ source: Parameters<import("./state.js").FolderModel["prepare"]>[0]["source"], split: Partial<Config> }}
 */
function sourceOf(headlines) {
  if (isFile(headlines)) return { source: { kind: "file", file: headlines }, split: {} };
  const { id, name, synthetic, train_titles, val_titles } = headlines;
  const titles = [false, true].flatMap((val) => engine.value?.trainingTitles(id, val) ?? []);
  return {
    source: { kind: "text", text: titles.join("\n"), name, format: "txt", synthetic },
    // Half a title less than are held back: whatever rounding does, the same number is left to train on.
    split: { shuffle: false, val_frac: (val_titles - 0.5) / (train_titles + val_titles) },
  };
}

/**
 * Seconds that a training would take here; null where nobody knows: the headlines of a file are counted once it begins.
 * @param {ModelHere} of @param {Headlines} headlines @param {number} epochs
 */
export function secondsOfTraining(of, headlines, epochs) {
  if (isFile(headlines)) return null;
  const titles = headlines.train_titles + headlines.val_titles;
  const val_frac = headlines.val_titles / titles;
  const config = { ...trainedAs(of), titles, val_frac, epochs, steps: 0 };
  return secondsFor(config, expectedSteps(config));
}

/** A batch that leaves an epoch some updates. @param {Config} config @param {Data} data */
function batchFor({ batch_size, block_size }, { train_tokens }) {
  let batch = batch_size;
  while (batch > 1 && train_tokens < LEAST_UPDATES * batch * block_size)
    batch = Math.floor(batch / 2);
  return batch;
}

/** The recipe that has this configuration, for a person who wants to train the same from the start. @param {Config} config @returns {Promise<import("../types.js").Recipe>} */
export async function recipeOf(config) {
  const [preset, size] = [config.optimizer === "adamw" ? "champion" : "baseline", "paper"];
  const loaded = await loadEngine();
  const base = /** @type {Config} */ ((await loaded.resolve({ preset, size })).config);
  const differing = Object.entries(config).filter(([field, value]) => base[field] !== value);
  return { preset, size, set: Object.fromEntries(differing) };
}

/**
 * Prepares the headlines with the model's tokenizer and begins the run beside the experiment; rejects with what the engine
 * refuses.
 * @param {ModelHere} of @param {Headlines} headlines @param {Wish} wish @param {Watch} watch
 */
export async function trainModelOn(of, headlines, wish, { signal, onProgress }) {
  const { source, split } = sourceOf(headlines);
  const asked = { ...trainedAs(of), ...wish, ...split, steps: 0, micro_batch_size: 0 };
  const wide = { ...asked, titles: ALL, batch_size: 1 };
  const data = await of.model.prepare({ source, config: wide, signal, onProgress });
  const config = {
    ...asked,
    titles: data.info.titles_used,
    batch_size: batchFor(asked, data),
  };
  try {
    return await beginBeside(() => begin(of, data, config, nameOf(headlines), signal));
  } catch (error) {
    // Nothing reads them, unless the run was made and could not be started.
    await engine.value?.disposeData(data.id).catch(() => adoptData(data));
    throw error;
  }
}

/** @param {ModelHere} of @param {Data} data @param {Config} config @param {string} headlines @param {AbortSignal} signal */
async function begin({ name, model }, data, config, headlines, signal) {
  const card = createBegun(name, {
    recipe: await recipeOf(config),
    resolved: { config, changed_by_size: [], params: model.facts.params },
    ink: freeInk([...runs.value, ...branches.value]),
  });
  card.data = data;
  card.name.value = text.names.begun(name, headlines.replace(/\.(txt|csv)$/i, ""));
  card.short.value = card.name.value;
  placeInStorage([card]);
  const run = await model.trainOn({ config, data, keep: placeOf(card), signal });
  card.plan.value = run.plan;
  branches.value = [...branches.value, card];
  tie(card, run.id);
  adoptData(data);
  followBegun(card);
  return { card, id: run.id };
}
