/** What is said and drawn of more than two runs: names, order, closing sentence, differences, labels and inks. Pure. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { DASHES, INKS } from "../../www/ui/chart/inks.js";
import { stacked } from "../../www/ui/chart/stack.js";
import { endingOf, predictionAnswer } from "../../www/ui/lessons/ending.js";
import { findingsOf } from "../../www/ui/lessons/findings.js";
import { ASK, lessonOf, lessons } from "../../www/ui/lessons/index.js";
import { paperLoss, QUOTES } from "../../www/ui/lessons/paper.js";
import { rowsOf } from "../../www/ui/lessons/rows.js";
import { standingOf } from "../../www/ui/lessons/standing.js";
import { SWEPT_SIZE, lessons as table } from "../../www/ui/lessons/table.js";
import { SIZES } from "../../www/ui/link/keys.js";
import { nameRuns } from "../../www/ui/state/names.js";
import { german } from "../../www/ui/text.de.js";
import { english, text } from "../../www/ui/text.js";
import { cardOf, falling } from "./support/cards.js";

const ADAMW = {
  norm: "layernorm",
  position: "learned",
  init: "gpt2",
  optimizer: "adamw",
  lr: 0.002,
  momentum: 0,
  weight_decay: 0.1,
  schedule: "warmup_cosine",
  dropout: 0.05,
  seed: 1337,
};
const SGD = { ...ADAMW, optimizer: "sgd", lr: 0.006, weight_decay: 0, schedule: "cosine" };

/** @param {object[]} configs */
const shorts = (configs) => nameRuns(/** @type {any} */ (configs)).map(({ short }) => short);

test("runs are called by what differs among them, and by no more", () => {
  assert.deepEqual(shorts([SGD, ADAMW]), ["SGD", "AdamW"]);
  assert.deepEqual(shorts([SGD, { ...SGD, lr: 0.6 }, { ...SGD, lr: 0.2, momentum: 0.9 }, ADAMW]), [
    "SGD, rate 0.006",
    "SGD, rate 0.6",
    "SGD, rate 0.2, momentum 0.9",
    "AdamW",
  ]);
  assert.deepEqual(
    shorts([SGD, { ...SGD, schedule: "warmup_cosine" }, { ...ADAMW, weight_decay: 0 }, ADAMW]),
    ["SGD, no warm-up", "SGD, warm-up", "AdamW, no decay", "AdamW, decay 0.1"],
  );
  const modern = { norm: "rmsnorm", position: "rope", init: "he" };
  assert.deepEqual(
    shorts([
      ADAMW,
      { ...ADAMW, ...modern },
      ...Object.entries(modern).map(([field, value]) => ({ ...ADAMW, [field]: value })),
    ]),
    ["simple parts", "RMSNorm + RoPE + He", "RMSNorm", "RoPE", "He"],
  );
  assert.deepEqual(
    shorts(
      [1, 2].flatMap((seed) => [
        { ...ADAMW, seed },
        { ...ADAMW, seed, position: "rope" },
      ]),
    ),
    ["learned table, seed 1", "RoPE, seed 1", "learned table, seed 2", "RoPE, seed 2"],
  );
  assert.deepEqual(shorts([ADAMW, ADAMW]), ["AdamW (A)", "AdamW (B)"], "twins get a letter");
});

test("labels keep apart, stay inside, and move no further than they must", () => {
  const free = [10, 50, 90].map((y) => ({ y, height: 16 }));
  assert.deepEqual(stacked(free, 200), [2, 42, 82], "what has room stays where it is");
  const close = Array.from({ length: 10 }, () => ({ y: 100, height: 16 }));
  const tops = stacked(close, 400);
  assert.deepEqual(
    tops.slice(1).map((top, i) => top - tops[i]),
    new Array(9).fill(16),
  );
  assert.equal((tops[0] + tops[9] + 16) / 2, 100, "a group stands around its lines");
  const low = stacked(
    [
      { y: 195, height: 16 },
      { y: 198, height: 16 },
    ],
    200,
  );
  assert.deepEqual(low, [168, 184], "the last ones end at the edge");
});

test("runs are ordered where all were read, and those that diverged have no place", () => {
  const cards = [
    cardOf({ name: "A", losses: falling(2.5, 1.8) }),
    cardOf({ name: "B", losses: falling(2.5, 1.5, 5).slice(0, 4) }),
    cardOf({ name: "C", losses: [2.5], state: "diverged" }),
    cardOf({ name: "D", losses: falling(2.5, 1.83) }),
  ];
  const standing = standingOf(cards);
  assert.ok(standing);
  assert.equal(standing.tokens, 400, "the fifth reading is not B's yet");
  assert.deepEqual(
    standing.places.map(({ card }) => card.name.value),
    ["B", "A", "D"],
  );
  assert.deepEqual(
    standing.broken.map((card) => card.name.value),
    ["C"],
  );
  assert.deepEqual(standing.tied, [], "A and D are close to each other, but not to B");
});

test("the closing sentence names the best, the worst, what one seed cannot order, and the paper", () => {
  const cards = [
    cardOf({ name: "low", losses: falling(2.5, 1.5) }),
    cardOf({ name: "near", losses: falling(2.5, 1.52) }),
    cardOf({ name: "high", losses: falling(2.5, 2.2) }),
    cardOf({ name: "gone", losses: [2.5], state: "diverged" }),
  ];
  assert.equal(
    endingOf(cards, "the paper says so"),
    "Low ended lowest, at 1.500 nats per character, high highest, at 2.200; near is within 0.020 of the lowest, " +
      "and another seed may turn the two round; gone diverged; the paper says so.",
  );
  const fault = cardOf({ name: "gone", losses: [2.5], state: "failed" });
  assert.match(
    endingOf([...cards.slice(0, 3), fault]),
    /; gone broke off\.$/,
    "what a fault stopped did not diverge",
  );
  const stopped = ["a", "b", "c"].map((name) => cardOf({ name, losses: [2.5], state: "failed" }));
  assert.equal(endingOf(stopped), "All runs broke off; their curves are kept up to there.");
  assert.equal(endingOf(stopped.slice(1)), "b and c broke off; their curves are kept up to there.");
  const alike = ["a", "b", "c"].map((name, i) =>
    cardOf({ name, losses: falling(2.5, 1.5 + i / 100) }),
  );
  assert.match(endingOf(alike), /^All ended within 0\.020 nats .+ another seed may order them/);
  assert.equal(predictionAnswer(alike, 0), "You guessed a; in this run it was too close to tell.");
  assert.match(predictionAnswer(cards.slice(1), 0), /^You guessed near, and so it came out/);
});

test("differences are against the lesson's run, or against the step before, here and in the paper", () => {
  const lesson = lessonOf("one-change");
  const cards = lesson
    .recipes("tiny")
    .map((recipe, i) =>
      cardOf({ name: recipe.run ?? "", recipe, losses: falling(2.5, [2.3, 2.25, 1.8, 1.79][i]) }),
    );
  const rows = rowsOf(cards, lesson.against);
  const rounded = (/** @type {number | null} */ n) => n && Number(n.toFixed(4));
  assert.deepEqual(
    rows.map((row) => rounded(row.change)),
    [null, -0.05, -0.45, -0.01],
  );
  assert.deepEqual(
    rows.map((row) => rounded(row.paperChange)),
    [null, null, null, null],
    "what the paper reports of the first and the last is no single step's",
  );
  const found = findingsOf("one-change", cards).join(" ");
  assert.match(found, /0\.510 nats/);
  assert.match(found, /AdamW at its rate 0\.450 \(88 %\)/);
});

test("findings are counted from the runs, also where they contradict the paper", () => {
  const read = (/** @type {string} */ id, /** @type {number[]} */ ends, size = "tiny") =>
    findingsOf(
      id,
      lessonOf(id)
        .recipes(size)
        .map((recipe, i) =>
          cardOf({
            name: recipe.run ?? "",
            recipe,
            config: { lr: [1, 2, 3, 4, 5, 6, 7][i] },
            losses: falling(2.5, ends[i]),
          }),
        ),
    ).join(" ");
  assert.match(read("fair-to-sgd", [2.3, 1.9, 1.85, 1.8]), /covers 80 %, .+ covers 90 %/);
  assert.match(read("fair-to-sgd", [2.3, 1.9, 1.85, 2.4]), /did not end below/);
  assert.match(read("modern-parts", [1.7, 1.8, 1.75, 1.6, 1.7]), /0\.100 higher: as in the paper/);
  assert.match(read("modern-parts", [1.7, 1.5, 1.7, 1.6, 1.7]), /0\.200 lower: against the paper/);
  assert.match(read("modern-parts", [1.7, 1.71, 1.7, 1.6, 1.7]), /another seed may/);
  assert.match(read("learning-rates", [2, 1.9, 1.8, 1.7, 1.6, 1.65, 2.1]), /Rate 5 ended lowest/);
  assert.match(read("dropout", [1.7, 1.69]), /0\.010 higher\. .+ another seed/);
  assert.equal(findingsOf("dropout", []).length, 0, "nothing is said of runs that are not there");
});

test("the finding of the rates says which of them one seed cannot order below the lowest", () => {
  const found = (/** @type {number[]} */ ends) =>
    findingsOf(
      "learning-rates",
      lessonOf("learning-rates")
        .recipes("classroom")
        .map((recipe, i) =>
          cardOf({
            name: `rate ${i + 1}`,
            recipe,
            config: { lr: i + 1 },
            losses: falling(2.5, ends[i]),
          }),
        ),
    );
  const best = "Rate 5 ended lowest here, with higher and lower ones tried.";
  const sides = "Of the outermost, 1 ended 0.400 above it and 7 ended 0.500 above it.";
  const rest = `${sides} ${text.findings.paperRate}`;
  assert.deepEqual(found([2, 1.9, 1.8, 1.75, 1.6, 1.75, 2.1]), [best, rest]);
  assert.deepEqual(found([2, 1.9, 1.8, 1.75, 1.6, 1.62, 2.1]), [
    `${best} Rate 6 is within 0.020 of the lowest, and another seed may turn the two round.`,
    rest,
  ]);
  assert.deepEqual(found([2, 1.9, 1.8, 1.63, 1.6, 1.62, 2.1]), [
    `${best} Two others are within 0.030 of the lowest, and another seed may order them differently.`,
    rest,
  ]);
});

test("SGD's two rates are called the sweep's own only at the size where they were swept", () => {
  const found = (/** @type {string} */ size) =>
    findingsOf(
      "fair-to-sgd",
      lessonOf("fair-to-sgd")
        .recipes(size)
        .map((recipe, i) =>
          cardOf({
            name: recipe.run ?? "",
            recipe,
            losses: falling(2.5, [2.3, 1.9, 1.85, 1.8][i]),
          }),
        ),
    );
  const { borrowed, left, oneRate } = text.findings;
  const against = left("sgd-momentum", "0.050 lower");
  assert.match(against, /the better of the two other SGD runs/);
  assert.deepEqual(found(SWEPT_SIZE).slice(1), [against, oneRate]);
  for (const size of SIZES.filter((one) => one !== SWEPT_SIZE))
    assert.deepEqual(found(size).slice(1), [against, borrowed, oneRate], size);
  assert.match(borrowed, new RegExp(`at the ${english.sizes[SWEPT_SIZE]} size`));
  assert.match(german.findings.borrowed, new RegExp(`Größe ${german.sizes[SWEPT_SIZE]} gefunden`));
  assert.match(german.findings.left("A", "B"), /dem besseren der zwei anderen Läufe mit SGD/);
});

test("nothing is said of where a warm-up ends: that is as far as the size makes it", () => {
  for (const { lesson } of [english, german])
    assert.doesNotMatch(lesson["ten-times"].look, /hundred|hundert|\d/);
});

test("the lessons are those of the table, in words and with ways on that exist", () => {
  const known = new Set(lessons.map(({ id }) => id));
  for (const { id, runs } of table) {
    assert.ok(known.has(id), `${id} is a lesson`);
    assert.equal(lessonOf(id).recipes("classroom").length, runs.length);
    assert.ok(runs.length <= INKS, `${id} has an ink for each run`);
  }
  for (const { id, next, number, pair, recipes } of lessons) {
    assert.ok(text.lesson[id], `${id} has words`);
    for (const to of next) assert.ok(known.has(to) && to !== id, `${id} leads to ${to}`);
    if (id === ASK) continue;
    assert.ok(number >= 1 && Math.max(...pair) < recipes("tiny").length, `the pair of ${id}`);
  }
  assert.equal(lessonOf("no such lesson").id, "sgd-vs-adamw", "an unknown address is the first");
  const rates = lessonOf("learning-rates").recipes("paper");
  assert.deepEqual(
    rates.flatMap((recipe) => {
      const paper = paperLoss(recipe);
      return paper === null ? [] : [paper];
    }),
    [1.33926, 1.3095, 1.292409, 1.277592, 1.273568],
  );
  // Of the paper's own 3e-4, without whatever else the champion changed.
  const tried = rates.map(({ preset, set, times = 1 }) => {
    assert.deepEqual([preset, set], ["epic1", {}]);
    return Number((3e-4 * times).toPrecision(6));
  });
  assert.deepEqual(tried, [5e-5, 2e-4, 3e-4, 4e-4, 6e-4, 8e-4, 8e-3]);
  assert.ok(Object.keys(QUOTES).every((id) => known.has(id)));
});

/** Relative luminance of a colour as #rrggbb. @param {string} hex */
function luminance(hex) {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

test("every ink is read on its paper, light and dark, and has a dash of its own", async () => {
  const css = await readFile(new URL("../../www/ui/style/tokens.css", import.meta.url), "utf8");
  const schemes = css.split("@media").slice(0, 2);
  assert.equal(schemes.length, 2);
  for (const scheme of schemes) {
    const of = (/** @type {string} */ name) =>
      scheme.match(new RegExp(`--${name}: (#[0-9a-f]{6});`))?.[1] ?? "";
    const sheet = luminance(of("sheet"));
    const inks = DASHES.map((_, i) => of(`run-${i}`));
    assert.equal(new Set(inks).size, INKS, `inks: ${inks}`);
    for (const ink of inks) {
      const [dark, light] = [luminance(ink), sheet].sort((a, b) => a - b);
      const contrast = (light + 0.05) / (dark + 0.05);
      assert.ok(contrast >= 4.5, `${ink} has a contrast of ${contrast.toFixed(2)}`);
    }
  }
  assert.equal(new Set(DASHES.map((dash) => dash.join())).size, INKS);
});
