/** The headlines in use: the bundled sample, or a person's own, prepared by the engine. */
import { computed, signal } from "@preact/signals";
import { count } from "../format.js";
import { differs, requestFor } from "../pack/source.js";
import { text } from "../text.js";
import { announce } from "./announce.js";
import { loadEngine } from "./engine.js";
import { isCancelled, report, tell } from "./problems.js";
import { DATA_FIELDS } from "./recipes.js";
import { turn } from "./turn.js";

/** Where headlines come from: what the engine takes, or a class pack. @typedef {import("../types.js").Source | import("../pack/source.js").PackSource} Origin */
/** @typedef {{ phase: "reading" | "vocabulary" | "encoding", done?: number, total?: number }} Progress */

/** @type {Origin} */
const SAMPLE = { kind: "sample" };

/** @type {import("@preact/signals").Signal<import("../types.js").Data | null>} */
export const data = signal(null);

/** Where a preparation stands; null when none runs. @type {import("@preact/signals").Signal<Progress | null>} */
export const preparing = signal(null);

/**
 * Headlines that a link asks for and this tab does not have. Nothing is trained before a person has chosen them, or others
 * in their place. @type {import("@preact/signals").Signal<import("../link/format.js").Needs | null>}
 */
export const needed = signal(null);

/** Whole seconds that the phase of the preparation has taken: learning a vocabulary tells nothing else of how far it is. */
export const phaseSeconds = signal(0);

/** What became of the last preparation of a person's own headlines. @type {import("@preact/signals").Signal<"none" | "ready" | "cancelled">} */
export const outcome = signal("none");

/** @type {Origin} */
let source = SAMPLE;
/** @type {number | undefined} */
let column;
/** What `data` was prepared from. */
let preparedFor = "";
/** Every data set that the engine holds. @type {Set<import("../types.js").Data>} */
const known = new Set();
/** @type {AbortController | null} */
let running = null;
/** What a person chose and is being prepared: what the page prepares by itself waits for it. @type {Promise<unknown> | null} */
let choosing = null;

const sourceIsSample = signal(true);
export const isSample = computed(() => sourceIsSample.value);

/** The headlines that a link to this page has to ask for; null for the sample. @returns {import("../link/format.js").Needs | null} */
export function needs() {
  const own = data.value;
  if (needed.value || sourceIsSample.value || !own) return needed.value;
  return { name: own.name, titles: own.info.titles_found, column: own.info.column ?? null };
}

/** Asks for the headlines that a link was made with, unless they are in use. @param {import("../link/format.js").Needs | null} asked */
export function askFor(asked) {
  const own = sourceIsSample.value ? null : data.value;
  const here = own?.name === asked?.name && own?.info.titles_found === asked?.titles;
  needed.value = here ? null : asked;
}

/**
 * Headlines from storage, with the run that they were prepared for. They are in use from now on, as those of the run that is
 * shown; their file is gone, so that another vocabulary is learned of the titles that the run reads.
 * @param {import("../types.js").Data} prepared @param {import("../types.js").Config} config @param {() => string[]} titles
 */
export function useKept(prepared, config, titles) {
  known.add(prepared);
  data.value = prepared;
  preparedFor = keyOf(config);
  sourceIsSample.value = prepared.synthetic;
  // One title a line, whatever the file was whose name they have.
  column = undefined;
  source = prepared.synthetic
    ? SAMPLE
    : { kind: "text", text: titles().join("\n"), name: prepared.name, format: "txt" };
}

/** Headlines from storage that only earlier runs read. @param {import("../types.js").Data} prepared */
export function adoptData(prepared) {
  known.add(prepared);
}

/** @param {import("../types.js").Config} config */
function keyOf(config) {
  return JSON.stringify(DATA_FIELDS.map((field) => config[field]));
}

/**
 * The data for a configuration; prepared anew only when the source or a field that shapes it has changed.
 * @param {import("../types.js").Config} config
 */
export async function ensureData(config) {
  while (choosing) await choosing.catch(() => {});
  const asked = needed.value;
  if (asked) throw new Error(text.link.needs(asked.name, count(asked.titles)));
  if (data.value && preparedFor === keyOf(config)) return data.value;
  const prepared = await prepare(source, column, config);
  // The page shows them before runs are made of them.
  await turn();
  return prepared;
}

/**
 * @param {Origin} from @param {number | undefined} fromColumn @param {import("../types.js").Config} config
 * @returns {Promise<import("../types.js").Data>}
 */
async function prepare(from, fromColumn, config) {
  running?.abort();
  const controller = new AbortController();
  running = controller;
  const clock = countPhases();
  preparing.value = { phase: "reading" };
  try {
    const engine = await loadEngine();
    const prepared = await engine.prepare({
      ...requestFor(from, config),
      column: fromColumn,
      signal: controller.signal,
      onProgress: (/** @type {Progress} */ progress) => {
        if (running === controller) preparing.value = progress;
      },
    });
    const isOther = from.kind === "pack" && differs(from, config, prepared);
    if (isOther) await engine.disposeData(prepared.id);
    if (isOther) throw new Error(text.pack.refused.differs);
    source = from;
    column = fromColumn;
    sourceIsSample.value = prepared.synthetic;
    needed.value = null;
    preparedFor = keyOf(config);
    known.add(prepared);
    data.value = prepared;
    return prepared;
  } finally {
    clearInterval(clock);
    if (running === controller) {
      running = null;
      preparing.value = null;
    }
  }
}

/** Counts the seconds of each phase, until the interval is cleared. */
function countPhases() {
  phaseSeconds.value = 0;
  let since = performance.now();
  let phase = preparing.value?.phase;
  return setInterval(() => {
    if (preparing.value?.phase !== phase) {
      phase = preparing.value?.phase;
      since = performance.now();
    }
    phaseSeconds.value = Math.floor((performance.now() - since) / 1000);
  }, 250);
}

/**
 * Prepares headlines of a person's own. The ones in use stay until it has worked. True where it has.
 * @param {Origin} from @param {import("../types.js").Config} config @param {number} [fromColumn]
 */
export async function chooseSource(from, config, fromColumn) {
  outcome.value = "none";
  const asked = needed.value;
  const [file, ...others] = from.kind === "files" ? from.files : [];
  const known = file?.name === asked?.name && others.length === 0 ? asked?.column : null;
  const work = prepare(from, fromColumn ?? known ?? undefined, config);
  choosing = work;
  try {
    const prepared = await work;
    outcome.value = "ready";
    if (asked && from.kind !== "sample") tellWhatDiffers(prepared, asked);
    announce(text.announce.data(prepared.name));
    return true;
  } catch (error) {
    if (isCancelled(error)) outcome.value = "cancelled";
    else report("data", error);
    return false;
  } finally {
    if (choosing === work) choosing = null;
  }
}

/** Other headlines than the link was made with give other curves. @param {import("../types.js").Data} chosen @param {import("../link/format.js").Needs} asked */
function tellWhatDiffers({ name, info }, asked) {
  if (info.titles_found === asked.titles) return;
  tell(text.link.others(name, count(info.titles_found), asked.name, count(asked.titles)));
}

/** Reads the same file again with another column. @param {number} chosen @param {import("../types.js").Config} config */
export function chooseColumn(chosen, config) {
  return chooseSource(source, config, chosen);
}

/** What a person's own headlines are read from; null for the sample and for a class pack, whose headlines are as its maker chose them. */
export function ownSource() {
  return source.kind === "sample" || source.kind === "pack" ? null : { source, column };
}

/** Reads the same files again and leaves out other headlines. @param {import("../../engine.js").Sift} sift @param {import("../types.js").Config} config */
export async function chooseSift(sift, config) {
  const own = ownSource();
  if (own) await chooseSource({ ...own.source, sift }, config, column);
}

/**
 * What to ask of the engine for a configuration's headlines, of each place that they can come from here: those in use, then
 * the sample. `tokenizer` makes their tokens, where it is given.
 * @param {import("../types.js").Config} config @param {string} [tokenizer]
 */
export function requestsFor(config, tokenizer) {
  const sample = { ...requestFor(SAMPLE, config), column: undefined };
  if (source.kind === "sample") return [sample];
  const own = requestFor(source, config);
  const given = tokenizer === undefined ? own.source : { ...own.source, tokenizer };
  return [{ source: given, config: own.config, column }, sample];
}

/** @param {import("../types.js").Config} config */
export function useSample(config) {
  return chooseSource(SAMPLE, config);
}

export function cancelPreparing() {
  running?.abort();
}

/** Frees the data sets that are neither in use now nor among those still needed. @param {Set<import("../types.js").Data>} needed */
export async function releaseData(needed) {
  const loaded = await loadEngine();
  for (const one of known) {
    if (one === data.value || needed.has(one)) continue;
    try {
      await loaded.disposeData(one.id);
      known.delete(one);
    } catch {
      // A run still reads it: its memory is freed the next time.
    }
  }
}
