/** What to see to before a training of over ten minutes, wherever one is begun, and how its time is known before. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { secondsOfTraining } from "../../www/ui/folder/train.js";
import { recipesSeconds, secondsFor, stepsHere } from "../../www/ui/state/clock.js";
import { data } from "../../www/ui/state/data.js";
import { machine } from "../../www/ui/state/machine.js";
import { drafts } from "../../www/ui/state/recipes.js";
import { text } from "../../www/ui/text.js";
import { useLab } from "./support/lab.js";
import { measuredAs } from "./support/machine.js";
import { press, untilReady, untilRuns } from "./support/page.js";

process.env.FAKE_UNIT_MS = "2";
const { open } = useLab({ fake: true });

/** @typedef {import("playwright-core").Page} Page */

const CONFIG = /** @type {any} */ ({
  ...{ n_layer: 4, d_model: 128, n_head: 4, vocab_size: 2048, block_size: 64, batch_size: 16 },
  ...{ titles: 20_000, val_frac: 0.1, epochs: 2, steps: 0, evals_per_epoch: 10 },
});

test("with fewer headlines than a recipe asks for its time is that of those that there are", (t) => {
  machine.value = measuredAs(1e9);
  drafts.value = /** @type {any} */ ([{ resolved: { config: CONFIG } }]);
  t.after(() => {
    [machine.value, data.value, drafts.value] = [null, null, []];
  });
  assert.ok((recipesSeconds.value ?? 0) > 600);
  data.value = /** @type {any} */ ({ info: { titles_found: 500 } });
  assert.equal(recipesSeconds.value, secondsFor(CONFIG, stepsHere(CONFIG)));
  assert.ok((recipesSeconds.value ?? 0) < 600, `${recipesSeconds.value} s`);
});

test("how long a model from files will train is known of headlines that were counted", (t) => {
  machine.value = measuredAs(1e9);
  t.after(() => {
    machine.value = null;
  });
  const of = /** @type {any} */ ({ told: true, model: { facts: { config: CONFIG } } });
  const headlines = /** @type {any} */ ({ train_titles: 18_000, val_titles: 2000 });
  const one = secondsOfTraining(of, headlines, 1) ?? 0;
  assert.ok(one > 300, `${one} s`);
  assert.ok((secondsOfTraining(of, headlines, 3) ?? 0) > 2.5 * one);
  assert.equal(secondsOfTraining(of, new File(["a"], "a.txt"), 3), null);
});

/** A machine on which an update at Tiny takes so many seconds, whatever it did here. @param {number} seconds */
function steadyMachine(seconds) {
  const store = "headline-lab.update-seconds";
  try {
    localStorage.setItem(store, JSON.stringify({ "2.64.2.64.16.1024": seconds }));
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (name, value) {
      if (name !== store) set.call(this, name, value);
    };
  } catch {
    // A page without an address has no storage.
  }
}

/** @param {import("node:test").TestContext} t @param {number} seconds @param {string} [path] */
const openSteady = (t, seconds, path = "") =>
  open(t, path, {
    size: "tiny",
    prepare: (context) => context.addInitScript(steadyMachine, seconds),
  });

/** @param {Page} page @param {string} name */
const row = (page, name) => page.getByRole("article", { name: `Run ${name}`, exact: true });

test("before a run trains on or branches for over ten minutes the page says what to see to", async (t) => {
  const page = await openSteady(t, 8);
  await untilReady(page);
  await press(page, "Train both");
  await untilRuns(page, (all) => all.every(({ step }) => step >= 2), "the first updates");
  await press(page, "Pause");
  await page.getByRole("button", { name: "Go on", exact: true }).waitFor();
  await row(page, "SGD").getByRole("button", { name: "More of SGD" }).click();
  await press(page, "Branch SGD");
  const notice = row(page, "SGD").getByText(text.controls.longRun);
  const left = await page.evaluate(async () => {
    const { runs } = await import(new URL("ui/state/runs.js", location.href).href);
    const [{ plan, step }] = runs.value;
    return { steps: plan.value.steps - step.value, perEpoch: plan.value.steps_per_epoch };
  });
  await row(page, "SGD").getByRole("button", { name: "Make the branch" }).waitFor();
  assert.ok(8 * left.steps > 600, `${left.steps} updates`);
  await notice.waitFor();
  await page.keyboard.press("Escape");
  await press(page, "Go on");
  await page.getByRole("button", { name: "Train again", exact: true }).waitFor();

  await press(page, "Train on SGD");
  const epochs = page.getByLabel("Epochs more");
  const few = Math.floor(600 / 8 / left.perEpoch);
  await epochs.fill(String(few));
  assert.equal(await notice.count(), 0, `${few} epochs of ${left.perEpoch} updates`);
  await page.getByLabel("again from the start, as one longer run").check();
  await epochs.fill(String(few + 1));
  await notice.waitFor();
  await page.getByRole("radio", { name: /a new warm-up/ }).check();
  await notice.waitFor();
});

for (const [place, width] of /** @type {const} */ ([
  ["beside the one button", 1280],
  ["under the chart", 500],
]))
  test(`a lesson of over ten minutes that is offered next says so, ${place}`, async (t) => {
    const page = await openSteady(t, 1.2, "?lesson=ten-times");
    await page.setViewportSize({ width, height: 800 });
    await page
      .getByRole("button", { name: /^Train/ })
      .first()
      .waitFor();
    assert.equal(await page.getByText(text.controls.longRun).count(), 0);
    await page.getByRole("button", { name: /^Train both/ }).click();
    await page.getByRole("button", { name: "Train again", exact: true }).waitFor();
    await page.getByText(text.controls.longRun).waitFor();
    assert.equal(await page.locator(".onward .long-run").count(), width < 960 ? 1 : 0);
  });
