/**
 * The orders about the training on the screen, and which runs each of them concerns: decided here, for every button that
 * gives one. Runs of earlier experiments are none of them; resume.js takes those up again.
 */
import { engine } from "./engine.js";
import { hasEnded, phase } from "./phase.js";
import { report } from "./problems.js";
import { branches, runs } from "./runs.js";

/** The names in the engine of the runs that train, or that wait to. */
function activeIds() {
  return [...runs.value, ...branches.value].flatMap((card) => {
    const id = card.engineId.value;
    // A run of the lesson that is ready was not begun: another was, beside it. A branch that is ready waits for this.
    const waits = card.state.value === "ready" && !branches.value.includes(card);
    return id === null || waits || hasEnded(card.state.value) ? [] : [id];
  });
}

/**
 * Gives an order about runs: without any there is none to give, as the engine would take it for one about all that it has.
 * @param {(loaded: import("./engine.js").Engine, ids: string[]) => Promise<unknown>} give
 */
async function orderActive(give) {
  const ids = activeIds();
  if (ids.length > 0) await order((loaded) => give(loaded, ids));
}

export async function goOn() {
  await orderActive((loaded, ids) => loaded.start(ids));
}

export async function pause() {
  await order((loaded) => loaded.pause());
}

/** One update of each run; a training that runs is paused first. */
export async function step() {
  await orderActive(async (loaded, ids) => {
    if (phase.value === "running") await loaded.pause();
    await loaded.step(ids);
  });
}

/** Ends the training where it is. Paused runs of earlier experiments can still go on. */
export async function stop() {
  await orderActive((loaded, ids) => loaded.stop(ids));
}

/** Tells what the engine refuses. @param {(loaded: import("./engine.js").Engine) => Promise<unknown>} give */
export async function order(give) {
  try {
    if (engine.value) await give(engine.value);
  } catch (error) {
    report("run", error);
  }
}
