/** What becomes of files that somebody drops or chooses where anything is taken: each kind goes where it is read. */

import { isBeside } from "../folder/parts.js";
import { areModel, openModel } from "../folder/state.js";
import { headlines } from "../state/headlines.js";
import { openRuns } from "../state/opened.js";
import { showPanel } from "../state/view.js";
import { kindOf } from "./kind.js";

/** @typedef {import("./given.js").Given} Given */

/** Names of files with headlines; one that ends in .json is a run file here. */
const TITLES = /\.(txt|csv|tsv|tab|jsonl|ndjson|parquet|gz|zip)$/i;

/** The files of each model among them, and the others. @param {Given[]} given */
async function sorted(given) {
  /** @type {Given[][]} */
  const models = [];
  /** @type {Given[]} */
  const others = [];
  const folder = areModel(given);
  /** @type {Given[]} */
  const loose = [];
  for (const one of given) {
    if (folder && isBeside(one.path)) loose.push(one);
    else if ((await kindOf(one.file)) === "model") models.push([one]);
    else others.push(one);
  }
  if (loose.length > 0) models.unshift(loose);
  return { models, others };
}

/** Whether there is a model among them. @param {Given[]} given */
export async function holdModel(given) {
  return (await sorted(given)).models.length > 0;
}

/** Takes files of any kind. @param {Given[]} given */
export async function takeFiles(given) {
  if (given.length === 0) return;
  const { models, others } = await sorted(given);
  const isTitles = (/** @type {Given} */ { file }) => TITLES.test(file.name);
  const titles = others.filter(isTitles);
  const runs = others.filter((one) => !isTitles(one));
  if (runs.length > 0) await openRuns(runs.map(({ file }) => file));
  if (models.length > 0) {
    showPanel("folder");
    // The newest is the one that stays open.
    for (const model of models) await openModel(model);
  } else if (titles.length > 0) {
    showPanel("mine");
    await headlines.take(titles.map(({ file }) => file));
  }
}
