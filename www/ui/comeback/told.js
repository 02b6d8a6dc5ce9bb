/** What a run had told before it was saved, as the engine takes it: from its run file, and from what `headline` printed. Pure. */

/** @typedef {import("../../protocol.js").Told} Told */
/** @typedef {import("./format.js").StateHead} StateHead */
/** @typedef {import("../runfile/format.js").RunFile} RunFile */
/** @typedef {Pick<import("../types.js").Data, "train_tokens" | "train_chars">} Counts */
/** The numbers of an update or of an evaluation. @typedef {Record<string, number | null>} Line */

/** As worker/keep/journal.js keeps an update: a test holds the two together. */
export const FIELDS = [
  "step",
  "epoch",
  "train_loss",
  "train_loss_char",
  "lr",
  "grad_norm",
  "tokens",
  "seconds",
  "tokens_per_second",
];

/** @param {unknown} value @returns {number | null} */
const finite = (value) => (typeof value === "number" && Number.isFinite(value) ? value : null);

/** A line that `headline train` printed; null for one that tells of no update. @param {string} json @returns {Line | null} */
function lineOf(json) {
  try {
    const value = JSON.parse(json);
    return Number.isSafeInteger(value?.step) && value.step > 0 ? value : null;
  } catch {
    // The last line of a program that was stopped may be cut off.
    return null;
  }
}

/**
 * Updates and evaluations between two updates, each step once: what was printed last counts, as a run that was gone on with
 * from an older state makes them again.
 * @param {string} lines @param {number} after @param {number} until
 */
function printed(lines, after, until) {
  /** @type {Map<number, Line>} */
  const steps = new Map();
  /** @type {Map<number, Line>} */
  const evals = new Map();
  for (const json of lines.split("\n")) {
    const line = lineOf(json);
    const step = Number(line?.step);
    if (!line || step <= after || step > until) continue;
    if (finite(line.train_loss) !== null) steps.set(step, line);
    else if (finite(line.val_loss_full) !== null) evals.set(step, line);
  }
  const inOrder = (/** @type {Map<number, Line>} */ map) =>
    [...map].sort(([a], [b]) => a - b).map(([, line]) => line);
  return { steps: inOrder(steps), evals: inOrder(evals) };
}

/** @param {RunFile["run"]} run @param {number} until */
function trained({ train, train_from, train_every, step }, until) {
  return train
    .map((loss, i) => ({ step: Math.min(step, train_from - 1 + (i + 1) * train_every), loss }))
    .filter((one) => one.step <= until);
}

/**
 * What a run had told up to its state. A run file has the curve by the character, and neither rates nor times.
 * @param {{ file: RunFile | null, lines: string, head: Pick<StateHead, "config" | "step">, counts: Counts }} from @returns {Told}
 */
export function toldOf({ file, lines, head, counts }) {
  const { config, step: until } = head;
  const batch = config.batch_size * config.block_size;
  const perChar = counts.train_tokens / counts.train_chars;
  const perEpoch = Math.max(1, Math.floor(counts.train_tokens / batch));
  const row = (/** @type {number} */ step, /** @type {Line} */ line) =>
    FIELDS.map((field) => {
      if (field === "step") return step;
      if (field === "epoch") return Math.floor((step - 1) / perEpoch);
      return field === "tokens" ? step * batch : finite(line[field]);
    });
  const before = file ? trained(file.run, until) : [];
  const evalsBefore = file ? file.run.evals.filter(([step]) => step <= until) : [];
  const last = Math.max(0, ...before.map(({ step }) => step), ...evalsBefore.map(([step]) => step));
  const after = printed(lines, file ? Math.min(file.run.step, last) : 0, until);
  const evaluation = (/** @type {number} */ step, /** @type {Line} */ losses) => ({
    ...{ type: "eval", run: "", step, tokens: step * batch, seconds: null },
    val_loss: finite(losses.val_loss),
    val_loss_full: finite(losses.val_loss_full),
    val_loss_token: finite(losses.val_loss_token),
  });
  const told = {
    fields: FIELDS,
    steps: [
      ...before.map(({ step, loss }) => row(step, { train_loss_char: loss })),
      ...after.steps.map((line) =>
        row(Number(line.step), { ...line, train_loss_char: Number(line.train_loss) * perChar }),
      ),
    ],
    inside: [],
    evals: [
      ...evalsBefore.map(([step, val_loss, val_loss_full, val_loss_token]) =>
        evaluation(step, { val_loss, val_loss_full, val_loss_token }),
      ),
      ...after.evals.map((line) => evaluation(Number(line.step), line)),
    ],
    glances: [],
    headlines: (file?.run.written ?? [])
      .filter(([step]) => step <= until)
      .map(([step, text]) => ({
        ...{ type: "live", run: "", step, next: [], surprise: [] },
        headline: { text, seed: 0 },
      })),
  };
  // What a file does not tell is null, as it is where the page's own storage has no number.
  return /** @type {Told} */ (/** @type {unknown} */ (told));
}
