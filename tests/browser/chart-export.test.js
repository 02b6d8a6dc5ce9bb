/** What the chart reads at a place, and what it saves: names, table, picture. Pure. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { tableOf } from "../../www/ui/chart/export/csv.js";
import { escaped } from "../../www/ui/chart/export/markup.js";
import { fileName } from "../../www/ui/chart/export/names.js";
import { pictureOf } from "../../www/ui/chart/export/svg.js";
import { DASHES } from "../../www/ui/chart/inks.js";
import { isInPaper, paperLevels } from "../../www/ui/chart/levels.js";
import { evaluatedPlaces, gapAt, nearest, readAt } from "../../www/ui/chart/reading.js";
import { bracketOf, summaryOf } from "../../www/ui/lessons/caption.js";
import { text } from "../../www/ui/text.js";

/** @type {import("../../www/ui/state/chart.js").View} */
const VIEW = { x: "headlines", y: "natsChar", log: false, smooth: 0, strips: false, paper: false };
const PLAN = {
  steps: 100,
  steps_per_epoch: 50,
  batch_tokens: 160,
  tokens_per_title: 16,
  train_tokens: 10_000,
  train_chars: 32_000,
  val_tokens: 1001,
  val_chars: 3300,
  uniform_full: 2.31,
};

/** A run that falls from 2.3 towards `end`, evaluated at each tenth update. @param {string} name @param {number} end @param {object} [rest] @returns {any} */
function run(name, end, rest = {}) {
  const value = (/** @type {unknown} */ value) => ({ value });
  const at = (/** @type {number} */ step) => end + (2.3 - end) * Math.exp(-step / 20);
  const reading = (/** @type {number} */ step) => ({
    step,
    tokens: step * 160,
    seconds: step / 10,
    loss: at(step),
  });
  const train = Array.from({ length: 100 }, (_, i) => ({
    ...reading(i + 1),
    lr: 1e-3 * (1 - i / 100),
    grad_norm: 1 + i / 50,
  }));
  const evals = Array.from({ length: 10 }, (_, i) => ({
    ...reading(10 * (i + 1)),
    val_loss: i === 9 ? 1.25 : null,
    val_loss_token: 3.3 * at(10 * (i + 1)),
  }));
  return {
    key: name.length,
    ink: name === "SGD" ? 0 : 1,
    recorded: false,
    recipe: { preset: name === "SGD" ? "baseline" : "champion", size: "tiny", set: {} },
    config: {},
    name: value(name),
    short: value(name),
    state: value("finished"),
    reason: value(""),
    shown: value(true),
    step: value(100),
    plan: value(PLAN),
    train,
    evals,
    glances: [{ ...reading(5), loss: 2 }],
    breaks: [],
    branch: null,
    ...rest,
  };
}

const SGD = run("SGD", 1.9);
const ADAMW = run("AdamW", 1.2);

test("the nearest reading is found, at both ends too, and none where there is none", () => {
  const place = (/** @type {{ step: number }} */ { step }) => step;
  const at = (/** @type {number} */ x) => nearest(SGD.evals, /** @type {any} */ (place), x);
  assert.deepEqual([-5, 10, 14.9, 15.1, 99, 500].map(at), [0, 0, 0, 1, 9, 9]);
  assert.equal(
    nearest([], () => 0, 3),
    -1,
  );
  assert.equal(
    nearest(SGD.evals, () => null, 3),
    -1,
    "a place that was not kept",
  );
});

test("the crosshair reads each run where it was measured, in the view's units", () => {
  const [sgd, adamw] = readAt([SGD, ADAMW], { ...VIEW, x: "steps" }, 47);
  assert.deepEqual([sgd.validation?.x, sgd.training?.x], [50, 47]);
  assert.equal(sgd.validation?.value, SGD.evals[4].loss);
  assert.equal(adamw.training?.value, ADAMW.train[46].loss);
  const [token] = readAt([SGD], { ...VIEW, y: "natsToken" }, 500);
  assert.equal(token.validation?.value, SGD.evals[4].val_loss_token);
  assert.ok(Math.abs((token.training?.value ?? 0) - SGD.train[49].loss * 3.2) < 1e-9);
  const recorded = run("recorded", 1.5);
  for (const one of [...recorded.train, ...recorded.evals]) delete one.seconds;
  const [row] = readAt([recorded], { ...VIEW, x: "seconds" }, 3);
  assert.deepEqual([row.validation, row.training], [null, null], "a recording has no seconds");
  assert.deepEqual(evaluatedPlaces([SGD, ADAMW], { ...VIEW, x: "seconds" }).slice(0, 3), [1, 2, 3]);
});

test("the gap is where both runs were evaluated after the same tokens", () => {
  const short = run("short", 1.4);
  short.evals = short.evals.slice(0, 4);
  const gap = gapAt([SGD, short], { ...VIEW, x: "steps" }, 90);
  assert.equal(gap?.step, 40);
  assert.equal(gap?.low, short);
  const expected = SGD.evals[3].loss - short.evals[3].loss;
  assert.ok(Math.abs((gap?.difference ?? 0) - expected) < 1e-12);
  assert.equal(gapAt([SGD], VIEW, 1), null);
});

test("the paper's figures stand where they are of the same unit and of a run it reports", () => {
  const view = { ...VIEW, paper: true };
  const values = (/** @type {any[]} */ cards, /** @type {typeof VIEW} */ now) =>
    paperLevels(cards, now).map(({ value }) => value);
  assert.deepEqual(values([ADAMW, SGD], view), [1.753271, 1.272478]);
  assert.deepEqual(values([SGD], { ...view, y: "bitsChar" }), [1.753271 / Math.LN2]);
  assert.deepEqual(values([SGD], { ...view, y: "perplexity" }), [], "its tokens are others");
  assert.deepEqual(values([SGD], VIEW), [], "not unless asked for");
  const own = run("own", 1.5, { recipe: { preset: "baseline", size: "tiny", set: { lr: 1 } } });
  assert.equal(isInPaper([own]), false, "a changed recipe is none of the paper's");
  assert.equal(isInPaper([run("old", 1, { recorded: true })]), false);
  const branch = { parent: 1, step: 30, set: { lr: 1 }, onward: null };
  assert.equal(isInPaper([run("branch", 1, { branch })]), false, "a branch is none of them either");
});

test("the summary is in the chosen units", () => {
  const nats = summaryOf([SGD], VIEW);
  assert.match(
    nats,
    /^Validation loss over headlines read: SGD from 2\.14 to 1\.90 nats per character after 1,000 headlines\.$/,
  );
  const bits = summaryOf([SGD], { ...VIEW, y: "bitsChar", x: "epochs" });
  assert.match(bits, /from 3\.09 to 2\.75 bits per character after epoch 2\.00/);
  assert.match(summaryOf([run("new", 1, { evals: [] })], VIEW), /: nothing was measured yet\.$/);
});

test("the summary is one sentence, however many runs there are", () => {
  const one = /^[^.]+( \d\.\d\d [^.]+)+\.$/;
  const few = summaryOf([SGD, ADAMW, run("third", 1.5)], VIEW);
  assert.match(few, /SGD from .+; AdamW from .+; third from .+ after 1,000 headlines\.$/);
  const cards = Array.from({ length: 10 }, (_, i) => run(`rate ${i}`, 1.2 + i / 10));
  const gone = { ...cards[5].evals[9], loss: Number.NaN, val_loss_token: Number.NaN };
  cards[5].evals = [...cards[5].evals.slice(0, 9), gone];
  const many = summaryOf(cards.toReversed(), VIEW);
  assert.equal(
    many,
    "Validation loss over headlines read: 10 runs, the lowest of them rate 0 at 1.21 nats per character after 1,000 headlines, the highest rate 9 at 2.10 nats per character after 1,000 headlines.",
  );
  for (const sentence of [few, many]) assert.match(sentence, one);
});

test("a saved table has every reading once, in every unit", () => {
  const lines = tableOf([SGD, run('a "b", c', 1.2)])
    .trimEnd()
    .split("\r\n");
  assert.equal(lines.length, 1 + 2 * (100 + 10 + 1));
  const header = lines[0].split(",");
  const row = (/** @type {string} */ line) =>
    Object.fromEntries(line.split(",").map((value, i) => [header[i], value]));
  const last = row(lines[100]);
  assert.deepEqual(
    [last.run, last.what, last.step, last.epoch, last.seconds],
    ["SGD", "training", "100", "2", "10"],
  );
  assert.equal(Number(last.nats_per_token), Number((SGD.train[99].loss * 3.2).toPrecision(9)));
  assert.equal(Number(last.gradient_norm), 2.98);
  assert.equal(last.val_loss_of_the_paper, "");
  const evaluated = row(lines[110]);
  assert.deepEqual([evaluated.what, evaluated.val_loss_of_the_paper], ["validation", "1.25"]);
  assert.equal(row(lines[111]).what, "glance");
  assert.match(lines[112], /^"a ""b"", c",training,10,1,160,/, "names are quoted");
  assert.match(tableOf([run("=1+1", 1)]).split("\r\n")[1], /^'=1\+1,/, "and no formulas");
});

test("a saved file's name says what it is", () => {
  assert.equal(
    fileName("png", [SGD, ADAMW], VIEW),
    "headline-lab-sgd-vs-adamw-nats-per-character-over-headlines.png",
  );
  assert.equal(
    fileName("csv", [run("rate 0.6, momentum 0.9", 1)], VIEW),
    "headline-lab-rate-0.6-momentum-0.9-readings.csv",
  );
  const many = Array.from({ length: 10 }, () => run("simple parts / RoPE", 1));
  assert.equal(
    fileName("svg", many, { ...VIEW, y: "perplexity" }),
    "headline-lab-10-runs-perplexity-over-headlines.svg",
  );
});

test("the picture is a whole file with every line, its names as text, and only what is drawn", () => {
  const colours = /** @type {any} */ ({
    ...{ ink: "#111", strong: "#000", hair: "#ddd", rule: "#666", paper: "#fff" },
    ...{ sans: '"Liberation Sans", Arial', serif: "Georgia", font: "", scale: 1 },
    runs: DASHES.map((_, i) => `#${i}00000`),
    faint: DASHES.map((_, i) => `#${i}ccccc`),
  });
  const evil = run("</text><script>", 1.2);
  const all = {
    view: { ...VIEW, strips: true, paper: true },
    zoom: { x: null, y: null },
    caption: "A & B",
  };
  const { markup, height } = pictureOf({
    ...all,
    cards: [SGD, evil],
    bracket: bracketOf([SGD, evil], "natsChar"),
    colours,
  });
  assert.match(markup, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="960"/);
  assert.ok(!markup.includes("<script>"), "names stay text");
  assert.ok(markup.includes("&lt;/text&gt;&lt;script&gt; 1.21"));
  assert.ok(markup.includes("A &amp; B") && markup.includes("SGD in the paper: 1.753"));
  for (const words of [
    text.chart.guessing,
    text.chart.axes.strips.lr,
    text.chart.axes.x.headlines.label,
  ])
    assert.ok(markup.includes(`>${words}</text>`), words);
  assert.match(markup, /0\.70 nats/);
  assert.equal(markup.match(/#0ccccc/g)?.length, 1, "one training line a run");
  assert.ok(!/NaN|undefined|Infinity/.test(markup));
  const stood = run("SGD", 1.9, { breaks: [{ step: 40, tokens: 6400, seconds: 4, stood: 60 }] });
  const broken = pictureOf({ ...all, view: VIEW, cards: [stood], bracket: null, colours });
  const near = { ...all, view: VIEW, zoom: { x: null, y: [1.1, 1.5] }, cards: [SGD, ADAMW] };
  const zoomed = pictureOf({ .../** @type {any} */ (near), bracket: null, colours }).markup;
  assert.ok(
    zoomed.includes("AdamW 1.21") && !zoomed.includes("SGD 1.90"),
    "what is out of sight has no name",
  );
  const plain = pictureOf({ ...all, view: VIEW, cards: [SGD], bracket: null, colours });
  const strokes = (/** @type {string} */ of) => of.split("<path").length;
  assert.equal(strokes(broken.markup) - strokes(plain.markup), 2, "a break is two strokes");
  assert.ok(plain.height < height && !plain.markup.includes("in the paper"));
  assert.equal(escaped("a\u0000b<"), "ab&lt;");
});
