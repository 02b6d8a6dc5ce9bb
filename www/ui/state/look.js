/** A look at a person's own headlines, in a worker of its own for as long as it is open. */
import { batch, signal } from "@preact/signals";
import { data, ownSource } from "./data.js";
import { engine } from "./engine.js";
import { headlines } from "./headlines.js";
import { isCancelled, report } from "./problems.js";

/** @typedef {import("../../engine.js").Look} Look */
/** @typedef {import("../../engine.js").Sift} Sift */
/** @typedef {Awaited<ReturnType<Look["view"]>>} View */
/** @typedef {Awaited<ReturnType<Look["cut"]>>} Pieces */

/** Nothing is left out. @type {Sift} */
const ALL = { repeated: false, shortest: 0, longest: 0, having: "", lacking: "" };

/** What is left out, as the switches stand. @type {import("@preact/signals").Signal<Sift>} */
export const sift = signal(ALL);

/** What is left of the headlines, null until they are read; `empty`: lines without one. @type {import("@preact/signals").Signal<(View & { empty: number }) | null>} */
export const view = signal(null);

/** The title to cut; null: an example. @type {import("@preact/signals").Signal<string | null>} */
export const title = signal(null);

/** How the tokenizer in use cuts it. @type {import("@preact/signals").Signal<Pieces>} */
export const pieces = signal([]);

/** @type {Look | null} */
let look = null;
/** @type {AbortController | null} */
let opening = null;

/** Reads the headlines in use, and looks at them. What was looked at before is let go. */
export async function openLook() {
  closeLook();
  const own = ownSource();
  if (!own) return;
  const controller = new AbortController();
  opening = controller;
  sift.value = own.source.sift ?? ALL;
  try {
    const loaded = await import("../../engine.js");
    const taken = await loaded.openLook(own.source, {
      column: own.column,
      signal: controller.signal,
    });
    if (opening !== controller) return taken.close();
    look = taken;
    await show();
  } catch (error) {
    if (!isCancelled(error)) report("data", error);
  }
}

export function closeLook() {
  opening?.abort();
  opening = null;
  look?.close();
  look = null;
  batch(() => {
    view.value = null;
    pieces.value = [];
  });
}

/** Answers that are overtaken by a later question are not shown. */
let asked = 0;

async function show() {
  const taken = look;
  if (!taken) return;
  asked += 1;
  const mine = asked;
  try {
    const found = await taken.view(sift.value);
    if (mine === asked) view.value = { ...found, empty: taken.empty };
  } catch {
    // It was closed meanwhile.
  }
}

/** Sets a switch: what is left is counted at once. @param {Partial<Sift>} change */
export function leaveOut(change) {
  sift.value = { ...sift.value, ...change };
  show();
}

/** Prepares what is left for the next training, unless that is what is in use. */
export function useLeft() {
  const used = ownSource()?.source.sift ?? ALL;
  if (JSON.stringify(used) !== JSON.stringify(sift.value)) headlines.sift(sift.value);
}

let cuts = 0;

/** Cuts the title as the tokenizer in use does. */
export async function cutTitle() {
  const shown = title.value ?? view.value?.examples[0] ?? "";
  const used = data.value;
  const json = used && engine.value?.tokenizer(used.id);
  if (!look || !json) return;
  cuts += 1;
  const mine = cuts;
  try {
    const found = await look.cut(json, shown);
    if (mine === cuts) pieces.value = found;
  } catch {
    // It was closed meanwhile.
  }
}
