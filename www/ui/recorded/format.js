/**
 * The recordings of `assets/recorded/`: one a lesson, written by `cargo xtask results` from runs of the command
 * `headline` on the bundled sample. Lists stand where objects would repeat their names some thousand times.
 */

/** The lessons that have a recording. @type {string[]} */
export const RECORDED = [
  "sgd-vs-adamw",
  "fair-to-sgd",
  "one-change",
  "modern-parts",
  "learning-rates",
  "dropout",
  "weight-decay",
  "ask",
];

export const FORMAT = "headline-lab-recording";
export const VERSION = 1;

/**
 * @typedef {object} Recording
 * @property {string} lesson Its id in lessons/table.js; a question's runs stand pair by pair, each seed's reference first.
 * @property {string} prompt What the likeliest next tokens follow.
 * @property {string} title A validation title.
 * @property {string[]} pieces The texts of its tokens, `<eos>` at the end.
 * @property {RecordedRun[]} runs In the table's order.
 */
/**
 * @typedef {object} RecordedRun
 * @property {string} id Its id in the lesson.
 * @property {import("../types.js").Recipe} recipe With the rate it had, not a multiple.
 * @property {import("../types.js").Config} config
 * @property {import("../types.js").ChangedBySize[]} changed_by_size
 * @property {import("../types.js").Plan} plan
 * @property {number[]} train Nats per character of each update's batch.
 * @property {RecordedEval[]} evals In the order of their updates.
 * @property {RecordedLook[]} looks In the order of their updates, the first before any.
 * @property {{ step: number, what: string } | null} diverged The update that could not be made.
 */
/** @typedef {[step: number, val_loss: number | null, val_loss_full: number, val_loss_token: number]} RecordedEval */
/** @typedef {[step: number, next: [id: number, text: string, p: number][], nats: number[], headline: string]} RecordedLook */

/** Numbers of a plan that the chart and the tables need. */
export const PLAN = ["steps", "batch_tokens", "tokens_per_title", "uniform_full", "params"];

/** @param {unknown} value */
const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
/** @param {unknown} value */
const isText = (value) => typeof value === "string";
/** @param {unknown} value @param {(one: any) => boolean} is */
const isListOf = (value, is) => Array.isArray(value) && value.every(is);
/** @param {any[]} list Whose entries begin with their step. */
export const isInOrder = (list) => list.every((one, i) => i === 0 || list[i - 1][0] < one[0]);

/**
 * What was fetched as a recording, or an error that names the first thing that is wrong with it.
 * @param {any} value @returns {Recording}
 */
export function checked(value) {
  const found = faultOf(value);
  if (found) throw new Error(`The recording can't be played: ${found}. Reload the page.`);
  return value;
}

/** @param {any} value */
function faultOf(value) {
  if (value?.format !== FORMAT) return `its format is ${value?.format}, not ${FORMAT}`;
  if (value.version !== VERSION) return `its version is ${value.version}, not ${VERSION}`;
  for (const field of ["lesson", "prompt", "title"])
    if (!isText(value[field])) return `${field} is missing`;
  if (!isListOf(value.pieces, isText)) return "pieces is no list of texts";
  if (!Array.isArray(value.runs) || value.runs.length === 0) return "it has no runs";
  for (const run of value.runs) {
    const fault = faultOfRun(run, value.pieces.length);
    if (fault) return `${fault} of the run ${run?.id}`;
  }
  return null;
}

/** @param {any} run @param {number} pieces */
function faultOfRun(run, pieces) {
  if (!isText(run?.id)) return "the id";
  if (!isText(run.recipe?.preset) || !isText(run.recipe.size)) return "the recipe";
  if (typeof run.config !== "object" || !isText(run.config?.optimizer)) return "the config";
  const missing = PLAN.find((field) => !isNumber(run.plan?.[field]));
  if (missing) return `the plan's ${missing}`;
  if (!isListOf(run.train, isNumber) || run.train.length > run.plan.steps) return "the train";
  if (!isListOf(run.evals, isEval) || !isInOrder(run.evals)) return "the evals";
  const isLook = (/** @type {any} */ look) => isLookOf(look, pieces);
  if (!isListOf(run.looks, isLook) || run.looks.length === 0 || !isInOrder(run.looks))
    return "the looks";
  if (run.diverged !== null && !isNumber(run.diverged?.step)) return "the end";
  return null;
}

/** @param {any} reading */
function isEval(reading) {
  if (!Array.isArray(reading) || reading.length !== 4) return false;
  const [step, val_loss, ...rest] = reading;
  return isNumber(step) && (val_loss === null || isNumber(val_loss)) && rest.every(isNumber);
}

/** @param {any} look @param {number} pieces */
function isLookOf(look, pieces) {
  if (!Array.isArray(look) || look.length !== 4) return false;
  const [step, next, nats, headline] = look;
  const isBar = (/** @type {any} */ bar) =>
    isNumber(bar?.[0]) && isText(bar[1]) && isNumber(bar[2]);
  const surprised = isListOf(nats, isNumber) && nats.length === pieces;
  return isNumber(step) && isListOf(next, isBar) && surprised && isText(headline);
}
