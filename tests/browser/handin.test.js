/** The hand-in's file: what it holds is read back, what is wrong is refused by name, and it never grows over 1 MB. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { blockOf, faultOf, handInOf, MOST_BYTES } from "../../www/ui/handin/format.js";
import { pageOf } from "../../www/ui/handin/page.js";
import { bytesOf, fitted } from "../../www/ui/handin/thin.js";
import { FINGERPRINTS, handedIn, handedRun, VERDICT } from "./support/handed.js";

/** @param {import("../../www/ui/handin/format.js").HandIn} handIn */
const write = (handIn) => pageOf(handIn, "");

/** Signs that would end a block, open a tag or an attribute, or start an entity. */
const HOSTILE =
  "</script><script>hacked = 1</script><!-- ]]> &amp; \" ' \u2028 <img src=x onerror=hacked()>";

test("a file gives back what was put in, whatever signs it is made of", () => {
  const plain = handedIn({ verdict: VERDICT, training_titles: ["one", "two"] });
  assert.equal(faultOf(plain), null);
  assert.deepEqual(handInOf(write(plain)), plain);
  const hostile = handedIn({
    author: HOSTILE.slice(0, 80),
    conclusion: HOSTILE,
    question: HOSTILE,
    found: HOSTILE,
    runs: [handedRun(HOSTILE, 3, { written: [[1, HOSTILE]], reason: HOSTILE })],
    training_titles: [HOSTILE],
  });
  assert.deepEqual(handInOf(write(hostile)), hostile);
  const block = blockOf(hostile);
  assert.equal(block.indexOf("</script>"), block.length - "</script>".length);
});

/** @type {[string, (handIn: any) => void, RegExp][]} */
const FAULTS = [
  ["an unknown key", (one) => Object.assign(one, { grade: 1 }), /grade is unknown/],
  [
    "an unknown key of a run",
    (one) => Object.assign(one.runs[1], { colour: 1 }),
    /runs\[1\]\.colour is unknown/,
  ],
  [
    "an unknown field of a configuration",
    (one) => Object.assign(one.runs[0].config, { layers: 1 }),
    /runs\[0\]\.config\.layers is unknown/,
  ],
  [
    "a key of every object",
    (one) => {
      one.runs[0].plan = JSON.parse('{"__proto__": 1}');
    },
    /runs\[0\]\.plan\.__proto__ is unknown/,
  ],
  [
    "a missing key",
    (one) => {
      delete one.conclusion;
    },
    /conclusion is missing/,
  ],
  [
    "another format",
    (one) => {
      one.format = "headline-lab-recording";
    },
    /its format is headline-lab-recording/,
  ],
  [
    "a newer version",
    (one) => {
      one.version = 2;
    },
    /its version is 2, not 1/,
  ],
  [
    "a text for a number",
    (one) => {
      one.runs[0].evals[1][2] = "2.0";
    },
    /runs\[0\]\.evals\[1\]\[2\] is no number/,
  ],
  [
    "a loss that is none",
    (one) => {
      one.runs[0].train[3] = null;
    },
    /runs\[0\]\.train\[3\] is no number/,
  ],
  [
    "readings out of order",
    (one) => {
      one.runs[1].evals.reverse();
    },
    /runs\[1\]\.evals are not in the order/,
  ],
  [
    "an ink that is none",
    (one) => {
      one.runs[1].ink = 10;
    },
    /runs\[1\]\.ink/,
  ],
  [
    "a change of a branch that is none",
    (one) => {
      one.runs[1].branch = { from: "SGD", step: 3, set: { rate: 1 }, onward: null };
    },
    /runs\[1\]\.branch\.set\.rate is unknown/,
  ],
  [
    "a state that is none",
    (one) => {
      one.runs[1].state = "won";
    },
    /runs\[1\]\.state is none of/,
  ],
  [
    "a conclusion without end",
    (one) => {
      one.conclusion = "x".repeat(6001);
    },
    /conclusion is longer than 6000/,
  ],
  [
    "a list for an object",
    (one) => {
      one.engine = [];
    },
    /engine is no object/,
  ],
  [
    "runs without end",
    (one) => {
      one.runs = new Array(21).fill(one.runs[0]);
    },
    /runs has more than 20 entries/,
  ],
];

for (const [what, spoil, expected] of FAULTS) {
  test(`${what} is refused by name`, () => {
    const spoilt = structuredClone(handedIn());
    spoil(spoilt);
    assert.throws(() => handInOf(blockOf(spoilt)), expected);
  });
}

test("what is no hand-in is refused in a sentence", () => {
  assert.throws(() => handInOf("<html>"), /^Error: it has no run file inside$/);
  const cut = write(handedIn()).replace('{"format"', "{format");
  assert.throws(() => handInOf(cut), /is no JSON/);
  const cutOff = blockOf(handedIn());
  assert.throws(() => handInOf(cutOff.slice(0, -20)), /no run file inside/);
  assert.throws(() => handInOf(blockOf(/** @type {any} */ (null))), /its format is undefined/);
});

test("ten long runs fit into 1 MB: training losses are averaged, every evaluation stays", () => {
  const train = Array.from({ length: 40_000 }, (_, i) => 2 + Math.sin(i) / 7);
  const evals = Array.from(
    { length: 400 },
    (_, i) => /** @type {any} */ ([100 * (i + 1), null, 1.23456789, 4.5678901]),
  );
  const runs = Array.from({ length: 10 }, (_, i) =>
    handedRun(`run ${i}`, i, {
      train,
      evals,
      step: 40_000,
      plan: { ...handedRun("", 0).plan, steps: 40_000 },
      written: Array.from({ length: 300 }, (_, k) => [k, `headline ${k} `.repeat(8)]),
    }),
  );
  const html = fitted(handedIn({ runs }), write);
  assert.ok(html !== null && bytesOf(html) <= MOST_BYTES, `${html && bytesOf(html)} bytes`);
  const back = handInOf(html);
  assert.deepEqual(
    back.runs.map((run) => run.evals),
    runs.map((run) => run.evals),
  );
  const [run] = back.runs;
  assert.ok(
    run.train.length >= 400 && run.train_every === Math.ceil(40_000 / run.train.length),
    `${run.train.length} of ${run.train_every}`,
  );
  const mean = train.slice(0, run.train_every).reduce((sum, one) => sum + one, 0) / run.train_every;
  assert.ok(Math.abs(run.train[0] - mean) < 1e-4);
  assert.deepEqual([run.written[0][0], run.written.at(-1)?.[0]], [0, 299]);
});

test("training titles take the room that is left, and the file says how many there are", () => {
  const titles = Array.from({ length: 18_000 }, (_, i) => `Title ${i} <${"é".repeat(30)}>`);
  const html = fitted(handedIn({ training_titles: titles }), write);
  assert.ok(html !== null && bytesOf(html) <= MOST_BYTES && bytesOf(html) > 0.9 * MOST_BYTES);
  const back = handInOf(html).training_titles ?? [];
  assert.deepEqual(back, titles.slice(0, back.length));
  assert.match(
    html,
    new RegExp(`holds ${back.length.toLocaleString("en")} of the 18,000 training`),
  );
  const few = fitted(handedIn({ training_titles: titles.slice(0, 5) }), write);
  assert.equal(handInOf(few ?? "").training_titles?.length, 5);
});

test("without the wish there is no title, and what cannot fit is not made", () => {
  assert.match(write(handedIn()), /It holds no training headlines\./);
  const evals = Array.from(
    { length: 9000 },
    (_, i) => /** @type {any} */ ([i + 1, 1.2345678, 1.2345678, 4.5678]),
  );
  const runs = Array.from({ length: 10 }, (_, i) =>
    handedRun(`run ${i}`, i, { evals, step: 9000 }),
  );
  assert.equal(fitted(handedIn({ runs }), write), null);
});

test("the page tells question, guess, conclusion, differences, losses, steps and the verdict", () => {
  const html = write(handedIn({ verdict: VERDICT }));
  for (const part of [
    "<h1>Which learns faster?</h1>",
    "<dd>not to be told from these runs</dd>",
    "It falls faster.\n\nIn one run.",
    '<th scope="col">Optimizer</th><th scope="col">Learning rate</th>',
    "<td>0.006</td>",
    '<td class="n">1.500</td>',
    '<td class="n">40 / 40</td>',
    "Better on every seed, by 0.025 to 0.030.",
    '<tr><th scope="row">1338</th><td class="n">1.440</td><td class="n">–</td></tr>',
    "Show HN: I built a test",
    "default-src &#39;none&#39;",
    `<dt>Fingerprints (SHA-256)</dt><dd>to train on <code title="${FINGERPRINTS.train}">aaaaaaaaaaaa…</code>`,
    `tokenizer <code title="${FINGERPRINTS.tokenizer}">cccccccccccc…</code></dd>`,
  ])
    assert.ok(html.includes(part), part);
  // A lesson's guess is at the lowest, a question's at what comes out.
  assert.ok(html.includes("<dt>What came out</dt>"));
  assert.ok(write(handedIn()).includes("<dt>What came out lowest</dt>"));
  // The verdict stands in the place of the sentence about the runs.
  assert.ok(!html.split("<script")[0].includes("too early to tell"));
});

test("an address that is no link to a page is not made one", () => {
  assert.ok(!write(handedIn({ address: "javascript:hacked()" })).includes("<a "));
});
