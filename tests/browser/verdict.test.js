/** The verdict: its rule, the pairs it is made from, and what the paper is cited with. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { differenceSoFar, outcomes, pairsOf, sameData } from "../../www/ui/verdict/pairs.js";
import { paperOn } from "../../www/ui/verdict/paper-on.js";
import {
  chanceOfOneSign,
  floorFor,
  median,
  verdictOf as verdictWith,
} from "../../www/ui/verdict/verdict.js";
import {
  headlineOf,
  paperSentences,
  ruleSentences,
  sentencesOf,
} from "../../www/ui/verdict/words.js";
import { CHAMPION, card, DATA } from "./support/ended-runs.js";

/** @typedef {import("../../www/ui/verdict/verdict.js").Outcome} Outcome */

const FLOOR = 0.002;

/** @param {import("../../www/ui/verdict/verdict.js").Pair[]} pairs */
const verdictOf = (pairs) => verdictWith(pairs, FLOOR);

const DIVERGED = /** @type {Outcome} */ ({ kind: "diverged", step: 40 });
const CUT = /** @type {Outcome} */ ({ kind: "cut", step: 99 });
const OPEN = /** @type {Outcome} */ ({ kind: "open" });

/**
 * Pairs whose runs ended so far apart, or as told.
 * @param {(number | [Outcome | number, Outcome | number])[]} ends
 */
function pairs(...ends) {
  const outcome = (/** @type {Outcome | number} */ end) =>
    typeof end === "number" ? /** @type {Outcome} */ ({ kind: "ended", loss: end }) : end;
  return ends.map((end, i) => {
    const [asked, reference] = typeof end === "number" ? [1.75 + end, 1.75] : end;
    return { seed: 1337 + i, asked: outcome(asked), reference: outcome(reference) };
  });
}

test("better or worse takes three pairs of one sign, the smallest above the floor", () => {
  const better = verdictOf(pairs(-0.012, -0.019, -0.015));
  assert.equal(better.kind, "better");
  assert.deepEqual(
    [better.least, better.median, better.most].map((nats) => nats.toFixed(3)),
    ["0.012", "-0.015", "0.019"],
  );
  assert.equal(verdictOf(pairs(0.012, 0.019, 0.015)).kind, "worse");
  assert.equal(verdictOf(pairs(-0.012, -0.019, 0.003)).kind, "close", "one seed says otherwise");
  assert.equal(
    verdictOf(pairs(-0.012, -0.019, -FLOOR / 2)).kind,
    "close",
    "one is below the floor",
  );
  assert.equal(verdictOf(pairs(0, 0, 0)).kind, "close", "a tie");
  assert.equal(verdictOf(pairs(-0.1, -0.1, -0.1, -0.1, 0)).kind, "close", "one tie of five");
});

test("one seed and two decide nothing, however far apart", () => {
  const one = verdictOf(pairs(-0.3));
  assert.deepEqual([one.kind, one.pairs, one.differences[0].seed], ["one", 1, 1337]);
  assert.equal(verdictOf(pairs(-0.3, -0.3)).kind, "few");
  assert.equal(verdictOf([]).kind, "none");
});

test("a pair that is still to come holds the verdict back", () => {
  const waiting = verdictOf(pairs(-0.012, -0.019, [OPEN, 1.75]));
  assert.deepEqual([waiting.kind, waiting.pairs], ["pending", 2]);
});

test("a run that was stopped takes its pair out of the verdict, and holds nothing back", () => {
  const four = verdictOf(pairs(-0.012, -0.019, -0.013, [CUT, 1.75]));
  assert.deepEqual([four.kind, four.pairs, four.cut], ["better", 3, [1340]]);
  assert.equal(verdictOf(pairs(-0.012, -0.019, [CUT, OPEN])).kind, "few");
  assert.equal(verdictOf(pairs([CUT, CUT])).kind, "none");
});

test("a diverged run is worse than any that ended, and no number", () => {
  const worse = verdictOf(pairs(0.012, 0.019, [DIVERGED, 1.75]));
  assert.deepEqual([worse.kind, worse.askedDiverged, worse.pairs], ["worse", [1339], 3]);
  assert.deepEqual(
    [worse.least, worse.most].map((nats) => nats.toFixed(3)),
    ["0.012", "0.019"],
  );
  const better = verdictOf(pairs(-0.012, -0.019, [1.75, DIVERGED]));
  assert.deepEqual([better.kind, better.referenceDiverged], ["better", [1339]]);
  assert.equal(verdictOf(pairs(-0.012, -0.019, [DIVERGED, 1.75])).kind, "mixed");
  const both = verdictOf(pairs(0.012, 0.019, [DIVERGED, DIVERGED]));
  assert.deepEqual([both.kind, both.bothDiverged], ["few", [1339]]);
  const all = verdictOf(pairs([DIVERGED, 1], [DIVERGED, 1], [DIVERGED, 1]));
  assert.deepEqual(
    [all.kind, all.differences.length, Number.isNaN(all.median)],
    ["worse", 0, true],
  );
});

test("the median of an even number lies between the middle two", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  assert.ok(Number.isNaN(median([])));
});

test("the smallest difference that counts falls with the root of the headlines held back", () => {
  assert.ok(Math.abs(floorFor(500) - 0.0028) < 1e-12);
  assert.ok(Math.abs(floorFor(2000) - 0.0014) < 1e-12);
  assert.ok(floorFor(10_000) < 0.0007 && Number.isFinite(floorFor(0)));
});

test("with nothing between two variants, three seeds agree once in four", () => {
  assert.deepEqual([1, 3, 5].map(chanceOfOneSign), [1, 1 / 4, 1 / 16]);
});

const ROPE = { ...CHAMPION, position: /** @type {const} */ ("rope") };
const VARIANTS = { asked: ROPE, reference: CHAMPION };
const rope = /** @type {const} */ ({ position: "rope" });

test("pairs share seed and data, whatever else is on the page", () => {
  const other = { ...DATA, name: "mine.txt" };
  const cards = [
    card(rope, 1.7),
    card({}, 1.75),
    card({ ...rope, seed: 1338 }, 1.71),
    card({ ...rope, dropout: 0.1, seed: 1338 }, 1.6),
    card({ seed: 1339 }, 1.76),
    card({ ...rope, seed: 1339 }, 1.72, { data: other }),
    card({ seed: 1339 }, 1.9, { state: "planned", evals: [] }),
    card({ ...rope, seed: 1340 }, 1.73),
    card({ seed: 1340 }, 1.74, { state: "recorded" }),
  ];
  // The newest run is on the made-up headlines, so those on others are left out.
  const found = pairsOf(cards, VARIANTS);
  assert.deepEqual(
    found.map(({ seed, asked, reference }) => [seed, asked.key, reference.key]),
    [[1337, cards[0].key, cards[1].key]],
  );
  assert.deepEqual(outcomes(found), [
    { seed: 1337, asked: { kind: "ended", loss: 1.7 }, reference: { kind: "ended", loss: 1.75 } },
  ]);
});

test("of two runs alike the one that came to its end counts, and data prepared again is the same data", () => {
  const again = { ...DATA, id: "data-7" };
  const cards = [
    card(rope, 1.7),
    card(rope, 1.8, { state: "stopped", step: 100 }),
    card({}, 1.75, { data: again }),
  ];
  assert.equal(sameData(DATA, again), true);
  const [pair] = pairsOf(cards, VARIANTS);
  assert.deepEqual([pair.asked.key, pair.reference.key], [cards[0].key, cards[2].key]);
});

test("runs that ended elsewhere than at their last evaluation are no outcome", () => {
  const stopped = [card(rope, 1.7, { state: "stopped", step: 310 }), card({}, 1.75)];
  assert.equal(verdictOf(outcomes(pairsOf(stopped, VARIANTS))).kind, "none");
  const training = [card(rope, 1.7, { state: "running", step: 310 }), card({}, 1.75)];
  assert.equal(verdictOf(outcomes(pairsOf(training, VARIANTS))).kind, "pending");
});

test("what is drawn meanwhile is the difference at the last evaluation that both have", () => {
  const asked = card(rope, 0, {
    state: "running",
    evals: [
      [1, 2.5],
      [31, 2.1],
      [62, 1.9],
    ],
  });
  const reference = card({}, 0, {
    state: "running",
    evals: [
      [1, 2.5],
      [31, 2.2],
    ],
  });
  const pair = { seed: 1337, asked, reference };
  const { step, nats } = differenceSoFar(pair) ?? {};
  assert.deepEqual([step, nats?.toFixed(3)], [31, "-0.100"]);
  assert.equal(differenceSoFar({ ...pair, reference: card({}, 0, { evals: [] }) }), null);
});

/** What is asked about, where nothing else is told. */
const EPIC1 = { optimizer: "adamw", norm: "layernorm", position: "learned", init: "gpt2" };

test("the paper is cited where it asked the same, where it asked more at once, and where it did not ask", () => {
  const rmsnorm = { field: "norm", asked: "rmsnorm", reference: "layernorm" };
  const positions = { field: "position", asked: "rope", reference: "learned" };
  const he = { field: "init", asked: "he", reference: "gpt2" };
  const all = paperOn([rmsnorm, positions, he], EPIC1);
  assert.ok(all.kind === "exact" && Math.abs(all.nats - 0.0915) < 1e-9);
  const back = ({ field, asked, reference }) => ({ field, asked: reference, reference: asked });
  const simple = paperOn([rmsnorm, positions, he].map(back), EPIC1);
  assert.ok(simple.kind === "exact" && simple.nats < 0);
  assert.deepEqual(paperOn([positions], EPIC1), {
    kind: "bundle",
    of: "modern",
    fields: ["norm", "position", "init"],
    sign: 1,
  });
  const dropout = paperOn([{ field: "dropout", asked: 0.05, reference: 0.1 }], EPIC1);
  assert.ok(dropout.kind === "exact" && Math.abs(dropout.nats - -0.00109) < 1e-9);
  const rate = paperOn([{ field: "lr", asked: 8e-4, reference: 3e-4 }], EPIC1);
  assert.ok(rate.kind === "exact" && Math.abs(rate.nats - (1.273568 - 1.3095)) < 1e-9);
  assert.deepEqual(paperOn([{ field: "weight_decay", asked: 0.05, reference: 0.1 }], EPIC1), {
    kind: "said",
    sign: 1,
    fields: ["weight_decay"],
  });
  const optimizer = paperOn([{ field: "optimizer", asked: "adamw", reference: "sgd" }], EPIC1);
  assert.ok(optimizer.kind === "bundle" && optimizer.of === "epic1" && optimizer.sign === -1);
  assert.equal(
    paperOn([positions, { field: "dropout", asked: 0.1, reference: 0.05 }], EPIC1).kind,
    "nothing",
  );
  assert.equal(paperOn([{ field: "n_layer", asked: 6, reference: 4 }], EPIC1).kind, "nothing");
  const asked = [{ field: "dropout", asked: 0.05, reference: 0.1 }];
  for (const other of [{ optimizer: "sgd" }, { position: "rope" }])
    assert.equal(
      paperOn(asked, { ...EPIC1, ...other }).kind,
      "nothing",
      "it did not try that there",
    );
});

const NOUNS = { asked: "RoPE", reference: "a learned table" };

test("a verdict's words hold its own figures, and nothing that was not computed", () => {
  const better = verdictOf(pairs(-0.012, -0.019, -0.015));
  assert.equal(headlineOf(better), "Better on every seed, by 0.012 to 0.019.");
  assert.deepEqual(sentencesOf(better, NOUNS), [
    "In all 3 pairs RoPE ended below a learned table, by 0.012 to 0.019 nats per character; the median is 0.015 (0.9 %).",
  ]);
  assert.match(ruleSentences(better).join(" "), /once in 4 times/);
  const worse = verdictOf(pairs(0.1, 0.1, 0.1, 0.1, 0.1));
  assert.equal(headlineOf(worse), "Worse on every seed, by 0.100.");
  assert.match(ruleSentences(worse).join(" "), /once in 16 times/);

  const split = verdictOf(pairs(-0.012, 0.019, 0.001));
  assert.equal(headlineOf(split), "Too close to call with 3 seeds.");
  const said = sentencesOf(split, NOUNS).join(" ");
  assert.match(said, /between −0\.012 and \+0\.019 nats per character/);
  assert.match(said, /With 1 of the seeds RoPE was lower, with 1 a learned table was/);
  assert.match(said, /One difference is smaller than/);
  assert.doesNotMatch(ruleSentences(split).join(" "), /once in/);
});

test("a tie is called one", () => {
  const [equal, small] = sentencesOf(verdictOf(pairs(0, 0.0001, -0.0001)), NOUNS);
  assert.match(equal, /each pair ended within 0\.0005/);
  assert.match(small, /^3 differences are smaller than 0\.002,/);
});

test("one seed, equal ends, breaks and stops each have their sentence", () => {
  const [one, luck] = sentencesOf(verdictOf(pairs(-0.0131)), NOUNS);
  assert.equal(
    one,
    "With seed 1337 RoPE ended 0.013 nats per character (0.7 %) below a learned table.",
  );
  assert.match(luck, /cannot tell a difference from luck/);
  assert.match(sentencesOf(verdictOf(pairs(0.0001)), NOUNS)[0], /within 0\.0005/);
  const broken = verdictOf(pairs(-0.012, [DIVERGED, 1.75], [DIVERGED, DIVERGED], [CUT, 1.75]));
  const said = sentencesOf(broken, NOUNS).join(" ");
  assert.match(said, /RoPE diverged with seed 1338, its twin did not/);
  assert.match(said, /Both runs diverged with seed 1339/);
  assert.match(said, /Not counted: seed 1340/);
  const all = verdictOf(pairs([DIVERGED, 1], [DIVERGED, 1], [DIVERGED, 1]));
  assert.equal(headlineOf(all), "Worse on every seed: it diverged.");
  assert.equal(headlineOf(verdictOf(pairs([CUT, 1]))), "No verdict: stopped before the end.");
  assert.doesNotMatch(`${headlineOf(all)} ${sentencesOf(all, NOUNS).join(" ")}`, /NaN|Infinity|∞/);
});

test("what the paper says is set beside the verdict here, also where they differ", () => {
  const dropout = [{ field: "dropout", asked: 0.05, reference: 0.1 }];
  const nouns = { asked: "a dropout of 0.05", reference: "a dropout of 0.1" };
  const worse = verdictOf(pairs(0.012, 0.019, 0.015));
  const said = paperSentences(paperOn(dropout, EPIC1), dropout, worse, nouns).join(" ");
  assert.match(said, /better than a dropout of 0\.1 by 0\.001 nats .*1\.272478 against 1\.273568/);
  assert.match(said, /Here it came out the other way\.$/);
  const better = verdictOf(pairs(-0.012, -0.019, -0.015));
  assert.match(paperSentences(paperOn(dropout, EPIC1), dropout, better, nouns)[1], /the same way/);
  const one = verdictOf(pairs(-0.3));
  assert.equal(
    paperSentences(paperOn(dropout, EPIC1), dropout, one, nouns).length,
    1,
    "one seed relates to nothing",
  );
  const positions = [{ field: "position", asked: "rope", reference: "learned" }];
  const bundle = paperSentences(paperOn(positions, EPIC1), positions, better, NOUNS).join(" ");
  assert.match(bundle, /1\.401 instead of 1\.3095\. Of RoPE without the rest it prints no run/);
  assert.match(bundle, /Here RoPE without the rest came out better/);
});
