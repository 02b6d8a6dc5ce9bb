/** The model that a person opened from files: one at a time, and what becomes of the next one. */
import { signal } from "@preact/signals";
import { announce } from "../state/announce.js";
import { loadEngine } from "../state/engine.js";
import { isCancelled } from "../state/problems.js";
import { sentenceOf } from "../state/refusals.js";
import { Writing } from "../state/writing.js";
import { text } from "../text.js";
import { isTelling } from "./parts.js";
import { readModel } from "./read.js";

/** @typedef {import("../files/given.js").Given} Given */
/** @typedef {import("../../engine.js").FolderModel} FolderModel */
/**
 * `bytes` of its weights; `told`: whether its folder says how it was trained.
 * @typedef {{ name: string, bytes: number, told: boolean, model: FolderModel, writing: Writing }} ModelHere
 */

/** @type {import("@preact/signals").Signal<ModelHere | null>} */
export const here = signal(null);

/** What is being opened; `share` of its files that is read, null while its weights are checked. @type {import("@preact/signals").Signal<{ name: string, share: number | null } | null>} */
export const opening = signal(null);

/** Why the last one was not opened, in a sentence; empty where it was. */
export const refused = signal("");

/** @type {AbortController | null} */
let running = null;

/** What files are called before they are read: their folder, their zip, or the first of them. @param {Given[]} given */
function nameOf(given) {
  const [{ path }] = given;
  const [folder, ...rest] = path.split("/");
  return rest.length > 0 || given.length === 1 ? folder : text.folder.loose;
}

/** Why there is no model. @param {unknown} error @param {string} name */
function reasonOf(error, name) {
  const code = /** @type {{ code?: string }} */ (error).code;
  // What the engine refuses is a sentence; the page's own reasons end one.
  if (typeof code === "string") return sentenceOf(error);
  return text.opened.left(name, error instanceof Error ? error.message : String(error));
}

/** Opens a model's files in the place of the one that is open, which stays where they do not fit. @param {Given[]} given */
export async function openModel(given) {
  running?.abort();
  const controller = new AbortController();
  const { signal } = controller;
  running = controller;
  const name = nameOf(given);
  refused.value = "";
  opening.value = { name, share: 0 };
  try {
    const progress = (/** @type {number} */ share) => {
      if (running === controller) opening.value = { name, share };
    };
    const files = await readModel(given, { signal, progress });
    if (running === controller) opening.value = { name: files.name, share: null };
    const engine = await loadEngine();
    const model = await engine.openFolder({ ...files, signal });
    await closeModel();
    const told = files.headline !== undefined;
    here.value = { name: files.name, bytes: files.bytes, told, model, writing: new Writing() };
    announce(text.folder.ready(files.name));
  } catch (error) {
    if (running !== controller || isCancelled(error) || signal.aborted) return;
    refused.value = reasonOf(error, name);
    announce(refused.value);
  } finally {
    if (running === controller) {
      running = null;
      opening.value = null;
    }
  }
}

export function cancelOpening() {
  running?.abort();
  running = null;
  opening.value = null;
}

/** Frees the memory of the model that is open. */
export async function closeModel() {
  const open = here.value;
  here.value = null;
  open?.writing.stop();
  // What a worker that died has lost needs no closing.
  await open?.model.close().catch(() => {});
}

/** Whether files are a model's, by their names. @param {Given[]} given */
export const areModel = (given) => given.some(({ path }) => isTelling(path));
