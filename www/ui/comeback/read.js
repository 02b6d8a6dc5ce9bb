/** The files of a run out of what somebody dropped or chose: its state, and what stands beside it in its folder or its zip. */
import { entriesOf, unpack } from "../folder/unzip.js";
import { megabytes } from "../format.js";
import { runFileOf } from "../runfile/format.js";
import { text } from "../text.js";
import { folderOf, MOST, NAMES } from "./format.js";

const words = text.comeback.why;

/** @typedef {import("../files/given.js").Given} Given */
/** @typedef {keyof typeof NAMES} Part */
/** @typedef {import("../runfile/format.js").RunFile} RunFile */
/** `file`: what it was called. `run`, `tokenizer`, `lines`: what stood beside the state, if it did. @typedef {{ file: string, state: Blob, run: RunFile | null, tokenizer: string | undefined, lines: string }} Parts */

/** @param {Blob} blob @param {string} name */
async function textOf(blob, name) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await blob.arrayBuffer());
  } catch {
    throw new Error(text.folder.why.unreadable(name));
  }
}

/** @param {number} bytes */
const inMegabytes = (bytes) => text.folder.megabytes(megabytes(bytes));

/** @param {number} size @param {string} name @param {number} most */
function refuseLarge(size, name, most) {
  if (size > most)
    throw new Error(text.folder.why.large(name, inMegabytes(size), inMegabytes(most)));
}

/** @param {string} json */
function runFileIn(json) {
  try {
    return runFileOf(json);
  } catch (error) {
    throw new Error(words.part(NAMES.run, error instanceof Error ? error.message : String(error)));
  }
}

/** @param {string} file @param {(part: Part) => Promise<Blob | null>} open gives null where there is none @returns {Promise<Parts>} */
async function collected(file, open) {
  const content = async (/** @type {Exclude<Part, "state">} */ part) => {
    const blob = await open(part);
    return blob ? textOf(blob, NAMES[part]) : undefined;
  };
  const run = await content("run");
  const rest = { tokenizer: await content("tokenizer"), lines: (await content("lines")) ?? "" };
  const state = await open("state");
  if (!state) throw new Error(words.missing(NAMES.state));
  return { file, state, run: run === undefined ? null : runFileIn(run), ...rest };
}

/** @param {File} zip @param {AbortSignal} signal */
async function fromZip(zip, signal) {
  refuseLarge(zip.size, zip.name, MOST.state + MOST.lines);
  const entries = await entriesOf(zip);
  const state = entries.find(({ path }) => path === folderOf(path) + NAMES.state);
  const folder = folderOf(state?.path ?? "");
  return collected(zip.name, async (part) => {
    const entry = entries.find(({ path }) => path === folder + NAMES[part]);
    return entry ? unpack(zip, entry, { most: MOST[part], signal, progress: () => {} }) : null;
  });
}

/** @param {Given[]} given the state first */
async function fromFiles([{ file: state, path }, ...beside]) {
  const folder = folderOf(path);
  return collected(folder.slice(0, -1) || state.name, async (part) => {
    const file = part === "state" ? state : fileIn(beside, folder + NAMES[part]);
    if (file) refuseLarge(file.size, file.name, MOST[part]);
    return file;
  });
}

/** @param {Given[]} given @param {string} wanted a path */
const fileIn = (given, wanted) => given.find(({ path }) => path === wanted)?.file ?? null;

/**
 * The parts of one run; rejects with why there is none.
 * @param {Given[]} given a zip alone, or a state and what stands beside it @param {AbortSignal} signal
 */
export async function partsOf(given, signal) {
  const [{ file }] = given;
  return /\.safetensors$/i.test(file.name) ? fromFiles(given) : fromZip(file, signal);
}
