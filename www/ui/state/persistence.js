/** Whether the browser may clear what is kept here by itself, and asking it not to. */
import { signal } from "@preact/signals";
import { cardOf } from "./runs.js";

/** A run of less is soon trained again. */
const WORTH_SECONDS = 60;

/** "held": it clears nothing by itself; "loose": it may; "refused": it was asked not to, and may still; null where it does not say. @type {import("@preact/signals").Signal<"held" | "loose" | "refused" | null>} */
export const persistence = signal(null);

/** Whether the page has asked on its own. */
let asked = false;

/** Firefox shows a person the question, who then should know what it is about; the others decide by themselves. */
const isShown = () => /\bFirefox\//.test(navigator.userAgent);

/** What the browser says of its storage; null where it says nothing, or refuses to be asked. @param {"persisted" | "persist"} what */
async function said(what) {
  try {
    return (await navigator.storage?.[what]?.()) ?? null;
  } catch {
    return null;
  }
}

/** Asks what holds, and nothing more. */
export async function lookAtPersistence() {
  const held = await said("persisted");
  if (held === true) persistence.value = "held";
  else if (held === false && persistence.value !== "refused") persistence.value = "loose";
}

/** Asks the browser to clear nothing by itself. */
export async function askToPersist() {
  const held = await said("persist");
  if (typeof held === "boolean") persistence.value = held ? "held" : "refused";
}

/** Asks once, at the first keep of a run that was long to train, where no person is asked by it. @param {import("./engine.js").Engine} loaded */
export function followPersistence(loaded) {
  loaded.on("kept", ({ run, problem = "" }) => {
    const seconds = cardOf(run)?.train.at(-1)?.seconds ?? 0;
    if (asked || problem !== "" || seconds <= WORTH_SECONDS || isShown()) return;
    asked = true;
    if (persistence.value !== "held") askToPersist();
  });
}
