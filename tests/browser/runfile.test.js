/** Run files: what they hold is read back, what is wrong is refused by name, and one opens as a run of the page. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { blockOf } from "../../www/ui/handin/format.js";
import { cardOf } from "../../www/ui/runfile/cards.js";
import { settingsCheck } from "../../www/ui/runfile/config.js";
import { faultOf, runFileOf, textOf } from "../../www/ui/runfile/format.js";
import { identityOf } from "../../www/ui/runfile/identity.js";
import { parsed } from "../../www/ui/runfile/json.js";
import { readRuns } from "../../www/ui/runfile/read.js";
import { handedIn, handedRun, runFile } from "./support/handed.js";

/** @param {string} name @param {string} text */
const file = (name, text) => new File([text], name);

/** @param {string} name @param {string} text */
const refusal = (name, text) =>
  readRuns(file(name, text)).then(
    () => assert.fail(`${name} was read`),
    (error) => error.message,
  );

test("a run file gives back what was put in, and a hand-in gives all of its runs", async () => {
  const one = runFile(handedRun("AdamW", 1));
  assert.equal(faultOf(one), null);
  assert.deepEqual(runFileOf(textOf(one)), one);
  const read = await readRuns(file("a.json", textOf(one)));
  assert.deepEqual(read, { runs: [one], handIn: null });
  const handIn = handedIn();
  const { runs } = await readRuns(file("a.HTML", `<p>${blockOf(handIn)}`));
  assert.deepEqual(
    runs.map((each) => [each.run, each.data, each.engine]),
    handIn.runs.map((run) => [run, handIn.data, handIn.engine]),
  );
  for (const each of runs) assert.equal(faultOf(each), null);
});

test("a hand-in of before there were fingerprints is read as it was", async () => {
  const { fingerprints: _, ...data } = /** @type {any} */ (handedIn().data);
  const { runs } = await readRuns(file("a.html", blockOf(handedIn({ data }))));
  assert.equal(runs[0].data?.fingerprints, undefined);
});

/** @type {[string, (one: any) => void, RegExp][]} */
const FAULTS = [
  ["an unknown key", (one) => Object.assign(one, { weights: [] }), /^weights is unknown$/],
  ["a newer version", (one) => Object.assign(one, { version: 2 }), /^its version is 2, not 1$/],
  [
    "a plan without end",
    (one) => Object.assign(one.run.plan, { steps: 1e300 }),
    /run\.plan\.steps/,
  ],
  [
    "a rate in words",
    (one) => Object.assign(one.run.config, { lr: "fast" }),
    /^run\.config\.lr is no number from 0 to 1000$/,
  ],
  [
    "a dropout above 1",
    (one) => Object.assign(one.run.config, { dropout: 7 }),
    /^run\.config\.dropout is no number from 0 to 1$/,
  ],
  [
    "half a layer in a recipe",
    (one) => Object.assign(one.run.recipe.set, { n_layer: 2.5 }),
    /^run\.recipe\.set\.n_layer is no whole number from 1 to 64$/,
  ],
  [
    "an optimizer that there is not",
    (one) => Object.assign(one.run.config, { optimizer: "adam" }),
    /^run\.config\.optimizer is none of sgd, adamw$/,
  ],
  [
    "titles of no tokens",
    (one) => Object.assign(one.run.plan, { tokens_per_title: 0 }),
    /tokens_per_title is no number above 0/,
  ],
  [
    "readings past the end",
    (one) => one.run.evals.push([41, null, 1, 4]),
    /readings of step 41 of 40/,
  ],
  [
    "training past the end",
    (one) => Object.assign(one.run, { train_every: 2 }),
    /readings of step 79 of 40/,
  ],
  ["readings out of order", (one) => one.run.evals.reverse(), /run\.evals are not in the order/],
  [
    "a fingerprint that is none",
    (one) => Object.assign(one.data.fingerprints, { val: "<b>" }),
    /fingerprints\.val is no SHA-256/,
  ],
  [
    "a run that was opened",
    (one) => Object.assign(one.run, { state: "opened" }),
    /run\.state is none of/,
  ],
  [
    "a name that is an object",
    (one) => Object.assign(one.run, { name: { toString: 1 } }),
    /run\.name is no text/,
  ],
];

for (const [what, spoil, expected] of FAULTS) {
  test(`${what} is refused by name`, async () => {
    const one = structuredClone(runFile(handedRun("AdamW", 1)));
    spoil(one);
    assert.match(await refusal("a.json", JSON.stringify(one)), expected);
  });
}

test("a number in a configuration has the range that the engine has for it", async () => {
  const source = await readFile(new URL("../../src/config/validate.rs", import.meta.url), "utf8");
  /** @param {string} limit a number, or the name of one */
  const number = (limit) => {
    const named = new RegExp(`const ${limit}: \\w+ = ([\\d._e-]+);`).exec(source)?.[1] ?? limit;
    return Number(named.replaceAll("_", ""));
  };
  const ranges = [...source.matchAll(/(whole|between)\("(\w+)", self\.\w+, ([\w.]+), ([\w.]+)/g)];
  assert.equal(ranges.length, 22, "every range is found");
  for (const [, kind, field, least, most] of ranges) {
    const fault = (/** @type {number} */ value) => settingsCheck({ [field]: value }, "config");
    for (const limit of [least, most]) assert.equal(fault(number(limit)), null, field);
    assert.ok(fault(number(most) + 1), `${field} above ${most}`);
    if (kind === "whole") assert.ok(fault(number(least) - 1), `${field} below ${least}`);
    else assert.ok(fault(-1), `${field} below 0`);
  }
});

test("what is no run file is refused before much is done with it", async () => {
  assert.match(await refusal("a.json", "{"), /^it is no JSON$/);
  assert.match(await refusal("a.json", "null"), /^its format is undefined/);
  assert.match(await refusal("a.json", "[".repeat(1e6)), /^it nests deeper than 32 levels$/);
  assert.match(await refusal("a.json", `{"a":`.repeat(1e5)), /deeper than 32/);
  assert.match(await refusal("a.html", "<html>"), /^it has no run file inside$/);
  assert.match(await refusal("a.exe", "MZ"), /^it is neither a hand-in/);
  let read = false;
  const huge = /** @type {any} */ ({
    name: "a.json",
    size: 9e9,
    text: () => {
      read = true;
    },
  });
  await assert.rejects(readRuns(huge), /it has 9000 MB, more than the 8 it may/);
  await assert.rejects(readRuns({ ...huge, name: "a.html" }), /more than the 1 it may/);
  assert.equal(read, false, "its bytes stay where they are");
});

test("brackets within texts do not count as levels, however they are quoted", () => {
  const value = { a: `${"[{".repeat(100)}\\"`, '"[': ["\\", "[".repeat(99)] };
  assert.deepEqual(parsed(JSON.stringify(value)), value);
});

test("one run is one run by whatever name, and another curve, seed or text makes another", () => {
  const one = runFile(handedRun("AdamW", 1));
  const same = runFile(handedRun("mine", 3, { id: "7", seconds: 99 }));
  const turned = /** @type {any} */ (Object.fromEntries(Object.entries(one.run.config).reverse()));
  assert.equal(identityOf(same), identityOf(one));
  assert.equal(identityOf(runFile({ ...one.run, config: turned })), identityOf(one));
  const others = [
    runFile(handedRun("AdamW", 1, { evals: [[1, null, 2.5, 9.6]] })),
    runFile({ ...one.run, config: { ...one.run.config, seed: 7 } }),
    runFile(one.run, { fingerprints: { ...one.data?.fingerprints, val: "0".repeat(64) } }),
  ];
  for (const other of others) assert.notEqual(identityOf(other), identityOf(one));
});

test("a run file opens as a run with its curve, its headlines and its marks", () => {
  const card = cardOf(runFile(handedRun("AdamW", 1, { train_every: 4, train: [2, 1.9, 1.8] })), 5);
  assert.deepEqual(
    [card.name.value, card.state.value, card.ink, card.engineId.value, card.recorded],
    ["AdamW, opened", "opened", 5, null, true],
  );
  assert.deepEqual(card.train.at(-1), { step: 12, tokens: 12 * 1024, loss: 1.8 });
  assert.deepEqual(
    card.evals.map(({ step, tokens, loss }) => [step, tokens, loss]),
    [
      [1, 1024, 2.5],
      [20, 20 * 1024, 2.0],
      [40, 40 * 1024, 1.5],
    ],
  );
  assert.deepEqual(card.written.value[0], { step: 40, text: "Show HN: I built a test" });
  assert.equal(card.speed.value?.tokensPerSecond, (40 * 1024) / 12.5);
  // 9.5 nats a token and 2.5 a character: 3.8 characters.
  const plan = card.plan.value;
  assert.ok(plan && Math.abs(plan.val_chars / plan.val_tokens - 3.8) < 1e-9);
});
