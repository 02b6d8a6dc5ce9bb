/** A run as a zip that it goes on from: its state, its run file and its tokenizer. One at a time for each run. */
import { signal } from "@preact/signals";
import { runFileName } from "../chart/export/names.js";
import { download } from "../download.js";
import { engine } from "../state/engine.js";
import { sentenceOf } from "../state/refusals.js";
import { zipOf } from "../takeaway/zip.js";
import { text } from "../text.js";
import { NAMES } from "./format.js";

const words = text.comeback;

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {{ kind: "making" } | { kind: "made", file: string, bytes: number, step: number } | { kind: "failed", why: string }} Job */

/** Kept beside the form, which can be closed and opened again in the meantime. @type {WeakMap<RunCard, import("@preact/signals").Signal<Job | null>>} */
const jobs = new WeakMap();

/** What is being saved of a run, or was last. @param {RunCard} card */
export function jobOf(card) {
  const job = jobs.get(card) ?? signal(/** @type {Job | null} */ (null));
  jobs.set(card, job);
  return job;
}

/** The folder of a run that goes on elsewhere, which its zip is called after. @param {RunCard} card */
export const folderName = (card) => runFileName(card).replace(/-run\.json$/, "-state");

/** @param {RunCard} card */
async function make(card) {
  const loaded = engine.value;
  const id = card.engineId.value;
  if (!loaded || id === null || !card.data) throw Object.assign(new Error(), { code: "unknown" });
  const [{ runFile }, { textOf }] = await Promise.all([
    import("../runfile/save.js"),
    import("../runfile/format.js"),
  ]);
  const state = await loaded.kept.stateFile(id);
  // Read before anything else is waited for: a run that rests stands where its state does.
  const file = runFile(card, new Date());
  const encoder = new TextEncoder();
  const texts = { run: textOf(file), tokenizer: loaded.tokenizer(card.data.id) };
  const folder = folderName(card);
  const zip = await zipOf(
    folder,
    [
      ...Object.entries(texts).map(([part, content]) => ({
        name: NAMES[/** @type {keyof typeof texts} */ (part)],
        bytes: encoder.encode(content),
      })),
      { name: NAMES.state, bytes: state, stored: true },
    ],
    { signal: new AbortController().signal, progress: () => {} },
  );
  return { zip, file: `${folder}.zip`, step: file.run.step };
}

/** Makes the zip and hands it to the browser's downloads. @param {RunCard} card */
export async function saveState(card) {
  const job = jobOf(card);
  if (job.value?.kind === "making") return;
  job.value = { kind: "making" };
  try {
    const { zip, file, step } = await make(card);
    download(zip, file);
    job.value = { kind: "made", file, bytes: zip.size, step };
  } catch (error) {
    const code = /** @type {{ code?: string }} */ (error).code ?? "";
    const gone = code === "unknown" || code === "state";
    job.value = { kind: "failed", why: gone ? words.gone(card.name.value) : sentenceOf(error) };
  }
}

/** States in which a run rests with its weights. */
const RESTING = ["paused", "stopped", "finished"];

/** Whether a run rests and can be saved as it stands. @param {RunCard} card */
export const canSaveState = (card) =>
  card.engineId.value !== null &&
  card.data !== null &&
  card.step.value > 0 &&
  RESTING.includes(card.state.value);

/** About how many bytes a run's state takes: one that is finished has let go of its moments. @param {RunCard} card */
export function bytesOf({ config, plan, params, state }) {
  const moments = config.optimizer === "adamw" ? 2 : Number(config.momentum !== 0);
  const numbers = state.value === "finished" ? 1 : 1 + moments;
  return 4 * (plan.value?.params ?? params) * numbers;
}
