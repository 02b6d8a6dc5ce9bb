/** The table of the runs: show, pin, rename, duplicate, delete, as a person does it; the runs are made up. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../www/ui/text.js";
import { useLab } from "./support/lab.js";
import { press, runsOf, untilReady, untilRuns, upload } from "./support/page.js";
import { madeUpTitles } from "./support/titles.js";

const { open } = useLab({ fake: true });

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page @param {string} name */
const row = (page, name) => page.getByRole("article", { name: `Run ${name}`, exact: true });

/** A name at the end of a line. @param {Page} page @param {string} name */
const onChart = (page, name) =>
  page.getByRole("figure", { name: "Chart of the losses" }).locator(".mark-end", { hasText: name });

/** The first lesson at the Tiny size, trained to its end. @param {import("node:test").TestContext} t */
async function trained(t) {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  await press(page, "Train both");
  await page.getByRole("button", { name: "Train again", exact: true }).waitFor();
  return page;
}

test("a run's row tells its status, best loss, speed and time, and its configuration on demand", async (t) => {
  const page = await trained(t);
  const [sgd] = await runsOf(page);
  const best = Math.min(...sgd.evals.map((/** @type {any} */ reading) => reading.loss));
  const figures = await row(page, "SGD").getByRole("definition").allInnerTexts();
  assert.equal(figures[0], "finished");
  assert.equal(figures[1], best.toFixed(3));
  assert.match(figures[2], /^\d[\d,]*$/);
  assert.match(figures[3], /^\d+ s$/);
  const configuration = page.getByRole("table", { name: "Configuration of SGD" });
  assert.equal(await configuration.count(), 0);
  await row(page, "SGD").getByRole("button", { name: "Configuration of SGD" }).click();
  assert.equal(await configuration.getByRole("row", { name: /^optimizer/ }).count(), 1);
});

test("a run is hidden, shown and renamed, on the chart as in the table", async (t) => {
  const page = await trained(t);
  await onChart(page, "SGD").waitFor();
  await row(page, "SGD").getByLabel("Show in the chart").uncheck();
  await onChart(page, "SGD").waitFor({ state: "hidden" });
  assert.equal(await onChart(page, "AdamW").count(), 1);
  await row(page, "SGD").getByLabel("Show in the chart").check();
  await onChart(page, "SGD").waitFor();

  await row(page, "AdamW").getByRole("button", { name: "More of AdamW" }).click();
  await press(page, "Rename AdamW");
  await page.getByLabel("New name of AdamW").fill("my favourite");
  await page.keyboard.press("Enter");
  await onChart(page, "my favourite").waitFor();
  const renamed = row(page, "my favourite");
  assert.equal(await renamed.getByRole("button", { name: "Rename my favourite" }).count(), 1);
  await press(page, "Rename my favourite");
  await page.getByLabel("New name of my favourite").fill("");
  await page.keyboard.press("Enter");
  await row(page, "AdamW").waitFor();
});

test("a pinned run stays on the chart of the next experiment, and the others leave it", async (t) => {
  const page = await trained(t);
  await row(page, "SGD").getByRole("button", { name: "Pin SGD", exact: true }).click();
  await page.getByRole("button", { name: /ten times higher/ }).click();
  await untilRuns(
    page,
    (all) => all.length === 2 && all.every(({ state }) => state === "finished"),
    "the next lesson",
  );
  await onChart(page, "SGD").waitFor();
  const sgd = row(page, "SGD");
  assert.equal(await sgd.getByLabel("Show in the chart").isChecked(), true);
  await sgd.getByRole("button", { name: "Pinned SGD" }).click();
  await press(page, "Train again");
  await untilRuns(
    page,
    (all) => all.every(({ state }) => state === "finished"),
    "another training",
  );
  await onChart(page, "SGD").waitFor({ state: "detached" });
  assert.equal(await sgd.getByLabel("Show in the chart").isChecked(), false);
});

test("a pinned run and a new one of the same recipe are told apart by name and ink", async (t) => {
  const page = await trained(t);
  await row(page, "AdamW").getByRole("button", { name: "Pin AdamW", exact: true }).click();
  await press(page, "Train again");
  await row(page, "AdamW (B)").waitFor();
  await untilRuns(page, (all) => all.every(({ state }) => state === "finished"), "the training");
  const inks = await Promise.all(
    ["SGD", "AdamW (A)", "AdamW (B)"].map((name) =>
      row(page, name).first().getAttribute("data-ink"),
    ),
  );
  assert.equal(new Set(inks).size, 3, `inks ${inks}`);
});

test("a run is duplicated into the recipe panel as it is", async (t) => {
  const page = await trained(t);
  await row(page, "AdamW").getByRole("button", { name: "More of AdamW" }).click();
  await press(page, "Duplicate AdamW");
  await page.getByRole("heading", { name: "The recipe", exact: true }).waitFor();
  const presets = page.getByRole("combobox", { name: /^Preset, / });
  await page.waitForFunction(() => document.querySelectorAll("[id^=preset-]").length === 3);
  assert.deepEqual(
    await presets.evaluateAll((all) =>
      all.map((one) => /** @type {HTMLSelectElement} */ (one).value),
    ),
    ["baseline", "champion", "champion"],
  );
});

test("a trained run is deleted after a second press only, and its weights with it", async (t) => {
  const page = await trained(t);
  await row(page, "SGD").getByRole("button", { name: "More of SGD" }).click();
  await press(page, "Delete SGD");
  await press(page, "Keep it");
  assert.equal(await row(page, "SGD").count(), 1);
  await press(page, "Delete SGD");
  await press(page, "Delete it");
  await row(page, "SGD").waitFor({ state: "detached" });
  assert.equal(
    await page.evaluate(() => document.activeElement?.id),
    "runs-title",
    "the focus stays with the runs",
  );
  await onChart(page, "SGD").waitFor({ state: "detached" });
  await press(page, "Write headlines");
  await page.getByRole("radio", { name: "AdamW" }).waitFor();
  assert.equal(await page.getByRole("radio", { name: "SGD" }).count(), 0);
});

test("before the training a run is deleted with its recipe", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  await row(page, "SGD").getByRole("button", { name: "More of SGD" }).click();
  await press(page, "Delete SGD");
  await page.getByRole("button", { name: "Train", exact: true }).waitFor();
  await untilRuns(page, (all) => all.length === 1 && all[0].state === "ready", "one run");
  await row(page, "AdamW").getByRole("button", { name: "More of AdamW" }).click();
  assert.equal(await page.getByRole("button", { name: "Delete AdamW" }).count(), 0);
});

/** Notes each screen lock that the page takes and gives back, in the place of the browser's. */
function fakeWakeLock() {
  const notes = /** @type {any} */ (globalThis);
  notes.locks = { taken: 0, held: 0 };
  Object.defineProperty(navigator, "wakeLock", {
    value: {
      request: async (/** @type {string} */ kind) => {
        if (kind !== "screen") throw new TypeError(kind);
        const lock = new EventTarget();
        notes.locks.taken += 1;
        notes.locks.held += 1;
        return Object.assign(lock, {
          release: async () => {
            notes.locks.held -= 1;
            lock.dispatchEvent(new Event("release"));
          },
        });
      },
    },
  });
}

test("the screen stays awake while it trains, and no longer", async (t) => {
  const page = await open(t, "", {
    size: "tiny",
    prepare: (context) => context.addInitScript(fakeWakeLock),
  });
  const locks = () => page.evaluate(() => /** @type {any} */ (globalThis).locks);
  await untilReady(page);
  assert.deepEqual(await locks(), { taken: 0, held: 0 });
  await press(page, "Train both");
  await untilRuns(page, (all) => all.every(({ step }) => step >= 2), "the first updates");
  assert.deepEqual(await locks(), { taken: 1, held: 1 });
  await press(page, "Pause");
  await page.getByRole("button", { name: "Go on", exact: true }).waitFor();
  assert.deepEqual(await locks(), { taken: 1, held: 0 });
  await press(page, "Go on");
  await page.getByRole("button", { name: "Train again", exact: true }).waitFor();
  assert.deepEqual(await locks(), { taken: 2, held: 0 });
});

/** A machine that took ten seconds for an update at Tiny before. */
function slowMachine() {
  try {
    const seconds = JSON.stringify({ "2.64.2.64.16.1024": 10 });
    localStorage.setItem("headline-lab.update-seconds", seconds);
  } catch {
    // A page without an address has no storage.
  }
}

test("before a training of over ten minutes the page says what to see to", async (t) => {
  const page = await open(t, "", {
    size: "tiny",
    prepare: (context) => context.addInitScript(slowMachine),
  });
  await untilReady(page);
  const training = page.getByRole("region", { name: "Training" });
  await training.getByText("plugged in, the lid open and this tab in front").waitFor();
  await page.evaluate(() => localStorage.clear());
  await press(page, "Change the recipe");
  await page.getByText(text.panels.recipe.more, { exact: true }).click();
  await page.getByRole("spinbutton", { name: /^Steps, SGD/ }).fill("5");
  await page.getByRole("spinbutton", { name: /^Steps, SGD/ }).press("Tab");
  await training.getByText("plugged in").waitFor({ state: "detached" });
});

test("one after the other: the second run waits its turn, and begins when the first has ended", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  await page.getByLabel("one after the other").check();
  await press(page, "Train both");
  // Both are gone as soon as the first run has ended.
  await Promise.all([
    row(page, "AdamW").getByText("waiting its turn").waitFor(),
    page.getByText("One run waits its turn.").waitFor(),
  ]);
  const [sgd, adamw] = await untilRuns(
    page,
    ([first]) => first.state === "finished",
    "the end of the first",
  );
  assert.equal(sgd.evals.at(-1).step, sgd.step);
  assert.ok(adamw.step <= 2, `the second is at ${adamw.step}`);
  await untilRuns(page, ([, second]) => second.state === "finished", "the end of the second");
});

/** All runs of the page, branches included. @param {Page} page */
const everyRun = (page) =>
  page.evaluate(async () => {
    const { branches, earlierRuns, runs } = await import(/** @type {any} */ ("/ui/state/runs.js"));
    return [...runs.value, ...branches.value, ...earlierRuns.value].map(
      (/** @type {any} */ card) => ({
        name: card.name.value,
        state: card.state.value,
        step: card.step.value,
        steps: card.plan.value?.steps,
        lr: card.config.lr,
        branch: card.branch,
        first: card.train[0]?.step,
        shown: card.shown.value,
      }),
    );
  });

/** @param {Page} page @param {string} name */
async function runNamed(page, name) {
  const found = (await everyRun(page)).find((run) => run.name === name);
  assert.ok(found, `there is a run ${name}`);
  return found;
}

test("a change in a paused run makes a branch, which goes on beside its parent", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  await press(page, "Train both");
  await untilRuns(page, (all) => all.every(({ step }) => step >= 5), "the first updates");
  await press(page, "Pause");
  await page.getByRole("button", { name: "Go on", exact: true }).waitFor();
  const { step, steps } = await runNamed(page, "AdamW");
  await row(page, "AdamW").getByRole("button", { name: "More of AdamW" }).click();
  await press(page, "Branch AdamW");
  await press(page, "Make the branch");
  await page.getByText("Change at least one of the three.").waitFor();
  await page.getByLabel("Dropout", { exact: true }).fill("1");
  await press(page, "Make the branch");
  await page.getByRole("alert").getByText("dropout").waitFor();
  await page.getByLabel("Dropout", { exact: true }).fill("0.05");
  await page.getByLabel("Learning rate", { exact: true }).fill("0.001");
  await press(page, "Make the branch");

  const name = `AdamW, rate 0.001 from step ${step}`;
  await row(page, name).waitFor();
  const waits = "It is below, and begins when you press Go on.";
  await page.locator(".run-note").getByText(waits).waitFor();
  await page.getByRole("status").getByText(waits).waitFor();
  const made = await runNamed(page, name);
  assert.deepEqual(
    { ...made.branch, parent: null },
    { parent: null, from: "AdamW", step, set: { lr: 0.001 }, onward: null },
  );
  assert.deepEqual([made.state, made.step, made.steps, made.first], ["ready", step, steps, step]);
  await press(page, "Go on");
  await page.getByRole("button", { name: "Train again", exact: true }).waitFor();
  const ended = await everyRun(page);
  assert.deepEqual(
    ended.map((run) => [run.state, run.step]),
    new Array(3).fill(["finished", steps]),
  );
  await onChart(page, "rate 0.001").waitFor();
  await press(page, "The paper’s tables");
  await page.getByText("(2 runs)").waitFor();
});

test("a run that has ended trains on, with a new warm-up or at the rate that it ended with", async (t) => {
  const page = await trained(t);
  const { steps } = await runNamed(page, "AdamW");
  await row(page, "AdamW").getByRole("button", { name: "More of AdamW" }).click();
  await press(page, "Train on AdamW");
  await page.getByLabel("Epochs more").fill("2");
  await page.getByLabel("hold the last rate, 0.0003").check();
  await press(page, "Train on");
  const longer = row(page, "AdamW, 2 epochs more");
  await longer.getByText("finished").waitFor();
  const held = await runNamed(page, "AdamW, 2 epochs more");
  assert.equal(held.steps, 2 * steps, "two epochs, and two more");
  assert.equal(held.step, held.steps);
  assert.equal(held.first, steps);
  assert.equal((await runNamed(page, "AdamW")).shown, true, "its parent stays");
  assert.equal((await runNamed(page, "AdamW")).step, steps, "and stands where it stood");
  await page.getByRole("button", { name: "Train again", exact: true }).waitFor();
});

test("a rate of 0 is not held, and the page says what to choose instead", async (t) => {
  const page = await trained(t);
  await row(page, "SGD").getByRole("button", { name: "More of SGD" }).click();
  await press(page, "Train on SGD");
  await page.getByLabel("hold the last rate, 0", { exact: true }).check();
  await page.getByRole("alert").getByText("choose the new warm-up, or one longer run").waitFor();
  await press(page, "Train on");
  assert.equal((await everyRun(page)).length, 2, "nothing was begun");
  await page.getByLabel("again from the start, as one longer run").check();
  assert.equal(await page.getByRole("alert").count(), 0);
  await press(page, "Train on");
  await untilRuns(page, (all) => all.length === 1 && all[0].state === "finished", "a longer run");
  const all = await everyRun(page);
  assert.deepEqual(
    all.map(({ steps, shown, branch }) => [steps, shown, branch]),
    [
      [all[1].steps * 1.5, true, null],
      [all[1].steps, true, null],
      [all[1].steps, false, null],
    ],
    "one of three epochs, its shorter self pinned beside it, the other with the earlier ones",
  );
});

test("from the start again is no choice for a run whose headlines are not in use any more", async (t) => {
  const page = await trained(t);
  await row(page, "AdamW").getByRole("button", { name: "More of AdamW" }).click();
  await press(page, "Train on AdamW");
  const again = page.getByLabel(text.runs.onwardSchedules.again);
  await again.check();
  const titles = madeUpTitles(400).join("\n");
  const own = { name: "mine.txt", mimeType: "text/plain", buffer: Buffer.from(titles) };
  assert.equal(await upload(page, own, "mine.txt"), "");
  await page.getByText(text.runs.againOthers).waitFor();
  assert.equal(await again.count(), 0);
  await press(page, "Train on");
  await page.getByRole("alert").getByText(text.runs.againOthers).waitFor();
  assert.equal((await everyRun(page)).length, 2, "nothing was begun");
});

test("after a standstill the runs go on, and chart and table say where and for how long", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  await press(page, "Train both");
  await untilRuns(page, (all) => all.every(({ step }) => step >= 5), "the first updates");
  // The machine sleeps for an hour: nothing runs meanwhile, and its clock has gone on.
  await page.evaluate(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 3_600_000;
  });
  await page.getByRole("button", { name: "Train again", exact: true }).waitFor();
  const marks = page.getByRole("figure", { name: "Chart of the losses" }).locator(".mark-break");
  assert.equal(await marks.count(), 1, "both stood still at one place");
  assert.match((await marks.getAttribute("title")) ?? "", /^After step \d+ .+ for 60 min/);
  await row(page, "SGD").getByRole("button", { name: "More of SGD" }).click();
  await row(page, "SGD")
    .getByText(/stood still for 60 min; then it went on/)
    .waitFor();
});
