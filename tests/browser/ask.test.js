/** Ask a question, the paper's tables and what the numbers mean, as a person uses them; the runs are made up. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../www/ui/text.js";
import { useLab } from "./support/lab.js";
import { press, runsOf, untilKept, untilRuns } from "./support/page.js";

const { open } = useLab({ fake: true });

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page @param {string} name @param {string} label */
function choose(page, name, label) {
  return page.getByRole("combobox", { name, exact: true }).selectOption({ label });
}

/** Opens the question at the Tiny size. @param {import("node:test").TestContext} t @param {string} seeds @param {{ width: number, height: number }} [viewport] */
async function openQuestion(t, seeds, viewport) {
  const page = await open(t, "?lesson=ask", { viewport });
  await page.getByRole("button", { name: /^Train \d/ }).waitFor();
  await choose(page, "Size", "Tiny");
  await page.getByRole("heading", { level: 1, name: /at Tiny/ }).waitFor();
  await choose(page, "Seeds", seeds);
  await page.getByRole("heading", { level: 1, name: new RegExp(`over ${seeds}`) }).waitFor();
  return page;
}

/** @param {Page} page @param {RegExp | string} name */
function verdict(page, name) {
  return page.getByRole("region", { name }).or(page.getByRole("heading", { level: 2, name }));
}

/** The rows of the verdict's table, as texts of their cells. @param {Page} page */
async function evidence(page) {
  const table = page.getByRole("table", { name: /Where each pair/ });
  const rows = await table.locator("tbody tr").all();
  return Promise.all(rows.map((row) => row.locator("th, td:not(.track-cell)").allInnerTexts()));
}

test("a question in one click: both variants over the seeds, and a verdict computed from them", async (t) => {
  const page = await openQuestion(t, "3 seeds");
  assert.equal(
    await page.getByRole("heading", { level: 1 }).innerText(),
    "Does RoPE help instead of a learned table, at Tiny, over 3 seeds?",
  );
  await page.getByRole("button", { name: "Train 6 runs", exact: true }).click();
  await verdict(page, /Better on every seed, by 0\.02\d to 0\.03\d/)
    .first()
    .waitFor();

  const runs = await page.evaluate(async () => {
    const { runs } = await import(/** @type {any} */ ("/ui/state/runs.js"));
    return runs.value.map((/** @type {any} */ card) => ({
      name: card.name.value,
      ink: card.ink,
      seed: card.config.seed,
      data_seed: card.config.data_seed,
      position: card.config.position,
      tokens: card.evals.at(-1).tokens,
      loss: card.evals.at(-1).loss,
    }));
  });
  assert.deepEqual(
    runs.map((/** @type {any} */ run) => [run.name, run.seed, run.position]),
    [1337, 1338, 1339].flatMap((seed) => [
      [`learned table, seed ${seed}`, seed, "learned"],
      [`RoPE, seed ${seed}`, seed, "rope"],
    ]),
  );
  assert.equal(new Set(runs.map((/** @type {any} */ run) => run.ink)).size, 2, "an ink a variant");
  assert.equal(new Set(runs.map((/** @type {any} */ run) => run.data_seed)).size, 1);
  assert.equal(new Set(runs.map((/** @type {any} */ run) => run.tokens)).size, 1);

  const differences = [0, 2, 4].map((i) => runs[i + 1].loss - runs[i].loss);
  const rows = await evidence(page);
  assert.deepEqual(
    rows.slice(0, 3).map((row) => row.at(-1)),
    differences.map((nats) => nats.toFixed(3).replace("-", "−")),
  );
  const middle = [...differences].sort((a, b) => a - b)[1];
  assert.deepEqual(rows[3].at(-1), middle.toFixed(3).replace("-", "−"));
  const region = page.getByRole("region", { name: /^Verdict/ });
  await region.getByText(/It replaced norm, positions and first weights at once/).waitFor();
  await region.getByText("What the verdict rests on").click();
  await region.getByText(/once in 4 times/).waitFor();
});

test("one seed is no verdict; two more keep the first, and the verdict counts all three", async (t) => {
  const page = await openQuestion(t, "1 seed");
  await page.getByRole("button", { name: "Train 2 runs", exact: true }).click();
  await verdict(page, /One seed is not a verdict/)
    .first()
    .waitFor();
  const region = page.getByRole("region", { name: /^Verdict/ });
  await region.getByText(/“Train two more seeds” makes it surer: about \d+ s/).waitFor();
  const [[, , before]] = await evidence(page);
  const keyOf = () =>
    page.evaluate(async () => {
      const { runs } = await import(/** @type {any} */ ("/ui/state/runs.js"));
      return runs.value.map((/** @type {any} */ card) => card.key);
    });
  const first = await keyOf();
  await page.getByRole("button", { name: "Train two more seeds", exact: true }).click();
  await verdict(page, /Better on every seed/)
    .first()
    .waitFor();
  const rows = await evidence(page);
  assert.deepEqual(
    rows.map(([seed]) => seed),
    ["1337", "1338", "1339", "Median"],
  );
  assert.equal(rows[0][2], before, "the first pair is the one that was there");
  assert.deepEqual((await keyOf()).slice(0, 2), first, "and it was not trained again");
});

test("two changes at once are allowed, with a warning that names them", async (t) => {
  const page = await openQuestion(t, "1 seed");
  await page.getByRole("button", { name: "Change a second thing too" }).click();
  const second = page.getByRole("combobox", { name: "What else changes", exact: true });
  await second.waitFor();
  const focused = (/** @type {import("playwright-core").Locator} */ one) =>
    one.evaluate((element) => element === document.activeElement);
  assert.ok(await focused(second), "the focus goes on to the new change");
  await choose(page, "What else changes", "Norm");
  const form = page.getByRole("group", { name: "Your question" });
  const warning = form.getByText(
    "Two things change at once: position (from learned table to RoPE) and norm (from LayerNorm to RMSNorm).",
  );
  await warning.waitFor();
  await page.getByRole("button", { name: "Leave the second change out" }).click();
  await warning.waitFor({ state: "detached" });
  assert.ok(await focused(page.getByRole("button", { name: "Change a second thing too" })));
  await choose(page, "What is asked about", "Optimizer");
  await form.getByText(/Both train at the rate 0\.003, chosen for AdamW/).waitFor();
});

test("a variant that ties, one that diverges and runs stopped early make no wrong verdict", async (t) => {
  const page = await openQuestion(t, "3 seeds");
  await choose(page, "What is asked about", "Clip");
  await page.getByRole("button", { name: "Train 6 runs", exact: true }).click();
  await verdict(page, /Too close to call with 3 seeds/)
    .first()
    .waitFor();
  const region = page.getByRole("region", { name: /^Verdict/ });
  await region.getByText("3 differences are smaller than").waitFor();

  // A rate that no choice offers: the made-up module diverges from a thousand on.
  await choose(page, "Seeds", "1 seed");
  await choose(page, "What is asked about", "Learning rate");
  await page.getByRole("heading", { level: 1, name: /a learning rate of/ }).waitFor();
  await page.evaluate(async () => {
    const { chooseValue } = await import(/** @type {any} */ ("/ui/ask/asking.js"));
    await chooseValue(0, "asked", 2000);
  });
  await page.getByRole("button", { name: "Train 2 runs", exact: true }).click();
  await region
    .getByText(/A learning rate of 2000 diverged with seed 1337, its twin did not/)
    .waitFor();
  await verdict(page, /One seed is not a verdict/)
    .first()
    .waitFor();

  await choose(page, "What is asked about", "Dropout");
  await page.getByRole("heading", { level: 1, name: /a dropout of 0.1/ }).waitFor();
  await page.getByRole("button", { name: "Train 2 runs", exact: true }).click();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await verdict(page, /No verdict: stopped before the end/)
    .first()
    .waitFor();
  await region.getByText("Not counted: seed 1337, where a run broke off").waitFor();
});

test("where not all runs fit in memory, the seeds train one after the other", async (t) => {
  const page = await openQuestion(t, "3 seeds");
  await choose(page, "Size", "Paper");
  await page.getByText(/2 runs at a time: more would not fit in memory/).waitFor();
  await page.getByRole("button", { name: "Train 6 runs", exact: true }).click();
  await page.getByText(/seed 1338, 2 of 3/).waitFor();
  await verdict(page, /Better on every seed/)
    .first()
    .waitFor();
  assert.deepEqual(
    (await evidence(page)).map(([seed]) => seed),
    ["1337", "1338", "1339", "Median"],
  );
});

test("an edit made at once after another is one of the question that it made", async (t) => {
  const page = await openQuestion(t, "1 seed");
  // Before the engine has said what the first edit comes to.
  await page.evaluate(async () => {
    const asking = await import(new URL("ui/ask/asking.js", location.href).href);
    asking.chooseField(0, "norm");
    asking.chooseSeeds(5);
    asking.chooseSize("classroom");
  });
  await page
    .getByRole("heading", { level: 1, name: /RMSNorm .* at Classroom, over 5 seeds/ })
    .waitFor();
});

test("a question that is edited while its seeds train is trained to its end as it was", async (t) => {
  const page = await openQuestion(t, "3 seeds");
  await choose(page, "Size", "Paper");
  await page.getByRole("button", { name: "Train 6 runs", exact: true }).click();
  await page.getByText(/seed 1337, 1 of 3/).waitFor();
  const [{ name }] = await runsOf(page);
  await choose(page, "What is asked about", "Norm");
  await page.getByRole("heading", { level: 1, name: /RMSNorm/ }).waitFor();
  const seed = (/** @type {string} */ of) => name.replace("1337", of);
  await untilRuns(
    page,
    (runs) => runs.length === 2 && runs[0].name === seed("1339"),
    "the last seed under its own name",
  );
});

test("the question can be asked with the keyboard alone", async (t) => {
  const page = await openQuestion(t, "1 seed");
  await page.getByRole("combobox", { name: "Does this help", exact: true }).focus();
  const seen = [];
  for (let i = 0; i < 5; i += 1) {
    seen.push(await page.evaluate(() => document.activeElement?.getAttribute("aria-label")));
    await page.keyboard.press("Tab");
  }
  assert.deepEqual(seen.slice(0, 4), ["Does this help", "instead of this", "Size", "Seeds"]);
  await page.getByRole("button", { name: "Train 2 runs", exact: true }).focus();
  await page.keyboard.press("Enter");
  const pause = page.getByRole("button", { name: "Pause", exact: true });
  await pause.waitFor();
  assert.ok(await pause.evaluate((button) => button === document.activeElement), "the focus stays");
  await verdict(page, /One seed is not a verdict/)
    .first()
    .waitFor();
});

/** The choice that is made, and whether another can be. @param {Page} page */
async function guessOn(page) {
  const group = page.getByRole("group", { name: /guess/ });
  const chosen = group.locator("label:has(:checked)");
  return {
    legend: await group.locator("legend").innerText(),
    made: await chosen.allInnerTexts(),
    open: await group.getByRole("radio", { disabled: false }).count(),
  };
}

const { better, worse, close } = text.ask.guess;
const guessThat = (/** @type {Page} */ page, /** @type {string} */ name) =>
  page.getByRole("radio", { name, exact: true }).check({ force: true });
const FREE = { legend: text.prediction.legend, open: 3 };
const LOCKED = { legend: text.prediction.legendMade, open: 0 };

/** Where all that stands around a guess is. @param {Page} page */
const places = (page) =>
  page.evaluate(() =>
    [".inquiry", ".prediction", ".prediction .choice", ".prediction .answer", ".controls"].map(
      (part) => {
        const box = /** @type {Element} */ (document.querySelector(part)).getBoundingClientRect();
        return `${part} ${Math.round(box.x)} ${Math.round(box.y)} ${Math.round(box.width)}`;
      },
    ),
  );

for (const width of [1280, 360]) {
  test(`a guess before the training stays, is answered beside the verdict, and nothing moves: ${width} px`, async (t) => {
    const page = await openQuestion(t, "3 seeds", { width, height: 800 });
    assert.deepEqual(await guessOn(page), { ...FREE, made: [] });
    await page.getByRole("combobox", { name: "Seeds", exact: true }).focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowRight");
    assert.deepEqual(await guessOn(page), { ...FREE, made: [worse] });

    await choose(page, "What is asked about", "Norm");
    await page.getByRole("heading", { level: 1, name: /RMSNorm/ }).waitFor();
    assert.deepEqual(await guessOn(page), { ...FREE, made: [] }, "another question has none");
    await guessThat(page, close);
    await guessThat(page, better);
    const before = await places(page);
    await page.getByRole("button", { name: "Train 6 runs", exact: true }).click();
    await untilRuns(page, (runs) => runs.some(({ step }) => step > 0), "training");
    assert.deepEqual(await guessOn(page), { ...LOCKED, made: [better] });
    assert.deepEqual(await places(page), before, "in training");
    await page.getByRole("button", { name: "Hand it in", exact: true }).waitFor();
    const region = page.getByRole("region", { name: /^Verdict/ });
    const kind = await region.getAttribute("data-kind");
    const outcome = text.ask.guess[/** @type {"better" | "worse" | "close"} */ (kind)];
    const { right, wrong } = text.ask.guess;
    const answer = outcome === better ? right(better) : wrong(better, outcome);
    await page.getByText(answer, { exact: true }).waitFor();
    assert.deepEqual(await guessOn(page), { ...LOCKED, made: [better] });
    assert.deepEqual(await places(page), before, "answered");
  });
}

test("without a verdict a guess is not answered, and without a guess nothing is said", async (t) => {
  const page = await openQuestion(t, "1 seed");
  await guessThat(page, worse);
  await page.getByRole("button", { name: "Train 2 runs", exact: true }).click();
  await page.getByText(text.ask.guess.open(worse), { exact: true }).waitFor();
  await choose(page, "What is asked about", "Norm");
  await page.getByRole("button", { name: "Train 2 runs", exact: true }).click();
  await page.getByRole("button", { name: "Hand it in", exact: true }).waitFor();
  assert.equal(await page.locator(".answer").innerText(), "");
  const legend = page.getByText(text.prediction.legendNone);
  assert.equal(await legend.isVisible(), false, "what was not guessed is out of the way");
});

test("a guess is back with its training after a reload", async (t) => {
  const page = await openQuestion(t, "3 seeds");
  await guessThat(page, close);
  await page.getByRole("button", { name: "Train 6 runs", exact: true }).click();
  await untilRuns(page, (runs) => runs.every(({ step }) => step > 4), "training");
  await press(page, text.controls.pause);
  await untilRuns(page, (runs) => runs.every(({ state }) => state === "paused"), "paused");
  await untilKept(page);
  await page.reload();
  await page.getByRole("button", { name: text.controls.goOn, exact: true }).waitFor();
  assert.equal((await runsOf(page)).length, 6);
  await page.getByText(text.prediction.legendMade, { exact: true }).waitFor();
  assert.deepEqual(await guessOn(page), { ...LOCKED, made: [close] });
});

test("the paper's tables fill themselves and say what sets the runs apart", async (t) => {
  const page = await open(t);
  await page.getByRole("combobox", { name: "Size of this lesson" }).selectOption({ label: "Tiny" });
  const link = page.getByRole("button", { name: "The paper’s tables" });
  await link.click();
  const summary = page.getByRole("table", { name: "Performance summary (section 5.2)" });
  const row = (/** @type {RegExp} */ name) => summary.getByRole("row", { name });
  await row(/^AdamW, tuned \(Epic 3\).*1\.272478 27\.4 %/)
    .getByRole("button")
    .waitFor();
  await page.keyboard.press("Escape");
  assert.ok(
    await link.evaluate((button) => button === document.activeElement),
    "the focus is back",
  );

  await page.getByRole("button", { name: "Train both", exact: true }).click();
  await page.getByRole("button", { name: "Train again", exact: true }).waitFor();
  await link.click();
  const losses = await page.evaluate(async () => {
    const { runs } = await import(/** @type {any} */ ("/ui/state/runs.js"));
    return runs.value.map((/** @type {any} */ card) => card.evals.at(-1).val_loss);
  });
  const better = ((100 * (losses[0] - losses[1])) / losses[0]).toFixed(1);
  await row(new RegExp(`^SGD.*${losses[0].toFixed(3)} – 1\\.753271`)).waitFor();
  await row(new RegExp(`^AdamW, tuned.*${losses[1].toFixed(3)} ${better} % 1\\.272478`)).waitFor();
  await page.getByText(/another set-up than the paper’s: .*5,000 headlines \(100,000\)/).waitFor();
  await row(/^AdamW, modern/)
    .getByRole("button", { name: "Filled by “Modern parts”" })
    .click();
  await page.getByRole("heading", { level: 1, name: /Do modern parts help/ }).waitFor();
});

test("what the numbers mean is said in the figures of a run, and of the paper before there is one", async (t) => {
  const page = await open(t);
  await page.getByRole("combobox", { name: "Size of this lesson" }).selectOption({ label: "Tiny" });
  const link = page.getByRole("button", { name: "What is a nat?" });
  await link.click();
  await page
    .getByText(/The 0\.481 between them are a factor of 1\.62 for each character/)
    .waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Train both", exact: true }).click();
  await page.getByRole("button", { name: "Train again", exact: true }).waitFor();
  await link.click();
  await page.getByRole("combobox", { name: "In the figures of" }).selectOption({ label: "AdamW" });
  const { loss, token, plan } = await page.evaluate(async () => {
    const { runs } = await import(/** @type {any} */ ("/ui/state/runs.js"));
    const [, card] = runs.value;
    const last = card.evals.at(-1);
    return { loss: last.loss, token: last.val_loss_token, plan: card.plan.value };
  });
  const table = page.getByRole("table", { name: "The last reading of AdamW in every unit" });
  const has = (/** @type {string} */ name, /** @type {string} */ value) =>
    table
      .getByRole("row", { name })
      .getByRole("cell", { name: value, exact: true })
      .first()
      .waitFor();
  await has("nats per character val_loss_full", loss.toFixed(3));
  await has("bits per character", (loss / Math.LN2).toFixed(3));
  await has("nats per token", token.toFixed(3));
  await has("nats per character val_loss_full", plan.uniform_full.toFixed(3));
  const counted = Math.floor(plan.val_tokens / (plan.batch_tokens + 1)) * plan.batch_tokens;
  await page
    .getByText(`${counted.toLocaleString("en")} tokens`)
    .first()
    .waitFor();
});
