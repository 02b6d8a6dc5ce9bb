/** A run of the page as a file holds it. */
import { engineInfo } from "../state/engine.js";
import { rowsOf } from "../state/timeline.js";

/** @typedef {import("../state/runs.js").RunCard} RunCard */

/** @param {import("../types.js").Plan} plan @returns {import("./run.js").HandedPlan} */
function planOf(plan) {
  return {
    steps: plan.steps,
    batch_tokens: plan.batch_tokens,
    tokens_per_title: plan.tokens_per_title,
    uniform_full: plan.uniform_full,
    params: plan.params,
    steps_per_epoch: plan.steps_per_epoch,
    train_tokens: plan.train_tokens,
    val_tokens: plan.val_tokens,
    train_chars: plan.train_chars,
    val_chars: plan.val_chars,
  };
}

/** @param {import("../types.js").Recipe} recipe */
function recipeOf({ preset, size, set, lesson, run, times }) {
  return {
    preset,
    size,
    set,
    ...(lesson === undefined ? {} : { lesson }),
    ...(run === undefined ? {} : { run }),
    ...(times === undefined ? {} : { times }),
  };
}

/** A run that has a plan. @param {RunCard} card @param {number} place @returns {import("./run.js").HandedRun} */
export function handedRun(card, place) {
  return {
    id: card.recipe.run ?? String(place + 1),
    name: card.name.value,
    ink: card.ink,
    recipe: recipeOf(card.recipe),
    config: card.config,
    changed_by_size: card.changedBySize,
    plan: planOf(/** @type {import("../types.js").Plan} */ (card.plan.value)),
    state: card.state.value,
    reason: card.reason.value,
    branch: card.branch && {
      from: card.branch.from,
      step: card.branch.step,
      set: card.branch.set,
      onward: card.branch.onward,
    },
    step: card.step.value,
    seconds: card.speed.value?.seconds ?? null,
    train_from: card.train[0]?.step ?? 1,
    train_every: 1,
    train: card.train.map(({ loss }) => loss),
    evals: card.evals.map(({ step, val_loss, loss, val_loss_token }) => [
      step,
      val_loss,
      loss,
      val_loss_token,
    ]),
    written: rowsOf([card]).map(({ step, texts: [headline] }) => [step, headline ?? ""]),
  };
}

/** @param {RunCard["data"]} data @returns {import("./run.js").HandedData | null} */
export function handedData(data) {
  if (!data) return null;
  return {
    name: data.name.slice(0, 200),
    synthetic: data.synthetic,
    titles: data.info.titles_used,
    train_titles: data.train_titles,
    val_titles: data.val_titles,
    train_tokens: data.train_tokens,
    val_tokens: data.val_tokens,
    vocab_size: data.vocab_size,
    fingerprints: data.info.fingerprints,
  };
}

/** What trains here now. @returns {import("./run.js").HandedEngine} */
export function handedEngine() {
  const info = engineInfo.value;
  return {
    version: info?.version ?? "",
    module: info?.module ?? "",
    threads: info?.threads ?? 0,
  };
}
