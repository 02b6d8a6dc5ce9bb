/** A run file as a run of the page: a card that is full from the start and that no engine knows. */
import { createOpened, KEPT_HEADLINES } from "../state/runs.js";
import { text } from "../text.js";

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {import("./format.js").RunFile} RunFile */

/**
 * The plan that a file holds. What an older one lacks is worked out from a reading: an evaluation counts the same sum
 * once by the token and once by the character.
 * @param {RunFile} file @returns {import("../types.js").Plan}
 */
function planOf({ run, data }) {
  const { plan, evals } = run;
  const [, , loss, perToken] = evals[0] ?? [0, null, Number.NaN, Number.NaN];
  const known = { val_tokens: data?.val_tokens ?? Number.NaN, ...plan };
  const val_chars = plan.val_chars ?? (known.val_tokens * perToken) / loss;
  return /** @type {import("../types.js").Plan} */ (
    /** @type {unknown} */ ({ vocab_size: data?.vocab_size, ...known, val_chars })
  );
}

/** @param {RunFile["run"]} run */
function trainOf({ train, train_from, train_every, step, plan }) {
  return train.map((loss, i) => {
    const at = Math.min(step, train_from - 1 + (i + 1) * train_every);
    return { step: at, tokens: at * plan.batch_tokens, loss };
  });
}

/** Why it ended before its time: in its own words, or else by its state. @param {RunFile["run"]} run */
function reasonOf({ state, reason }) {
  const broken = state === "diverged" || state === "failed";
  return reason || (broken ? text.runs.states[state] : "");
}

/** @param {RunFile} file @param {number} ink @returns {RunCard} */
export function cardOf(file, ink) {
  const { run } = file;
  const { recipe, config, changed_by_size, plan, step, seconds } = run;
  const card = createOpened(file, recipe, { config, changed_by_size, params: plan.params }, ink);
  const tokens = (/** @type {number} */ at) => at * plan.batch_tokens;
  card.name.value = text.opened.named(run.name);
  card.short.value = card.name.value;
  card.plan.value = planOf(file);
  card.reason.value = reasonOf(run);
  card.step.value = step;
  card.train = trainOf(run);
  card.evals = run.evals.map(([at, val_loss, loss, val_loss_token]) => ({
    step: at,
    tokens: tokens(at),
    loss,
    val_loss,
    val_loss_token,
  }));
  card.timeline = run.written.map(([at, headline]) => ({ step: at, text: headline }));
  card.writings = card.timeline.slice(-KEPT_HEADLINES);
  card.written.value = card.writings.toReversed();
  if (seconds !== null && seconds > 0) {
    const tokensPerSecond = tokens(step - (run.branch?.step ?? 0)) / seconds;
    card.speed.value = { seconds, tokensPerSecond, eta: 0 };
  }
  return card;
}
