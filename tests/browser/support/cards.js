/** Runs as the page holds them, made up for tests of what is said about them. */

/**
 * A card with these readings, one an evaluation, the same number of tokens apart.
 * @param {{ name: string, losses: number[], config?: Record<string, unknown>, state?: string, recipe?: object, key?: number }} run
 */
export function cardOf({ name, losses, config = {}, state = "finished", recipe = {}, key = 0 }) {
  const evals = losses.map((loss, i) => ({
    step: 10 * (i + 1),
    tokens: 100 * (i + 1),
    loss,
    val_loss: loss,
    val_loss_token: 4 * loss,
  }));
  const value = (/** @type {unknown} */ value) => ({ value });
  return /** @type {any} */ ({
    key,
    config,
    recipe: { preset: "champion", size: "tiny", set: {}, ...recipe },
    name: value(name),
    short: value(name),
    state: value(state),
    reason: value(""),
    step: value(10 * losses.length),
    plan: value({ steps: 10 * losses.length, tokens_per_title: 10 }),
    evals,
    train: evals.map(({ step, tokens, loss }) => ({ step, tokens, loss })),
  });
}

/** Readings that fall from `from` to `to`. @param {number} from @param {number} to */
export const falling = (from, to, count = 5) =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * (i + 1)) / count);
