/** How the chart is looked at: its axes, what it draws besides, how far it is zoomed, and where it is read. */
import { signal } from "@preact/signals";

/**
 * @typedef {object} View What a person chose; numbers and words alone, so that it can be written down.
 * @property {import("../chart/units.js").XUnit} x
 * @property {import("../chart/units.js").YUnit} y
 * @property {boolean} log Whether the y axis is logarithmic.
 * @property {number} smooth Over how many updates the training line is a mean; 0 leaves it as it is.
 * @property {boolean} strips Whether rate and gradient norm stand below.
 * @property {boolean} paper Whether the paper's figures are drawn.
 */
/** @typedef {[number, number]} Range */

/** What the first screen shows. @type {View} */
const FIRST = {
  x: "headlines",
  y: "natsChar",
  log: false,
  smooth: 0,
  strips: false,
  paper: false,
};

/** @type {import("@preact/signals").Signal<View>} */
export const view = signal(FIRST);

/** The part of the chart that is shown, in the units of its axes; null is all of an axis. @type {import("@preact/signals").Signal<{ x: Range | null, y: Range | null }>} */
export const zoom = signal({ x: null, y: null });

/** Where the runs are read, in the unit of the x axis, or null. @type {import("@preact/signals").Signal<number | null>} */
export const crosshair = signal(null);

/** Whether the row of choices is open. */
export const choicesOpen = signal(false);

/** @param {Partial<View>} change */
export function look(change) {
  const before = view.value;
  const next = { ...before, ...change };
  if (next.x !== before.x) crosshair.value = null;
  zoom.value = {
    x: next.x === before.x ? zoom.value.x : null,
    y: next.y === before.y && next.log === before.log ? zoom.value.y : null,
  };
  view.value = next;
}

/** Whether anything is not as on the first screen. @param {View} now */
export function isChanged(now) {
  return JSON.stringify(now) !== JSON.stringify(FIRST);
}

/** Everything as on the first screen. */
export function lookAsAtFirst() {
  look(FIRST);
  showAll();
}

/** The whole of both axes. */
export function showAll() {
  zoom.value = { x: null, y: null };
}
