/** A person's own headlines: prepared with the recipe's sizes, and used by the next training. */
import { chooseColumn, chooseSift, chooseSource, useSample } from "./data.js";
import { loadEngine } from "./engine.js";
import { drafts, draftsSettled } from "./recipes.js";

export const headlines = {
  /** @param {File[]} files */
  take: (files) => files.length > 0 && headlines.choose({ kind: "files", files }),
  /** @param {import("../types.js").Source} source */
  choose: (source) => withConfig((config) => chooseSource(source, config)),
  /** @param {number} column */
  column: (column) => withConfig((config) => chooseColumn(column, config)),
  /** @param {import("../../engine.js").Sift} sift */
  sift: (sift) => withConfig((config) => chooseSift(sift, config)),
  sample: () => withConfig(useSample),
};

/** @param {(config: import("../types.js").Config) => Promise<unknown>} use */
async function withConfig(use) {
  await loadEngine();
  await draftsSettled();
  const config = drafts.value[0]?.resolved?.config;
  if (config) await use(config);
}
