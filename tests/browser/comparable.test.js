/** Which runs' losses compare: those of one held-back text, and by the token those of one tokenizer as well. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { namedGap } from "../../www/ui/chart/ends.js";
import { gapAt } from "../../www/ui/chart/reading.js";
import { apartOf, bracketOf } from "../../www/ui/lessons/caption.js";
import { comparison } from "../../www/ui/lessons/comparable.js";
import { cardOf, falling } from "./support/cards.js";
import { FINGERPRINTS } from "./support/handed.js";

/** @param {string} name @param {number} to @param {object | null} [fingerprints] Of an opened run's headlines. */
function opened(name, to, fingerprints = FINGERPRINTS) {
  const card = cardOf({ name, losses: falling(2.5, to), key: name.length });
  return Object.assign(card, { opened: { data: { fingerprints }, run: { state: "finished" } } });
}

/** A run of the page on data with these fingerprints. @param {string} name @param {number} to @param {object | null} [fingerprints] */
function own(name, to, fingerprints = FINGERPRINTS) {
  const card = cardOf({ name, losses: falling(2.5, to), key: name.length });
  return Object.assign(card, { opened: null, data: { info: { fingerprints } } });
}

const OTHER = "0".repeat(64);

test("runs on one data set compare, whether or not its fingerprints are known", () => {
  const [a, b] = [own("a", 1, null), own("bb", 2, null)];
  b.data = a.data;
  assert.deepEqual(comparison(a, b, true), { named: true, unknown: [], differs: [] });
  assert.ok(bracketOf([a, b], "perplexity"));
  assert.equal(apartOf([a, b], "perplexity"), "");
});

test("on other held-back headlines no gap is named, whatever it would be", () => {
  const [a, b] = [own("a", 1), opened("bb", 2, { ...FINGERPRINTS, val: OTHER })];
  assert.deepEqual(comparison(a, b, false).differs, ["val"]);
  assert.equal(bracketOf([a, b], "natsChar"), null);
  assert.match(
    apartOf([a, b], "natsChar"),
    /^No gap is named between a and bb\. .*held-back headlines differ\.$/,
  );
});

test("with other tokens they compare by the character alone", () => {
  const [a, b] = [own("a", 1), opened("bb", 2, { ...FINGERPRINTS, tokenizer: OTHER })];
  assert.ok(bracketOf([a, b], "bitsChar"));
  assert.match(apartOf([a, b], "bitsChar"), /same held-back headlines; the tokenizers differ/);
  assert.equal(bracketOf([a, b], "natsToken"), null);
  assert.match(apartOf([a, b], "natsToken"), /by the character they compare/);
});

test("what a run was measured on is not guessed", () => {
  const [a, b] = [own("a", 1, null), opened("bb", 2, null)];
  assert.deepEqual(comparison(a, b, false).unknown, [a, b]);
  assert.equal(bracketOf([a, b], "natsChar"), null);
  assert.match(apartOf([a, b], "natsChar"), /headlines of a and bb are not known/);
  assert.deepEqual(comparison(own("a", 1), b, false).unknown, [b]);
  assert.equal(apartOf([a], "natsChar"), "");
});

test("runs whose headlines the page does not have compare where they were begun together", () => {
  const kept = (/** @type {string} */ name, /** @type {string} */ experiment) => {
    const card = cardOf({ name, losses: falling(2.5, name.length), key: name.length });
    return Object.assign(card, { opened: null, data: null, recorded: false, kept: { experiment } });
  };
  const a = kept("a", "x");
  assert.equal(comparison(a, kept("bb", "x"), true).named, true);
  const other = kept("bb", "y");
  assert.deepEqual(comparison(a, other, true), { named: false, unknown: [a, other], differs: [] });
  const recorded = (/** @type {string} */ name) =>
    Object.assign(kept(name, ""), { kept: null, recorded: true });
  assert.equal(comparison(recorded("a"), recorded("bb"), true).named, true);
  assert.equal(comparison(recorded("a"), kept("bb", "x"), true).named, false);
});

/** @type {import("../../www/ui/state/chart.js").View} */
const VIEW = { x: "steps", y: "natsChar", log: false, smooth: 0, strips: false, paper: false };

test("a branch is held against its parent by what it measured itself", () => {
  const parent = own("a", 1);
  const branch = Object.assign(own("bb", 2), {
    data: parent.data,
    branch: { parent: parent.key, step: 20 },
  });
  branch.evals = branch.evals.slice(1);
  branch.evals[0] = parent.evals[1];
  assert.equal(gapAt([parent, branch], VIEW, 20), null, "they were one run");
  assert.equal(gapAt([branch, parent], VIEW, 30)?.low, parent);
  assert.ok(bracketOf([parent, branch], "natsChar"));
  assert.equal(apartOf([parent, branch], "natsChar"), "");
  // It trained on where its parent had ended.
  parent.evals = parent.evals.slice(0, 2);
  assert.equal(bracketOf([parent, branch], "natsChar"), null);
  assert.equal(
    apartOf([parent, branch], "natsChar"),
    "No gap is named between a and bb. They have no readings of their own after the same number of tokens.",
  );
});

test("between runs of different lengths the gap says after how many headlines, and spans no ends", () => {
  const short = own("a", 1);
  const long = own("bb", 2);
  long.data = short.data;
  const bracket = () => /** @type {any} */ (bracketOf([short, long], "natsChar"));
  assert.deepEqual([bracket().after, namedGap(bracket(), "natsChar").spans], ["", true]);
  long.evals = [...long.evals, { ...long.evals[4], step: 60, tokens: 600, loss: 1.9 }];
  assert.deepEqual([bracket().after, bracket().reached], ["50", ""]);
  const named = namedGap(bracket(), "natsChar");
  assert.equal(named.spans, false);
  assert.match(named.share, /^50 % lower after 50 headlines$/);
  long.state.value = "running";
  assert.equal(bracket().after, "", "of two that train, one is always read a little before");
});
