/** What a loss comes to in other units, and which tokens it is over. Pure arithmetic on a run's plan and readings. */

/** @typedef {import("../types.js").Plan} Plan */

/** @param {number} nats */
export const bits = (nats) => nats / Math.LN2;

/** Among how many equally likely things one would have to guess to be as surprised. @param {number} nats */
export const choices = (nats) => Math.exp(nats);

/** How many times more probable the text is, by unit of text, where the loss is so much lower. @param {number} nats */
export const timesAsProbable = (nats) => Math.exp(nats);

/** Characters of the held-back text a token stands for. @param {Plan} plan */
export function charsPerToken({ val_chars, val_tokens }) {
  return val_chars / (val_tokens - 1);
}

/**
 * The paper's windows: each of B·T + 1 ids, of which B·T are guessed; what is left over after the last whole one is dropped.
 * `full` is the number of tokens that val_loss_full counts: all but the first, which has nothing before it.
 * @param {Plan} plan
 */
export function windowsOf({ val_tokens, batch_tokens }) {
  const count = Math.floor(val_tokens / (batch_tokens + 1));
  const counted = count * batch_tokens;
  const full = val_tokens - 1;
  return { count, span: batch_tokens + 1, counted, full, share: counted / full };
}

/**
 * Guessing at random: ln V nats a token, spread over all characters.
 * @param {Plan} plan @param {number} tokens
 */
export function uniformOver({ vocab_size, val_chars }, tokens) {
  return (Math.log(vocab_size) * tokens) / val_chars;
}
