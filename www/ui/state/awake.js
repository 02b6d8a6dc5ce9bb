/** Keeps the screen awake while runs train, where the browser can: a machine that goes to sleep trains nothing. */
import { effect } from "@preact/signals";
import { phase } from "./phase.js";

/** @type {WakeLockSentinel | null} */
let lock = null;
/** Whether a lock has been asked for that has not come yet. */
let asked = false;

const isWanted = () => phase.peek() === "running" && document.visibilityState === "visible";

async function hold() {
  if (lock || asked || !isWanted()) return;
  asked = true;
  try {
    const got = await navigator.wakeLock.request("screen");
    // The browser takes it back from a tab that is hidden, and when its battery is low.
    got.addEventListener("release", () => {
      if (lock === got) lock = null;
    });
    lock = got;
  } catch {
    // Refused: the screen goes dark as it does without the page.
  } finally {
    asked = false;
  }
  // The training may have ended meanwhile.
  if (!isWanted()) release();
}

function release() {
  lock?.release().catch(() => {});
  lock = null;
}

/** Follows the training, and the tab as it comes to the front again. */
export function followAwake() {
  if (!("wakeLock" in navigator)) return;
  effect(() => {
    if (phase.value === "running") hold();
    else release();
  });
  document.addEventListener("visibilitychange", hold);
}
