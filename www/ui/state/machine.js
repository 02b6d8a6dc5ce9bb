/**
 * What this machine can do. It is measured before the first click, and then says how long a training will take and at
 * which size the lessons suit it.
 */
import { signal } from "@preact/signals";

/** @typedef {import("../../engine.js").Measured} Measured */
/** @typedef {import("../types.js").Config} Config */

/** Two runs that take longer than this at the Classroom size make the lessons begin at the Tiny one. */
const LONGEST_SECONDS = 120;
/** The size of the lessons stays for a visit: for as long as the tab is open. */
const STORE = "headline-lab.lesson-size";
/** A tab in the background paints nothing; it is measured all the same. */
const PAINT_MS = 1000;

/** A forward pass takes this share of a training step's time for each token. */
const FORWARD = 1 / 3;
/** Glances and live views beside the training, as shares of its time. */
const LOOKING = 0.1;
/** The probe's model is this wide; a wider one gets more out of the machine, by this share for each doubling. */
const PROBED_WIDTH = 64;
const WIDER = 0.25;
/**
 * Where the probe made no more updates than FEW, the browser had not compiled their code well yet: trainings were then
 * faster than it told, by this factor in four of six (docs/benchmarks/2026-11-23.md).
 */
const COLD = 1.5;
const FEW = 3;
/** Tokens of a headline at a vocabulary of 16,000, and what each halving of it adds. */
const TOKENS_PER_TITLE = { vocab_size: 16_000, tokens: 12.2, halving: 2.2 };

/** What was measured; null before, and where the machine could not be measured. @type {import("@preact/signals").Signal<Measured | null>} */
export const machine = signal(null);

/** Whether the measuring is over, one way or the other. */
export const measured = signal(false);

/** The size at which the lessons suit this machine. It changes once at most, when the machine has been measured. */
export const lessonSize = signal(rememberedSize() ?? "classroom");

/** Seconds that a lesson of two runs takes at the Classroom size; null while nobody knows. @type {import("@preact/signals").Signal<number | null>} */
export const classroomSeconds = signal(null);

/**
 * Measures the machine once the page has been painted and has nothing better to do. What can't be measured is not known,
 * and the first seconds of a training tell it.
 * @param {import("./engine.js").Engine} loaded before its first command, which starts the training's threads
 */
export async function measureMachine(loaded) {
  await idle();
  try {
    machine.value = await loaded.measure();
  } catch {
    // The engine's next command meets the same trouble, and tells of it.
  }
}

/** Settles the size of the lessons. @param {import("./engine.js").Engine} loaded */
export async function settleLessonSize(loaded) {
  try {
    const { config } = await loaded.resolve({ preset: "champion", size: "classroom" });
    const seconds = predictSeconds(config, expectedSteps(config));
    classroomSeconds.value = seconds === null ? null : 2 * seconds;
  } finally {
    if (rememberedSize() === null) {
      if ((classroomSeconds.value ?? 0) > LONGEST_SECONDS) lessonSize.value = "tiny";
      rememberSize(lessonSize.value);
    }
    measured.value = true;
  }
}

/** After the first paint, and when the page rests. @returns {Promise<void>} */
function idle() {
  return new Promise((resolve) => {
    const rest = () => {
      clearTimeout(late);
      if ("requestIdleCallback" in globalThis)
        requestIdleCallback(() => resolve(), { timeout: 100 });
      else setTimeout(resolve);
    };
    const late = setTimeout(rest, PAINT_MS);
    requestAnimationFrame(() => setTimeout(rest));
  });
}

/**
 * Seconds that a run of so many updates takes on this machine by what was measured of it, its evaluations and what is
 * shown of it included; null where nothing was measured.
 * @param {Config} config @param {number} steps @param {Measured | null} [by]
 */
export function predictSeconds(config, steps, by = machine.value) {
  if (by === null) return null;
  const { val_frac, evals_per_epoch } = config;
  const batch = config.batch_size * config.block_size;
  const epochs = config.steps > 0 ? config.steps / stepsPerEpoch(config) : config.epochs;
  // The first and the last evaluation make the paper's pass besides.
  const evaluations = Math.min(steps, evals_per_epoch * epochs) + 3;
  const validation = ((steps / epochs) * batch * val_frac) / (1 - val_frac);
  const tokens = steps * batch + FORWARD * evaluations * validation;
  const gain = 1 + WIDER * Math.log2(config.d_model / PROBED_WIDTH);
  const { updates } = by.threads > 1 && by.more ? by.more : by.one;
  const rate = by.flop_per_second * Math.max(gain, 1 / 2) * (updates <= FEW ? COLD : 1);
  return ((tokens * flopPerToken(config)) / rate) * (1 + LOOKING);
}

/** Updates that a run is likely to have, before its headlines were turned into tokens. @param {Config} config */
export function expectedSteps(config) {
  return config.steps > 0 ? config.steps : config.epochs * stepsPerEpoch(config);
}

/** @param {Config} config */
function stepsPerEpoch({ titles, val_frac, vocab_size, batch_size, block_size }) {
  const { tokens, halving } = TOKENS_PER_TITLE;
  const perTitle = tokens + halving * Math.log2(TOKENS_PER_TITLE.vocab_size / vocab_size);
  const all = titles * (1 - val_frac) * Math.max(perTitle, 1);
  return Math.max(1, Math.floor(all / (batch_size * block_size)));
}

/** Floating-point operations of training on one token: 6 a parameter, and the attention's. @param {Config} config */
function flopPerToken({ vocab_size, n_layer, d_model, block_size }) {
  const params = vocab_size * d_model + 12 * n_layer * d_model ** 2;
  return 6 * params + 12 * n_layer * d_model * block_size;
}

/** @returns {string | null} */
function rememberedSize() {
  try {
    return sessionStorage.getItem(STORE);
  } catch {
    return null;
  }
}

/** @param {string} size */
function rememberSize(size) {
  try {
    sessionStorage.setItem(STORE, size);
  } catch {
    // Without storage a reload measures again.
  }
}
