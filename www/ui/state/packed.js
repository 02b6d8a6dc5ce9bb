/** The class pack in use: opened from a file, it puts headlines, lesson and recipes on the page as its maker had them. */
import { computed, signal } from "@preact/signals";
import { count } from "../format.js";
import { lessonOf } from "../lessons/index.js";
import { isAsPrepared } from "../pack/source.js";
import { text } from "../text.js";
import { goTo } from "./address.js";
import { announce } from "./announce.js";
import { chooseSource, data } from "./data.js";
import { loadEngine } from "./engine.js";
import { phase } from "./phase.js";
import { tell } from "./problems.js";

/**
 * What was opened; `shown`: until a person has taken note of it.
 * @typedef {{ file: string, data: import("../types.js").Data, lesson: string, recording: import("../recorded/format.js").Recording | null, shown: boolean }} Packed
 */

/** @type {import("@preact/signals").Signal<Packed | null>} */
export const packed = signal(null);

/** The name of a pack that is being opened. @type {import("@preact/signals").Signal<string | null>} */
export const openingPack = signal(null);

/** Whether the page says what was opened: until a person has taken note of it, and while its headlines are in use. */
export const isPackShown = computed(() => {
  if (openingPack.value !== null) return true;
  return packed.value?.shown === true && packed.value.data === data.value;
});

const words = text.pack;

/** @param {Packed} of */
export const toldOf = ({ file, data: { train_titles, val_titles }, lesson, recording }) =>
  words.opened({
    file,
    titles: count(train_titles + val_titles),
    lesson: text.lesson[lesson].title,
    recorded: recording !== null,
  });

/** A configuration of the runs of a link, for what it says of the data. @param {import("../link/format.js").Link} link */
async function configOf({ lesson, size, runs, question }) {
  const loaded = await loadEngine();
  const [first] = runs ?? lessonOf(lesson).recipes(size ?? "");
  const { preset, set } = first ?? { preset: question?.preset ?? "champion", set: {} };
  const { config } = await loaded.resolve({ preset, size: size ?? "", set });
  return /** @type {import("../types.js").Config} */ (config);
}

/** @param {File} file */
async function open(file) {
  const { packOf } = await import("../pack/read.js");
  const { note, link, titles, tokenizer, recording } = await packOf(file);
  const { name, synthetic, fingerprints } = note.data;
  const { prepared } = note;
  /** @type {import("../pack/source.js").PackSource} */
  const source = { kind: "pack", name, titles, tokenizer, synthetic, prepared, fingerprints };
  const config = await configOf(link);
  if (!isAsPrepared(source, config)) throw new Error(words.refused.sizes);
  const ready = await chooseSource(source, config);
  if (!ready || !data.value) return;
  packed.value = { file: file.name, data: data.value, lesson: link.lesson, recording, shown: true };
  await goTo(link);
  announce(toldOf(packed.value));
}

/** Opens a pack; says why where it can't. A training is not broken off for it. @param {File} file */
export async function openPack(file) {
  if (openingPack.value !== null) return;
  if (!["idle", "ended", "recorded"].includes(phase.value)) return tell(words.busy(file.name));
  openingPack.value = file.name;
  try {
    await open(file);
  } catch (error) {
    tell(words.refused.told(file.name, error instanceof Error ? error.message : String(error)));
  } finally {
    openingPack.value = null;
  }
}
