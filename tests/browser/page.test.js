/** The page, as a person uses it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { useLab } from "./support/lab.js";
import { chooseSize, press, runsOf, untilReady, untilRuns } from "./support/page.js";
import { workerOf } from "./support/workers.js";

const { open } = useLab();

/** What the two tables of the design say of the Classroom size. */
const CLASSROOM = {
  n_layer: 4,
  n_head: 4,
  d_model: 128,
  vocab_size: 2048,
  block_size: 64,
  batch_size: 16,
  titles: 20000,
  epochs: 2,
  evals_per_epoch: 10,
  dropout: 0.05,
  norm: "layernorm",
  position: "learned",
  init: "gpt2",
  val_frac: 0.1,
  grad_clip: 1,
  seed: 1337,
  steps: 0,
};
const RECIPES = {
  SGD: { optimizer: "sgd", lr: 6e-3, weight_decay: 0, momentum: 0, schedule: "cosine" },
  AdamW: {
    optimizer: "adamw",
    lr: 2e-3,
    weight_decay: 0.1,
    beta1: 0.9,
    beta2: 0.999,
    eps: 1e-8,
    schedule: "warmup_cosine",
    warmup_frac: 0.1,
    min_lr_frac: 0.1,
  },
};

/**
 * The configuration of a run as the page's table shows it.
 * @param {import("playwright-core").Page} page
 * @param {string} name
 */
async function shownConfiguration(page, name) {
  const run = page.getByRole("article", { name: `Run ${name}`, exact: true });
  await run.getByText("Configuration").first().click();
  const rows = await page
    .getByRole("table", { name: `Configuration of ${name}` })
    .locator("tbody tr")
    .all();
  /** @type {Record<string, string>} */
  const shown = {};
  for (const row of rows)
    shown[await row.locator("code").innerText()] = await row.getByRole("cell").innerText();
  return shown;
}

test("one click trains the pair of the tables, and the lines part", async (t) => {
  const page = await open(t);
  await untilReady(page);
  // The page begins with the size that suits the machine; the tables are about this one.
  await chooseSize(page, "Classroom");
  await untilReady(page);
  for (const [name, recipe] of Object.entries(RECIPES)) {
    const shown = await shownConfiguration(page, name);
    for (const [field, value] of Object.entries({ ...CLASSROOM, ...recipe })) {
      const same =
        typeof value === "number" ? Number(shown[field]) === value : shown[field] === value;
      assert.ok(same, `${field} of ${name} is ${shown[field]}, the table says ${value}`);
    }
    assert.equal(Object.keys(shown).length, 30, `the fields of ${name}`);
  }

  await press(page, "Train both");
  const runs = await untilRuns(
    page,
    (all) => all.every(({ step }) => step >= 106),
    "106 updates",
    400_000,
  );
  assert.deepEqual(
    runs.map(({ name }) => name),
    ["SGD", "AdamW"],
  );
  for (const { name, evals, glances, steps_per_epoch } of runs) {
    const steps = new Set(
      [...evals, ...glances].map(({ step }) => step).filter((step) => step < 106),
    );
    assert.ok(
      steps.size >= 15,
      `${name} has ${steps.size} points before update 106: ${[...steps]}`,
    );
    const every = Math.max(1, Math.floor(steps_per_epoch / CLASSROOM.evals_per_epoch));
    const due = [1, every, 2 * every, 3 * every];
    assert.deepEqual(
      evals.slice(0, 4).map(({ step }) => step),
      due,
    );
    for (const { loss } of [...evals, ...glances])
      assert.ok(Number.isFinite(loss) && loss > 0, `${name} read ${loss}`);
  }
  const both = Math.min(...runs.map(({ evals }) => evals.length)) - 1;
  const [sgd, adamw] = runs.map(({ evals }) => evals[both]);
  assert.ok(
    sgd.loss - adamw.loss > 0.1,
    `after ${sgd.step} updates SGD is at ${sgd.loss}, AdamW at ${adamw.loss}`,
  );
  for (const name of ["SGD", "AdamW"]) {
    const written = page.getByRole("list", { name: `${name}: headlines written, newest first` });
    assert.notEqual(
      await written.getByRole("listitem").first().innerText(),
      "Nothing written yet.",
    );
    const bars = page.getByRole("list", { name: `${name}: the five most likely next tokens` });
    assert.match(await bars.getByRole("listitem").first().innerText(), /%/);
  }
});

test("pause holds, step makes one update of each, go on goes on, stop ends", async (t) => {
  const page = await open(t);
  await untilReady(page);
  await chooseSize(page, "Tiny");
  await press(page, "Train both");
  await untilRuns(page, (all) => all.every(({ step }) => step >= 3), "the first updates");
  await press(page, "Pause");
  await page.getByRole("button", { name: "Go on", exact: true }).waitFor();
  // The page shows what came in a few times a second.
  await page.waitForTimeout(700);
  const paused = await runsOf(page);
  await page.waitForTimeout(700);
  assert.deepEqual(
    (await runsOf(page)).map(({ step }) => step),
    paused.map(({ step }) => step),
  );

  await press(page, "Step");
  const last = Math.max(...paused.map(({ step }) => step));
  const uneven = paused.some(({ step }) => step !== last);
  const target = uneven ? last : last + 1;
  const stepped = await untilRuns(
    page,
    (all) => all.every(({ step, state }) => step === target && state === "paused"),
    `a step to ${target} of runs that stood at ${paused.map(({ step }) => step)}`,
  );
  assert.deepEqual(
    stepped.map(({ train }) => train.length),
    [target, target],
  );

  await press(page, "Go on");
  await untilRuns(page, (all) => all.every(({ step }) => step >= target + 2), "going on");
  await press(page, "Stop");
  await untilRuns(page, (all) => all.every(({ state }) => state === "stopped"), "the stop");
  await page.getByRole("button", { name: "Train again", exact: true }).waitFor();
});

test("headlines come out on request, token by token, also while it trains", async (t) => {
  const page = await open(t);
  await untilReady(page);
  await chooseSize(page, "Tiny");
  await press(page, "Train both");
  await untilRuns(page, (all) => all.every(({ step }) => step >= 5), "the first updates");
  await press(page, "Write headlines");
  await page.getByLabel("How many").fill("3");
  await page.getByLabel("Begin with").fill("Ask HN:");
  await press(page, "Write");
  const list = page.getByRole("list", { name: "Headlines written" });
  await list.getByRole("listitem").nth(2).waitFor();
  await page.getByRole("button", { name: "Write", exact: true, disabled: false }).waitFor();
  const texts = await list.getByRole("listitem").locator(".sample-text").allInnerTexts();
  assert.equal(texts.length, 3);
  for (const text of texts) assert.match(text, /^Ask HN:/);
});

test("the page answers while it trains", async (t) => {
  const page = await open(t);
  await untilReady(page);
  await press(page, "Train both");
  await untilRuns(page, (all) => all.every(({ step }) => step >= 1), "the first update");
  const late = await page.evaluate(async () => {
    const delays = [];
    for (let i = 0; i < 400; i += 1) {
      const start = performance.now();
      await new Promise((resolve) => setTimeout(resolve, 5));
      delays.push(performance.now() - start - 5);
    }
    return delays.sort((a, b) => a - b);
  });
  // The machine is shared: a single timer may wait for others, but not the page as a rule.
  const usual = late[Math.floor(late.length * 0.95)];
  assert.ok(usual < 50, `one timer in twenty is late by ${usual} ms or more`);
  assert.ok(late[late.length - 1] < 1000, `the page stood still for ${late[late.length - 1]} ms`);
});

test("a worker that dies in the middle of a run ends in a sentence and a page that works on", async (t) => {
  const page = await open(t);
  await untilReady(page);
  await chooseSize(page, "Tiny");
  await press(page, "Train both");
  await untilRuns(page, (all) => all.every(({ step }) => step >= 4), "the first updates");
  const training = await workerOf(page, "worker.js");
  assert.ok(training);
  await training.evaluate(() => self.close()).catch(() => {});
  const alert = page.getByRole("alert").first();
  await alert.waitFor();
  assert.match(
    await alert.innerText(),
    /curves and the headlines are kept, .+ lost\. Press “Bring back”: .+/s,
  );
  const kept = await runsOf(page);
  assert.ok(
    kept.every(({ state, train }) => state === "failed" && train.length >= 4),
    "the curves are kept",
  );
  await alert.getByRole("button", { name: "Dismiss" }).click();
  // What was kept comes back, and goes on.
  await press(page, "Bring back");
  await press(page, "Go on");
  await untilRuns(
    page,
    (all) => all.every(({ state, step }) => state === "running" && step >= 6),
    "going on",
  );
});
