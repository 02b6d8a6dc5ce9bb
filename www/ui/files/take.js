/** What becomes of files that somebody drops or chooses where anything is taken: each kind goes where it is read. */

import { folderOf, NAMES } from "../comeback/format.js";
import { isBeside } from "../folder/parts.js";
import { areModel, openModel } from "../folder/state.js";
import { headlines } from "../state/headlines.js";
import { openRuns } from "../state/opened.js";
import { showPanel } from "../state/view.js";
import { kindOf } from "./kind.js";

/** @typedef {import("./given.js").Given} Given */

/** Names of files with headlines. */
const TITLES = /\.(txt|csv|tsv|tab|jsonl|ndjson|parquet|gz|zip)$/i;

/** @typedef {(file: File) => boolean} IsTitles Whether a file that does not tell what it is holds headlines; else it is read as a run's. */

/** What stands beside a run's state in its folder. */
const BESIDE_STATE = [NAMES.run, NAMES.tokenizer, NAMES.lines];

/** Takes the runs that go on out of the files, each with what belongs to it. @param {Given[]} given */
async function states(given) {
  /** @type {Given[][]} */
  const found = [];
  const taken = new Set();
  for (const one of given) {
    if (!/\.(safetensors|zip)$/i.test(one.path) || (await kindOf(one.file)) !== "state") continue;
    const folder = folderOf(one.path);
    const beside = given.filter(({ path }) => BESIDE_STATE.some((name) => path === folder + name));
    found.push([one, ...beside]);
    // A model in the same folder has the tokenizer too.
    const model = given.some(({ path }) => path === `${folder}config.json`);
    for (const each of [one, ...beside])
      if (!model || !each.path.endsWith(NAMES.tokenizer)) taken.add(each);
  }
  return { found, rest: given.filter((one) => !taken.has(one)) };
}

/**
 * The files of each model among them, headlines, and what is read as runs.
 * @param {Given[]} given @param {IsTitles} isTitles
 */
async function sorted(given, isTitles) {
  /** @type {Given[][]} */
  const models = [];
  /** @type {File[]} */
  const titles = [];
  /** @type {File[]} */
  const runs = [];
  const folder = areModel(given);
  /** @type {Given[]} */
  const loose = [];
  for (const one of given) {
    const { file, path } = one;
    if (folder && isBeside(path)) {
      loose.push(one);
      continue;
    }
    const kind = await kindOf(file);
    if (kind === "model") models.push([one]);
    else if (kind === "headlines" && isTitles(file)) titles.push(file);
    else runs.push(file);
  }
  if (loose.length > 0) models.unshift(loose);
  return { models, titles, runs };
}

/**
 * Takes files of any kind but class packs, which the page takes itself (`state/drop.js`).
 * @param {Given[]} given @param {IsTitles} [isTitles]
 */
export async function takeFiles(given, isTitles = ({ name }) => TITLES.test(name)) {
  const { found, rest } = await states(given);
  const { models, titles, runs } = await sorted(rest, isTitles);
  if (runs.length > 0) await openRuns(runs);
  if (found.length > 0) {
    const { comeBack } = await import("../comeback/open.js");
    await comeBack(found);
  }
  if (models.length > 0) {
    showPanel("folder");
    // The newest is the one that stays open.
    for (const model of models) await openModel(model);
  } else if (titles.length > 0) {
    showPanel("mine");
    await headlines.take(titles);
  }
}
