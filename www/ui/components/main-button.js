/**
 * What the one button says and does about a training that is there already, the same on every screen that has the button.
 * What it says where a training would begin is each screen's own.
 */
import { lostOnScreen } from "../state/lost.js";
import { goOn, pause } from "../state/orders.js";
import { comingBack, phase } from "../state/phase.js";
import { text } from "../text.js";

const words = text.controls;

/**
 * `waits`: its order is being carried out. `refused`: what it would begin cannot train, as is said elsewhere.
 * @typedef {{ label: string, act: () => unknown, waits?: boolean, refused?: boolean }} MainButton
 */

/** @type {MainButton} */
const PREPARING = { label: words.preparing, act: () => {}, waits: true };

/** Null where nothing is there to go on with. @returns {MainButton | null} */
export function standingButton() {
  switch (phase.value) {
    case "preparing":
      return PREPARING;
    case "running":
      return { label: words.pause, act: pause };
    case "pausing":
      return { label: words.pausing, act: () => {}, waits: true };
    case "paused":
      return { label: words.goOn, act: goOn };
    case "ended":
      return lostOnScreen.value.length > 0 ? { label: text.kept.bringBack, act: bringBack } : null;
    default:
      // Pressed now, it would take the screen from what is about to stand there.
      return comingBack.value ? PREPARING : null;
  }
}

async function bringBack() {
  const { bringBackLost } = await import("../state/returning.js");
  await bringBackLost();
}

/** What the button has of it. @param {MainButton} main */
export function pressing({ act, waits = false, refused = false }) {
  const off = waits || refused;
  return { "aria-disabled": off ? "true" : null, onClick: off ? undefined : act };
}
