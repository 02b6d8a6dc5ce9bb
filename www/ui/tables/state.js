/** Which runs fill the paper's tables: the set-ups on the page, the one that is shown, and the presets at its size. */
import { computed, effect, signal } from "@preact/signals";
import { catalog, engine } from "../state/engine.js";
import { size } from "../state/lesson.js";
import { earlierRuns, runs } from "../state/runs.js";
import { resultOf, setupsOf } from "./rows.js";

/** @typedef {import("./rows.js").Presets} Presets */

/** Presets by the size that they were resolved at. @type {import("@preact/signals").Signal<Record<string, Presets>>} */
const bySize = signal({});

/** The set-ups of all runs that have come to their end, the newest first. */
export const setups = computed(() => {
  const cards = [...runs.value, ...earlierRuns.value];
  for (const card of cards) [card.state.value, card.evaluated.value];
  return setupsOf(cards.map(resultOf).filter((result) => result !== null));
});

/** The key of the set-up that a person chose. @type {import("@preact/signals").Signal<string | null>} */
const chosen = signal(null);

/** @param {string} key */
export function chooseSetup(key) {
  chosen.value = key;
}

/** The set-up that fills the tables: the chosen one, else the one with the most runs; null while none has come to its end. */
export const setup = computed(() => {
  const byChoice = setups.value.find((one) => one.key === chosen.value);
  return byChoice ?? fullest(setups.value);
});

/** Of several as full, the newest. @param {import("./rows.js").Setup[]} newestFirst */
function fullest(newestFirst) {
  const most = Math.max(0, ...newestFirst.map(({ results }) => results.length));
  return newestFirst.find(({ results }) => results.length === most) ?? null;
}

const sizeShown = computed(() => setup.value?.sample.size ?? size.value);

/** The presets at its size; null until the engine has resolved them. */
export const presets = computed(() => bySize.value[sizeShown.value] ?? null);

// The engine resolves each size once.
effect(() => {
  const at = sizeShown.value;
  const loaded = engine.value;
  const names = catalog.value?.presets.map((preset) => preset.name) ?? [];
  if (!loaded || names.length === 0 || bySize.peek()[at]) return;
  Promise.all(
    names.map(async (preset) => {
      const { config } = await loaded.resolve({ preset, size: at, set: {} });
      return /** @type {const} */ ([preset, /** @type {import("../types.js").Config} */ (config)]);
    }),
  ).then(
    (entries) => {
      bySize.value = { ...bySize.peek(), [at]: Object.fromEntries(entries) };
    },
    () => {
      // An engine that is lost has said so; the next one resolves again.
    },
  );
});
