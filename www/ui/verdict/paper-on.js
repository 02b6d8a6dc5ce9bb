/** What the paper found on a question, as far as it asked it: its figures, never this page's. */
import { DECAY, DROPOUT, EPIC1, MODERN, RATES } from "../tables/paper.js";

/** @typedef {import("../ask/question.js").Change} Change */

/**
 * `nats`: asked minus reference in the paper's `val_loss`, below 0 where the asked-about value was the better one.
 * `exact`: the paper compared these two. `bundle`: it changed this together with other things. `said`: it gives the
 * direction in words only.
 * @typedef {{ kind: "exact", nats: number, asked: number, reference: number } | { kind: "bundle", of: "epic1" | "modern", fields: string[], sign: 1 | -1 } | { kind: "said", sign: 1 | -1, fields: string[] } | { kind: "nothing" }} Finding
 */

/** What every run of the paper's on rates, dropout, decay and parts had, but for what it changed. @type {Record<string, unknown>} */
const THEIRS = { optimizer: "adamw", ...MODERN.simple };

/**
 * @param {Change[]} changes Those of which both sides differ.
 * @param {Record<string, unknown>} reference The configuration that they change; under SGD, or with other parts, the paper did not ask.
 * @returns {Finding}
 */
export function paperOn(changes, reference) {
  const changed = new Set(changes.map(({ field }) => field));
  const theirs = Object.entries(THEIRS).every(
    ([field, value]) => changed.has(field) || reference[field] === value,
  );
  const found = theirs
    ? (rates(changes) ?? dropout(changes) ?? decay(changes) ?? modern(changes) ?? epic1(changes))
    : null;
  return found ?? { kind: "nothing" };
}

/** @param {number} asked @param {number} reference @returns {Finding} */
function exact(asked, reference) {
  return { kind: "exact", nats: asked - reference, asked, reference };
}

/** @param {Change[]} changes @param {string} field */
function only(changes, field) {
  return changes.length === 1 && changes[0].field === field ? changes[0] : null;
}

/** @param {Change[]} changes */
function rates(changes) {
  const change = only(changes, "lr");
  const lossAt = (/** @type {unknown} */ lr) => RATES.find((rate) => rate.lr === lr)?.loss;
  const asked = lossAt(change?.asked);
  const reference = lossAt(change?.reference);
  return asked !== undefined && reference !== undefined ? exact(asked, reference) : null;
}

/** @param {Change[]} changes */
function dropout(changes) {
  const change = only(changes, "dropout");
  const lossAt = (/** @type {unknown} */ value) =>
    Object.values(DROPOUT).find((row) => row.value === value)?.loss;
  const asked = lossAt(change?.asked);
  const reference = lossAt(change?.reference);
  return asked !== undefined && reference !== undefined ? exact(asked, reference) : null;
}

/** @param {Change[]} changes @returns {Finding | null} */
function decay(changes) {
  const change = only(changes, "weight_decay");
  const both = [change?.asked, change?.reference];
  if (!both.includes(DECAY.better) || !both.includes(DECAY.worse)) return null;
  return { kind: "said", sign: change?.asked === DECAY.worse ? 1 : -1, fields: ["weight_decay"] };
}

/**
 * Whether all of `changes` go from `simple` to `modern` values (1) or all back (-1).
 * @param {Change[]} changes @returns {1 | -1 | null}
 */
function direction(changes) {
  const parts = /** @type {Record<string, unknown>} */ (MODERN.parts);
  if (changes.length === 0) return null;
  if (changes.every(({ field, asked }) => parts[field] === asked)) return 1;
  return changes.every(({ field, reference }) => field in parts && parts[field] === reference)
    ? -1
    : null;
}

/** @param {Change[]} changes @returns {Finding | null} */
function modern(changes) {
  const sign = direction(changes);
  if (sign === null) return null;
  if (changes.length === Object.keys(MODERN.parts).length) {
    return sign === 1 ? exact(MODERN.after, MODERN.before) : exact(MODERN.before, MODERN.after);
  }
  return { kind: "bundle", of: "modern", fields: Object.keys(MODERN.parts), sign };
}

/** The optimizer, alone or with others of Epic 1's changes. @param {Change[]} changes @returns {Finding | null} */
function epic1(changes) {
  const optimizer = changes.find(({ field }) => field === "optimizer");
  if (!optimizer || !changes.every(({ field }) => EPIC1.fields.includes(field))) return null;
  return {
    kind: "bundle",
    of: "epic1",
    fields: EPIC1.fields,
    sign: optimizer.asked === "adamw" ? -1 : 1,
  };
}
