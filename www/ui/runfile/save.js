/** A run of the page as files: all of it as JSON, its readings as CSV. */
import { tableOf } from "../chart/export/csv.js";
import { fileName, runFileName } from "../chart/export/names.js";
import { download } from "../download.js";
import { means } from "../handin/thin.js";
import { view } from "../state/chart.js";
import { handedData, handedEngine, handedRun } from "./collect.js";
import { FORMAT, textOf, VERSION } from "./format.js";
import { MOST_TRAIN } from "./run.js";

/** @typedef {import("../state/runs.js").RunCard} RunCard */

/** A run that was opened stays the file that it was. @param {RunCard} card @param {Date} now @returns {import("./format.js").RunFile} */
export function runFile(card, now) {
  if (card.opened) return card.opened;
  const run = handedRun(card, 0);
  const { every, values } = means(run.train, MOST_TRAIN);
  return {
    format: FORMAT,
    version: VERSION,
    made_at: now.toISOString(),
    engine: handedEngine(),
    data: handedData(card.data),
    run: { ...run, train_every: every, train: values },
  };
}

/** @param {RunCard} card */
export function saveRunFile(card) {
  const json = textOf(runFile(card, new Date()));
  download(new Blob([json], { type: "application/json" }), runFileName(card));
}

/** @param {RunCard} card */
export function saveReadings(card) {
  const csv = new Blob([tableOf([card])], { type: "text/csv;charset=utf-8" });
  download(csv, fileName("csv", [card], view.value));
}
