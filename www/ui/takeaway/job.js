/** Making a run's zip: one at a time for each run, while others train, to be cancelled at any moment. */
import { signal } from "@preact/signals";
import { folderName } from "../chart/export/names.js";
import { download } from "../download.js";
import { engine } from "../state/engine.js";
import { sentenceOf } from "../state/refusals.js";
import { text } from "../text.js";
import { factsOf } from "./model.js";
import { zipOf } from "./zip.js";

const words = text.takeaway;

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/**
 * `share` of the zip that is made, null before its weights are here; `bytes` of the file; `step` after which its weights are.
 * @typedef {{ kind: "making", share: number | null, cancel: () => void }
 *   | { kind: "made", file: string, bytes: number, step: number }
 *   | { kind: "cancelled" }
 *   | { kind: "failed", why: string }} Job
 */

/** Kept beside the form, which can be closed and opened again in the meantime. @type {WeakMap<RunCard, import("@preact/signals").Signal<Job | null>>} */
const jobs = new WeakMap();

/** What is being made of a run, or was last. @param {RunCard} card */
export function jobOf(card) {
  const job = jobs.get(card) ?? signal(/** @type {Job | null} */ (null));
  jobs.set(card, job);
  return job;
}

/** Why there is no zip, in a sentence. @param {unknown} error @param {RunCard} card */
function reasonOf(error, card) {
  const code = /** @type {{ code?: string }} */ (error).code ?? "";
  if (code === "unknown" || code === "state") return words.gone(card.name.value);
  // How a browser says that it has no room for an array.
  return error instanceof RangeError ? words.noMemory : sentenceOf(error);
}

/** @param {RunCard} card @param {boolean} half @param {{ signal: AbortSignal, progress: (share: number) => void }} watch */
async function make(card, half, watch) {
  const loaded = engine.value;
  const id = card.engineId.value;
  if (!loaded || id === null) throw Object.assign(new Error(), { code: "unknown" });
  const weights = await loaded.weights(id, { half, signal: watch.signal });
  // Read before anything else is waited for: the engine tells each update in its turn with its answers, so that the last
  // one told is that of these weights.
  const facts = factsOf(card);
  watch.progress(0);
  const texts = await loaded.folderTexts(id, facts);
  const encoder = new TextEncoder();
  const files = Object.entries(texts).map(([name, content]) => ({
    name,
    bytes: encoder.encode(content),
  }));
  const folder = folderName(card);
  const model = { name: "model.safetensors", bytes: weights, stored: true };
  const zip = await zipOf(folder, [...files, model], watch);
  return { zip, file: `${folder}.zip`, step: facts.step };
}

/** Makes the zip and hands it to the browser's downloads. @param {RunCard} card @param {boolean} half */
export async function takeAway(card, half) {
  const job = jobOf(card);
  if (job.value?.kind === "making") return;
  const stop = new AbortController();
  const cancel = () => {
    stop.abort();
    job.value = { kind: "cancelled" };
  };
  const progress = (/** @type {number} */ share) => {
    if (!stop.signal.aborted) job.value = { kind: "making", share, cancel };
  };
  job.value = { kind: "making", share: null, cancel };
  try {
    const { zip, file, step } = await make(card, half, { signal: stop.signal, progress });
    stop.signal.throwIfAborted();
    download(zip, file);
    job.value = { kind: "made", file, bytes: zip.size, step };
  } catch (error) {
    // What was cancelled has said so, and another may be under way by now.
    if (!stop.signal.aborted) job.value = { kind: "failed", why: reasonOf(error, card) };
  }
}
