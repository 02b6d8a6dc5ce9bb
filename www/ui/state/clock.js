/** Time as it passes while runs train: pauses excluded, evaluations and both runs included. */
import { computed, effect, signal } from "@preact/signals";
import { phase } from "./phase.js";
import { runs } from "./runs.js";

const TICK_MS = 500;
/** Before this much of both it is not known how long a run takes. */
const ENOUGH = { seconds: 2.5, share: 0.01 };
const STORE = "headline-lab.seconds";

/** Seconds trained, in this experiment. */
export const elapsed = signal(0);

/** The share of all updates that are done, 0 to 1. */
export const shareDone = computed(() => {
  let done = 0;
  let all = 0;
  for (const card of runs.value) {
    const steps = card.plan.value?.steps ?? 0;
    const ended = ["diverged", "stopped", "failed", "finished"].includes(card.state.value);
    done += card.step.value;
    all += ended ? card.step.value : steps;
  }
  return all > 0 ? done / all : 0;
});

/** Seconds left, or null while they cannot be told. */
export const timeLeft = computed(() => {
  const share = shareDone.value;
  if (elapsed.value < ENOUGH.seconds || share < ENOUGH.share) return null;
  return (elapsed.value * (1 - share)) / share;
});

/** Seconds that the same experiment took on this machine before, or null. */
export const knownSeconds = computed(() => {
  if (runs.value.length === 0 || runs.value.some((card) => !card.plan.value)) return null;
  return remembered()[shape()] ?? null;
});

/** What the time of an experiment depends on. */
function shape() {
  return runs.value
    .map(({ config: c, plan }) =>
      [
        c.n_layer,
        c.d_model,
        c.n_head,
        c.block_size,
        c.batch_size,
        c.vocab_size,
        plan.value?.steps,
      ].join("."),
    )
    .join("+");
}

/** @returns {Record<string, number>} */
function remembered() {
  try {
    return JSON.parse(localStorage.getItem(STORE) ?? "{}");
  } catch {
    return {};
  }
}

function remember() {
  try {
    localStorage.setItem(
      STORE,
      JSON.stringify({ ...remembered(), [shape()]: Math.round(elapsed.value) }),
    );
  } catch {
    // Without storage the time is told again by the first seconds of the next run.
  }
}

export function followClock() {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  let since = 0;
  const count = () => {
    const now = performance.now();
    elapsed.value += (now - since) / 1000;
    since = now;
  };
  effect(() => {
    const runs_now = phase.value;
    if (runs_now === "running" && timer === undefined) {
      since = performance.now();
      timer = setInterval(count, TICK_MS);
    } else if (runs_now !== "running" && timer !== undefined) {
      clearInterval(timer);
      timer = undefined;
      count();
      if (runs.peek().every((card) => card.state.peek() === "finished")) remember();
    }
  });
}
