/** What a run's losses mean, in sentences made from its own figures. */
import { count, decimal, printed } from "../format.js";
import { BEST, FIRST } from "../tables/paper.js";
import { text } from "../text.js";
import { charsPerToken, choices, timesAsProbable, uniformOver, windowsOf } from "./units.js";

const words = text.meaning;

/** Characters of a token in the paper's set-up, as measured on 100,000 real titles at its vocabulary (measured.md). */
const PAPER_CHARS_PER_TOKEN = 4.375;
/** Above this a factor is told as a power of ten. */
const LARGE = 1e6;
/** Below this one digit behind the point is too few. */
const SMALL = 20;

/** A number of choices, or a factor: with the digits that carry weight. @param {number} n */
export function factor(n) {
  if (n < SMALL) return decimal(n, n < 2 ? 2 : 1);
  if (n < LARGE) return count(n);
  const power = Math.floor(Math.log10(n));
  const digits = String(power).replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]);
  return `10${digits}`;
}

/** A share in per cent that is never rounded up to all. @param {number} share */
export function percentFloor(share) {
  return text.number.percent(decimal(Math.floor(share * 1000) / 10, 1));
}

/** @typedef {{ name: string, step: number, loss: number, val_loss_token: number }} Measured The last reading of a run. */
/** @typedef {import("../types.js").Plan} Plan */

/** A run in words: as a guess among characters, and among tokens. @param {Measured} run @param {Plan} plan @returns {string[]} */
export function inWords({ name, step, loss, val_loss_token }, plan) {
  return [
    words.words.at({
      name,
      step: count(step),
      loss: decimal(loss),
      choices: factor(choices(loss)),
    }),
    words.words.token({
      chars: decimal(charsPerToken(plan), 1),
      nats: decimal(val_loss_token, 2),
      choices: factor(choices(val_loss_token)),
      vocab: count(plan.vocab_size),
    }),
  ];
}

/**
 * Two runs held against each other.
 * @param {Measured} a @param {Measured} b @param {Plan} plan @param {number} titleChars Characters of a usual headline.
 */
export function compared(a, b, plan, titleChars) {
  const [low, high] = a.loss <= b.loss ? [a, b] : [b, a];
  const nats = high.loss - low.loss;
  return words.words.lower({
    low: low.name,
    lowLoss: decimal(low.loss),
    high: high.name,
    highLoss: decimal(high.loss),
    nats: decimal(nats),
    char: factor(timesAsProbable(nats)),
    token: factor(timesAsProbable(nats * charsPerToken(plan))),
    headline: factor(timesAsProbable(nats * titleChars)),
    chars: count(titleChars),
  });
}

/** The paper's first and last figures in words, for before a run is there. */
export function paperInWords() {
  const nats = FIRST - BEST;
  return words.words.paper({
    high: printed(FIRST),
    low: printed(BEST),
    nats: decimal(nats),
    char: factor(timesAsProbable(nats)),
    token: factor(timesAsProbable(nats * PAPER_CHARS_PER_TOKEN)),
    highChoices: factor(choices(FIRST)),
    lowChoices: factor(choices(BEST)),
  });
}

/** What the two validation losses count, on this data. @param {Plan} plan @returns {string[]} */
export function twoLosses(plan) {
  const { count: windows, span, counted, full, share } = windowsOf(plan);
  const [vocab, chars] = [count(plan.vocab_size), count(plan.val_chars)];
  const paper =
    windows === 0
      ? [words.two.none({ span: count(span), tokens: count(plan.val_tokens) })]
      : [
          words.two.paper({
            span: count(span),
            windows: count(windows),
            counted: count(counted),
            share: percentFloor(share),
          }),
        ];
  const uniform = words.two.uniform({
    vocab,
    tokens: count(full),
    chars,
    full: decimal(uniformOver(plan, full)),
  });
  const windowed =
    windows === 0 ? [] : [words.two.uniformPaper(decimal(uniformOver(plan, counted)))];
  return [
    words.two.full({ tokens: count(full), chars }),
    ...paper,
    [uniform, ...windowed].join(" "),
  ];
}
