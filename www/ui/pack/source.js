/** A class pack's titles as the engine takes them: as they were prepared where the recipe is of that data, else anew. */
import { DATA_FIELDS } from "../state/names.js";

/**
 * Titles of a pack, those to train on first.
 * @typedef {{
 *   kind: "pack", name: string, titles: string, tokenizer: string, synthetic: boolean, prepared: import("./format.js").Prepared,
 *   fingerprints: import("../../protocol.js").Fingerprints,
 * }} PackSource
 */
/** @typedef {import("../types.js").Config} Config */

/** Whether a configuration reads the titles as the pack's maker did. @param {PackSource} pack @param {Config} config */
export const isAsPrepared = ({ prepared }, config) =>
  DATA_FIELDS.every(
    (field) => config[field] === prepared[/** @type {keyof typeof prepared} */ (field)],
  );

/**
 * What to ask of the engine. A recipe that cuts or shuffles the titles of a pack in another way learns another vocabulary.
 * @param {import("../types.js").Source | PackSource} source @param {Config} config
 * @returns {{ source: import("../types.js").Source, config: Config }}
 */
export function requestFor(source, config) {
  if (source.kind !== "pack") return { source, config };
  const { name, titles, tokenizer, synthetic } = source;
  /** @type {import("../types.js").Source} */
  const lines = { kind: "text", text: titles, name, format: "txt", synthetic };
  if (!isAsPrepared(source, config)) return { source: lines, config };
  // They stand as they were shuffled: done once more they would be parted elsewhere.
  return { source: { ...lines, tokenizer }, config: { ...config, shuffle: false } };
}

/** Whether what came of a pack's titles is not what its maker had. @param {PackSource} pack @param {Config} config @param {import("../types.js").Data} data */
export function differs(pack, config, { info }) {
  if (!isAsPrepared(pack, config)) return false;
  const { train, val, tokenizer } = pack.fingerprints;
  const found = info.fingerprints;
  return found?.train !== train || found.val !== val || found.tokenizer !== tokenizer;
}
