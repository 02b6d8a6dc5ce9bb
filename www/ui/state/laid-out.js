/**
 * How much of the page is laid out. It comes from the top down in a few frames: made as one piece, it would keep a slow
 * phone from hearing the person for a tenth of a second and more.
 */
import { signal } from "@preact/signals";

/** @typedef {(typeof PARTS)[number]} Part */
const PARTS = /** @type {const} */ (["head", "chart", "rest"]);

const count = signal(1);

/** Whether a part of the page is there. A component that asks is drawn again when it comes. @param {Part} part */
export function has(part) {
  return PARTS.indexOf(part) < count.value;
}

/** Ends after the next frame. In a hidden tab there are none, and nobody waits for them. @returns {Promise<void>} */
function frame() {
  if (document.visibilityState === "hidden") return Promise.resolve();
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/** Lays out what is missing, a part a frame. */
export async function layOut() {
  while (count.value < PARTS.length) {
    await frame();
    count.value += 1;
  }
}
