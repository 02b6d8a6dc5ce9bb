/** A run from a state file, put beside the experiment where it can be trained on: with the headlines that it began with, or not at all. */
import { batch } from "@preact/signals";
import { count } from "../format.js";
import { announce } from "../state/announce.js";
import { beat } from "../state/beat.js";
import { followBegun } from "../state/begun.js";
import { countOn } from "../state/clock.js";
import { asked, became, coming } from "../state/comeback.js";
import { adoptData, data, requestsFor } from "../state/data.js";
import { loadEngine } from "../state/engine.js";
import { hasEnded, phase } from "../state/phase.js";
import { leaveRecording } from "../state/recorded.js";
import { laidOut } from "../state/returning.js";
import { addReadings, branches, earlierRuns, runs, training } from "../state/runs.js";
import { lookAtStorage, placeOf } from "../state/storage.js";
import { text } from "../text.js";
import { cardOf, reasonOf } from "./card.js";
import { partsOf } from "./read.js";
import { whyNot } from "./why.js";

const words = text.comeback;

/** @typedef {import("../files/given.js").Given} Given */
/** @typedef {import("../types.js").Data} Data */
/** @typedef {import("../types.js").Config} Config */
/** @typedef {import("../state/engine.js").Engine} Engine */
/** @typedef {import("./read.js").Parts} Parts */
/** @typedef {import("./format.js").StateHead} StateHead */
/** @typedef {import("./card.js").Found} Found */

/** A file's name without what says its kind. @param {string} file */
const bare = (file) => file.replace(/\.(zip|safetensors)$/i, "");

/** @param {Parts} parts @param {StateHead} head */
function refuseAnothers({ run }, { config }) {
  if (!run) return;
  const same = Object.entries(config).every(([field, value]) => run.run.config[field] === value);
  if (!same) throw new Error(words.why.another);
}

/** Whether headlines are those of a run; not where the engine has let go of them. @param {Found} found @param {Data} one */
async function isTheirs({ loaded, head }, one) {
  try {
    return await loaded.kept.isStateOf(head, one);
  } catch {
    return false;
  }
}

/** Headlines that are prepared for a run, if they are its own. @param {Found} found @param {Omit<Parameters<Engine["prepare"]>[0], "signal">} request @param {AbortSignal} signal */
async function preparedFor(found, request, signal) {
  const prepared = await found.loaded.prepare({ ...request, signal });
  if (await isTheirs(found, prepared)) return { mine: prepared, titles: 0 };
  await found.loaded.disposeData(prepared.id);
  return { mine: null, titles: prepared.info.titles_found };
}

/** The headlines of a run among those that are here, as they are or cut anew for it. @param {Found} found @param {AbortSignal} signal */
async function theirs(found, signal) {
  const cards = [...runs.value, ...branches.value, ...earlierRuns.value];
  const here = new Set([data.value, ...cards.map((card) => card.data)]);
  for (const one of here) if (one && (await isTheirs(found, one))) return one;
  for (const request of requestsFor(
    /** @type {Config} */ (found.head.config),
    found.parts.tokenizer,
  )) {
    try {
      const { mine } = await preparedFor(found, request, signal);
      if (mine) return mine;
    } catch (error) {
      signal.throwIfAborted();
      // Too few titles for this run, or a sample that can't be fetched: they are not its own, and a person may have those.
      if (!["data", "load"].includes(/** @type {{ code?: string }} */ (error).code ?? ""))
        throw error;
    }
  }
  return null;
}

/** Puts the run beside the experiment. @param {Found} found @param {Data} headlines */
async function begin(found, headlines) {
  const { loaded, parts, head, name } = found;
  // Freed with the others that nothing reads, should the run be refused.
  adoptData(headlines);
  const { card, told, events } = await cardOf(found, headlines);
  leaveRecording();
  await laidOut();
  const keep = placeOf(card);
  const { state: file } = parts;
  const { run, state, step } = await loaded.kept.openState({
    ...{ file, config: head.config, data: headlines, told, keep },
  });
  const alone = phase.value !== "running" && phase.value !== "paused";
  batch(() => {
    card.plan.value = run.plan;
    card.params = run.plan.params;
    addReadings(card, events);
    beat();
    card.engineId.value = run.id;
    card.state.value = state;
    card.reason.value = reasonOf(head.standing);
    branches.value = [...branches.value, card];
    if (hasEnded(state)) return;
    training.value = alone ? [card] : [...training.value, card];
    if (alone) countOn();
  });
  if (!hasEnded(state)) followBegun(card);
  tell(hasEnded(state) ? words.backEnded(name, count(step)) : words.back(name, count(step)));
  await lookAtStorage();
}

/** @param {string} sentence @param {boolean} [refused] */
function tell(sentence, refused = false) {
  became.value = { sentence, refused };
  announce(sentence);
}

/** The run whose headlines are asked for, and those of the same drop whose turn comes after it. @type {Found[]} */
let lacking = [];

/** Asks for a run's headlines, and goes on with it once they are here. @param {Found} found @param {string} [others] what was offered in vain */
function ask(found, others = "") {
  if (!lacking.includes(found)) lacking.push(found);
  if (lacking[0] !== found) return;
  const { parts, head, name } = found;
  const of = parts.run?.data;
  const called = of?.synthetic ? text.panels.mine.sampleName : of?.name;
  const needs = {
    name,
    data: called ?? null,
    titles: of?.titles ?? head.config.titles,
    others,
    take: (/** @type {File[]} */ files) => offer(found, files),
    leave: () => {
      asked.value = null;
      lacking = lacking.filter((one) => one !== found);
      if (lacking.length > 0) ask(lacking[0]);
    },
  };
  asked.value = needs;
  announce(others || words.needs(needs.name, needs.data, count(needs.titles)));
}

/** Headlines that a person chooses for a run. @param {Found} found @param {File[]} files */
function offer(found, files) {
  const { parts, head, name } = found;
  return during(parts.file, async (signal) => {
    preparing();
    const source = { kind: /** @type {const} */ ("files"), files, tokenizer: parts.tokenizer };
    const { mine, titles } = await preparedFor(found, { source, config: head.config }, signal);
    if (!mine) return ask(found, words.others(files[0].name, count(titles), name));
    asked.value = null;
    await beginLacking(found, mine, signal);
  });
}

/** Begins a run that lacked its headlines, then the next of its drop: its own may have come with these. @param {Found} found @param {Data} headlines @param {AbortSignal} signal */
async function beginLacking(found, headlines, signal) {
  lacking = lacking.filter((one) => one !== found);
  try {
    await begin(found, headlines);
  } finally {
    const [next] = lacking;
    const mine = next && (await theirs(next, signal).catch(() => null));
    if (mine) await beginLacking(next, mine, signal);
    else if (next) ask(next);
  }
}

function preparing() {
  if (coming.value) coming.value = { ...coming.value, doing: "preparing" };
}

/** Does something about a file, which can be cancelled, and tells why it could not. @param {string} file @param {(signal: AbortSignal) => Promise<void>} work */
async function during(file, work) {
  const stop = new AbortController();
  const cancel = () => stop.abort();
  became.value = null;
  coming.value = { file, doing: "reading", cancel };
  try {
    await work(stop.signal);
  } catch (error) {
    if (!stop.signal.aborted) tell(words.refused(file, whyNot(error)), true);
  } finally {
    // Another drop may have come meanwhile.
    if (coming.value?.cancel === cancel) coming.value = null;
  }
}

/** Opens the files of runs, one after the other; what was asked for before is asked no more. @param {Given[][]} all of each the state first, or a zip */
export async function comeBack(all) {
  asked.value = null;
  lacking = [];
  const refused = [];
  for (const given of all) {
    await open(given);
    if (became.value?.refused) refused.push(became.value.sentence);
  }
  const last = became.value?.refused ? "" : (became.value?.sentence ?? "");
  if (refused.length > 0)
    became.value = { sentence: [...refused, last].join(" ").trim(), refused: true };
}

/** @param {Given[]} given */
function open(given) {
  const [{ file, path }] = given;
  return during(given.length > 1 ? path : file.name, async (signal) => {
    const loaded = await loadEngine();
    const parts = await partsOf(given, signal);
    const head = await loaded.kept.stateHead(parts.state);
    refuseAnothers(parts, head);
    const found = { loaded, parts, head, name: parts.run?.run.name ?? bare(parts.file) };
    preparing();
    const mine = await theirs(found, signal);
    if (mine) await begin(found, mine);
    else ask(found);
  });
}
