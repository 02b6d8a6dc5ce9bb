/** Which runs' losses compare: those of one held-back text, and by the token those of one tokenizer as well. */

import assert from "node:assert/strict";
import { test } from "node:test";
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
