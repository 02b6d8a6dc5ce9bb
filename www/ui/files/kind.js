/** What a file is that somebody drops, chooses or pastes: one decision for every place that takes files. */

/**
 * "state": a run that goes on, or its zip; "model": a folder's zip or weights; "pack": a class pack; "run": a run file; "handin": a page that was handed in;
 * "headlines": anything else, which is read for titles or refused there.
 * @typedef {"headlines" | "run" | "handin" | "pack" | "model" | "state"} Kind
 */

/** Bytes looked at: at the start for a format's name, at the end for the names of a zip's files. */
const HEAD_BYTES = 4096;
const TAIL_BYTES = 1 << 16;

/** What JSON files of this page call themselves. @type {Record<string, Kind>} */
const FORMATS = { "headline-lab-run": "run", "headline-lab-pack": "pack" };

/** Files of a zip that tell what it is. @type {[RegExp, Kind][]} */
const ENTRIES = [
  [/headline-lab-pack\.json/, "pack"],
  [/run\.safetensors/, "state"],
  [/\.safetensors/, "model"],
];

/** @param {Blob} part Its bytes as characters, one each. */
async function signs(part) {
  return new TextDecoder("latin1").decode(await part.arrayBuffer());
}

/**
 * Looks into a file as far as it needs to; nothing of it is taken on trust, its reader checks all of it.
 * @param {File} file @returns {Promise<Kind>}
 */
export async function kindOf(file) {
  if (/\.safetensors$/i.test(file.name)) {
    // What a run's state says of itself stands first in its header.
    const start = await signs(file.slice(0, HEAD_BYTES));
    return start.includes('"headline_run"') ? "state" : "model";
  }
  if (/\.html?$/i.test(file.name)) return "handin";
  const head = await signs(file.slice(0, HEAD_BYTES));
  if (head.startsWith("PK\x03\x04")) {
    // The names of all of a zip's files stand at its end.
    const tail = await signs(file.slice(-TAIL_BYTES));
    return ENTRIES.find(([name]) => name.test(tail))?.[1] ?? "headlines";
  }
  const format = head.match(/^\s*\{[^{}]{0,400}?"format"\s*:\s*"([\w-]+)"/)?.[1];
  return FORMATS[format ?? ""] ?? "headlines";
}
