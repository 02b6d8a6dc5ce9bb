/** What the class board holds and how it is looked at; kept while its panel is closed. */
import { computed, signal } from "@preact/signals";
import { download } from "../download.js";
import { tableOf } from "./csv.js";
import { EMPTY, withFiles } from "./entries.js";
import { groupsOf } from "./groups.js";

/** @type {import("@preact/signals").Signal<import("./entries.js").Board>} */
export const board = signal(EMPTY);

/** Whether names are shown: a board is looked at on a projector. */
export const named = signal(false);

/** Whether every run has its line. */
export const each = signal(false);

/** Whether files are being read. */
export const reading = signal(false);

export const groups = computed(() => groupsOf(board.value.entries));

/** The newest reading, so that files that come meanwhile wait for it. @type {Promise<unknown>} */
let newest = Promise.resolve();

/** @param {File[]} files */
export function addFiles(files) {
  const work = async () => {
    reading.value = true;
    try {
      board.value = await withFiles(board.value, files);
    } finally {
      reading.value = false;
    }
  };
  newest = newest.then(work, work);
  return newest;
}

export function clear() {
  board.value = EMPTY;
  named.value = false;
}

export function saveTable() {
  const csv = tableOf(groups.value, named.value);
  download(new Blob([csv], { type: "text/csv;charset=utf-8" }), "headline-lab-class.csv");
}
