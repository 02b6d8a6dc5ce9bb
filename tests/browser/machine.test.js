/** The machine is measured before the click, and says how long a training takes. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { whyOne } from "../../www/engine/probe.js";
import { expectedSteps, predictSeconds } from "../../www/ui/state/machine.js";
import { text } from "../../www/ui/text.js";
import { useLab } from "./support/lab.js";
import { measuredAs, withSpeed } from "./support/machine.js";
import { press, untilReady, untilRuns } from "./support/page.js";

const { open } = useLab();

/** @param {import("playwright-core").Page} page */
function factsOf(page) {
  return page.getByRole("region", { name: text.controls.label }).locator(".facts");
}

test("the probe tells a speed with one thread and with all, and its workers end", async (t) => {
  const page = await open(t, "blank.html");
  const { measured, info } = await page.evaluate(async () => {
    const { createEngine } = await import(/** @type {any} */ ("/engine.js"));
    const engine = await createEngine();
    const measured = await engine.measure();
    engine.dispose();
    return { measured, info: engine.info };
  });
  assert.ok(info.threads >= 1);
  assert.ok(measured.flop_per_second > 1e8, `${measured.flop_per_second} operations a second`);
  assert.ok(measured.one.updates >= 2);
  assert.ok([1, measured.more?.threads ?? 1].includes(measured.threads));
  if (info.module.startsWith("threads")) assert.ok(measured.more?.flop_per_second > 1e8);
  for (let i = 0; i < 100 && page.workers().length > 0; i += 1) await page.waitForTimeout(50);
  assert.equal(page.workers().length, 0, "workers that stayed");
});

test("threads that make the page late are not taken, and neither are those that are no faster", () => {
  const speed = (/** @type {number} */ flop_per_second, updates = 9) => ({
    flop_per_second,
    updates,
  });
  assert.equal(whyOne(speed(10), speed(18), 0), "");
  assert.equal(whyOne(speed(10), speed(18), 17), "make the page late");
  assert.equal(whyOne(speed(10, 2), speed(18, 2), 17), "make the page late", "after few updates");
  assert.equal(whyOne(speed(10), speed(11), 0), "are no faster here");
  assert.equal(whyOne(speed(10), speed(11, 2), 0), "", "two updates tell no speed");
});

test("the time is told before the click, and counts down after it", async (t) => {
  const page = await open(t);
  await untilReady(page);
  const told = await factsOf(page).innerText();
  assert.match(told, /^about (\d+ s|\d+ min) on this machine\n/);
  await press(page, text.controls.train);
  await untilRuns(page, (runs) => runs.every(({ step }) => step >= 1), "the first update");
  await factsOf(page).getByText(/ left/).waitFor();
});

test("a slow machine begins with Tiny, says why, and offers Classroom", async (t) => {
  const prepare = withSpeed(4e9);
  const page = await open(t, "", { size: null, prepare });
  await untilReady(page);
  const controls = page.getByRole("region", { name: text.controls.label });
  await controls.getByText(/^Tiny, as Classroom would take about \d+ min here/).waitFor();
  const runs = await untilRuns(page, (all) => all.length === 2, "two runs");
  assert.deepEqual(
    runs.map(({ size }) => size),
    ["tiny", "tiny"],
  );
  await controls.getByRole("button", { name: text.machine.classroom }).click();
  await untilRuns(page, (all) => all.every(({ size }) => size === "classroom"), "Classroom");
  await factsOf(page)
    .getByText(/^about \d+ min on this machine/)
    .waitFor();
});

/** Seconds that stand in a sentence: "1 h 34 min", "31 min", "40 s". @param {string} sentence */
function secondsIn(sentence) {
  const units = /** @type {Record<string, number>} */ ({ h: 3600, min: 60, s: 1 });
  const parts = [...sentence.matchAll(/(\d+) (h|min|s)\b/g)];
  return parts.reduce((sum, [, n, unit]) => sum + Number(n) * units[unit], 0);
}

test("a slow machine asks its first question at Tiny, says why, and offers Classroom", async (t) => {
  const prepare = withSpeed(4e9);
  const why = (/** @type {import("playwright-core").Page} */ one) =>
    one
      .getByRole("region", { name: text.controls.label })
      .getByText(/^Tiny, as Classroom would take about .+ here/);
  const lesson = await open(t, "", { size: null, prepare });
  const two = secondsIn(await why(lesson).innerText());
  const page = await open(t, "?lesson=ask", { size: null, prepare });
  const size = page.getByRole("combobox", { name: text.ask.names.size });
  const shown = () => size.evaluate((/** @type {any} */ one) => one.selectedOptions[0].label);
  // Three pairs of runs, as against the lesson's one.
  const six = secondsIn(await why(page).innerText());
  assert.ok(two > 0 && Math.abs(six / two - 3) < 0.2, `${six} s for six runs, ${two} s for two`);
  assert.equal(await shown(), "Tiny");
  await page.getByRole("button", { name: text.machine.classroom }).click();
  await why(page).waitFor({ state: "detached" });
  assert.equal(await shown(), "Classroom");
  assert.equal(
    await page.evaluate(() => document.activeElement?.className),
    "main",
    "the focus is on the button that trains",
  );
});

test("a fast machine begins with Classroom", async (t) => {
  const prepare = withSpeed(1e11);
  const page = await open(t, "", { size: null, prepare });
  await untilReady(page);
  const runs = await untilRuns(page, (all) => all.length === 2, "two runs");
  assert.deepEqual(
    runs.map(({ size }) => size),
    ["classroom", "classroom"],
  );
});

test("a guess made before the machine was measured stays, and does not keep a slow machine at Classroom", async (t) => {
  // Long enough to be touched meanwhile on a busy machine, too.
  const prepare = withSpeed(4e9, 3000);
  const page = await open(t, "", { size: null, prepare });
  const guess = page.getByRole("radio", { name: "AdamW" });
  await guess.check({ force: true });
  await untilReady(page);
  const controls = page.getByRole("region", { name: text.controls.label });
  await controls.getByText(/^Tiny, as Classroom would take about \d+ min here/).waitFor();
  const runs = await untilRuns(page, (all) => all.length === 2, "two runs");
  assert.deepEqual(
    runs.map(({ size }) => size),
    ["tiny", "tiny"],
  );
  assert.ok(await guess.isChecked(), "the guess is gone");
});

test("a press of the button before the machine was measured trains at the size that suits it", async (t) => {
  const prepare = withSpeed(4e9, 3000);
  const page = await open(t, "", { size: null, prepare });
  await page.getByRole("radio", { name: "AdamW" }).check({ force: true });
  await press(page, text.controls.train);
  const runs = await untilRuns(page, (all) => all.some(({ step }) => step >= 1), "an update");
  assert.deepEqual(
    runs.map(({ size }) => size),
    ["tiny", "tiny"],
  );
  assert.ok(await page.getByRole("radio", { name: "AdamW" }).isChecked(), "the guess is gone");
});

test("a run that was added before the machine was measured stays, at the size that suits and at Classroom", async (t) => {
  const prepare = withSpeed(4e9, 3000);
  const page = await open(t, "", { size: null, prepare });
  await press(page, text.controls.recipe);
  await press(page, text.panels.recipe.add);
  const sizes = async () => {
    const runs = await untilRuns(page, (all) => all.length === 3, "three runs");
    return runs.map(({ size }) => size);
  };
  assert.deepEqual(await sizes(), ["tiny", "tiny", "tiny"]);
  const controls = page.getByRole("region", { name: text.controls.label });
  await controls.getByText(/^Tiny, as Classroom would take about/).waitFor();
  await controls.getByRole("button", { name: text.machine.classroom }).click();
  await untilRuns(page, (all) => all.every(({ size }) => size === "classroom"), "Classroom");
  assert.equal((await sizes()).length, 3);
});

test("a recording that was opened before the machine was measured leaves a slow machine at Tiny", async (t) => {
  const prepare = withSpeed(4e9, 3000);
  const page = await open(t, "", { size: null, prepare });
  await press(page, text.recorded.watch);
  await page.getByText(text.recorded.standing).first().waitFor();
  const isMeasured = () =>
    page.evaluate(async () => {
      const { measured } = await import(new URL("ui/state/machine.js", location.href).href);
      return measured.value;
    });
  assert.equal(await isMeasured(), false, "the recording came first");
  while (!(await isMeasured())) await page.waitForTimeout(100);
  await press(page, text.recorded.leave);
  const runs = await untilRuns(page, (all) => all.every(({ state }) => state === "ready"), "ready");
  assert.deepEqual(
    runs.map(({ size }) => size),
    ["tiny", "tiny"],
  );
});

test("a question that was not there yet is asked at the size that suits, also after a touch", async (t) => {
  const prepare = withSpeed(4e9, 3000);
  const page = await open(t, "?lesson=ask", { size: null, prepare });
  await page.locator("body").dispatchEvent("pointerdown");
  const size = page.getByRole("combobox", { name: text.ask.names.size });
  await size.waitFor();
  assert.equal(await size.locator("option:checked").innerText(), "Tiny");
  const controls = page.getByRole("region", { name: text.controls.label });
  await controls.getByText(/^Tiny, as Classroom would take about .+ here/).waitFor();
});

test("a prediction counts the updates, the evaluations and what is shown", () => {
  const classroom = {
    n_layer: 4,
    d_model: 128,
    vocab_size: 2048,
    block_size: 64,
    batch_size: 16,
    titles: 20_000,
    val_frac: 0.1,
    epochs: 2,
    steps: 0,
    evals_per_epoch: 10,
  };
  const by = /** @type {any} */ (measuredAs(1e10));
  const seconds = (/** @type {object} */ set) =>
    predictSeconds(/** @type {any} */ ({ ...classroom, ...set }), 636, by);
  const whole = seconds({});
  assert.ok(whole > 400e-6 * 636 * 1024 && whole < 1e-3 * 636 * 1024, `${whole} s`);
  assert.ok(seconds({ evals_per_epoch: 1 }) < 0.8 * whole);
  assert.ok(seconds({ n_layer: 8 }) > 1.5 * whole);
  const cold = { ...by, one: { ...by.one, updates: 2 } };
  assert.ok(predictSeconds(/** @type {any} */ (classroom), 636, cold) < whole);
  assert.equal(predictSeconds(/** @type {any} */ (classroom), 636, null), null);
  assert.equal(expectedSteps(/** @type {any} */ ({ ...classroom, steps: 50 })), 50);
  // 636 updates of the real headlines at this size, 184 at Tiny.
  const near = (/** @type {number} */ a, /** @type {number} */ b) => Math.abs(a / b - 1) < 0.1;
  assert.ok(near(expectedSteps(/** @type {any} */ (classroom)), 636));
  const tiny = { ...classroom, titles: 5000, vocab_size: 1024 };
  assert.ok(near(expectedSteps(/** @type {any} */ (tiny)), 184));
});
