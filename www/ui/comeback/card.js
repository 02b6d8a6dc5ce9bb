/** A run from a state file as a run of the page, before the engine has it. */
import { recipeOf } from "../folder/train.js";
import { branches, createKept, freeInk, runs } from "../state/runs.js";
import { placeInStorage } from "../state/storage.js";
import { text } from "../text.js";
import { rateOf } from "./rate.js";
import { toldOf } from "./told.js";

const words = text.comeback;

/** @typedef {import("../types.js").Config} Config */
/** @typedef {import("../../protocol.js").KeptRun} KeptRun */
/** @typedef {import("./format.js").StateHead} StateHead */
/** A run that was read as far as its headlines allow. @typedef {{ loaded: import("../state/engine.js").Engine, parts: import("./read.js").Parts, head: StateHead, name: string }} Found */

/** The card of a run, and what its files tell of it, which is put into it once its plan is known. @param {Found} found @param {import("../types.js").Data} headlines */
export async function cardOf({ loaded, parts, head, name }, headlines) {
  const config = /** @type {Config} */ (head.config);
  const run = parts.run?.run;
  const { preset, size, set } = run?.recipe ?? (await recipeOf(config));
  const told = toldOf({ file: parts.run, lines: parts.lines, head, counts: headlines });
  const from = { from: parts.file, step: head.step, set: {}, onward: null, rate: rateOf(head) };
  const about = {
    recipe: { preset, size, set },
    changed_by_size: run?.changed_by_size ?? [],
    params: run?.plan.params ?? 0,
    ink: freeInk([...runs.value, ...branches.value]),
    ...{ name: words.named(name), short: words.named(name), renamed: true, pinned: false },
    branch: from,
    ...{ experiment: "", place: 0, at: 0, lesson: "", prediction: null },
  };
  const note = {
    version: 1,
    about,
    data: "",
    config,
    plan: null,
    state: "paused",
    step: head.step,
    told,
  };
  const kept = /** @type {KeptRun} */ (
    /** @type {unknown} */ ({ key: "", bytes: head.bytes, note })
  );
  const card = createKept(kept);
  card.data = headlines;
  placeInStorage([card]);
  return { card, told, events: loaded.kept.events(kept) };
}

/** Why a run that diverged can't train. @param {StateHead["standing"]} standing */
export function reasonOf(standing) {
  const {
    divergedLoss: diverged_loss,
    divergedNorm: diverged_norm,
    divergedSize: diverged_size,
  } = text.runs;
  const reasons = { diverged_loss, diverged_norm, diverged_size };
  return standing in reasons ? reasons[/** @type {keyof typeof reasons} */ (standing)] : "";
}
