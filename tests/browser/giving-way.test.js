/** A training that gives way to another screen is paused and not lost; the one button says what can be done with it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../www/ui/text.js";
import { useLab } from "./support/lab.js";
import { press, runsOf, untilKept, untilReady, untilRuns } from "./support/page.js";

const { open } = useLab({ fake: true });

/** @typedef {import("playwright-core").Page} Page */

const { controls, kept } = text;

/** The one button, by what it says. @param {Page} page @param {string} name */
const button = (page, name) => page.getByRole("button", { name, exact: true });

/** @param {Page} page @param {string} name */
const goOnWith = (page, name) => button(page, `${controls.goOn} ${text.runs.with(name)}`);

/** @param {Page} page @param {number} step */
const untilStep = (page, step) =>
  untilRuns(page, (runs) => runs.every((run) => run.step >= step), `step ${step}`);

/** No update is missing, and none is there twice. @param {Awaited<ReturnType<typeof runsOf>>} runs */
function assertWhole(runs) {
  for (const { train } of runs)
    assert.deepEqual(
      train.map(({ step }) => step),
      train.map((_, i) => i + 1),
    );
}

test("another lesson and another size pause a training, which goes on from the earlier runs; Stop ends the one on the screen alone", async (t) => {
  const page = await open(t);
  await untilReady(page);
  await press(page, controls.train);
  await untilStep(page, 3);
  await page.getByRole("link", { name: text.lessonTitle("learning-rates") }).click();
  await page.getByRole("heading", { name: text.lesson["learning-rates"].question }).waitFor();
  await button(page, kept.takeUp).click();
  await page.getByRole("heading", { name: text.lesson["sgd-vs-adamw"].question }).waitFor();
  await button(page, controls.pause).waitFor();
  const [first] = await untilRuns(page, (runs) => runs.length === 2, "both runs are back");
  assertWhole(await untilStep(page, first.step + 2));

  await page.getByRole("combobox", { name: text.size.label }).selectOption("Tiny");
  await goOnWith(page, "AdamW").waitFor();
  await press(page, controls.train);
  const tiny = await untilStep(page, 2);
  assert.ok(tiny.every(({ size }) => size === "tiny"));
  await goOnWith(page, "SGD").click();
  const back = await untilRuns(page, (runs) => runs[0].size === "classroom", "the first again");
  assertWhole(await untilStep(page, back[0].step + 1));
  await goOnWith(page, "SGD").waitFor();
  await press(page, controls.stop);
  await untilRuns(page, (runs) => runs.every(({ state }) => state === "stopped"), "stopped");
  assert.equal(await goOnWith(page, "SGD").count(), 1, "the other is paused as before");
  await goOnWith(page, "SGD").click();
  await untilRuns(page, (runs) => runs.every((run) => run.size === "tiny" && run.step > 2), "tiny");
  await press(page, controls.pause);
  await button(page, controls.goOn).waitFor();
  await untilKept(page);

  // While it is on its way back, nothing takes its place.
  /** @type {() => void} */
  let release = () => {};
  const held = new Promise((resolve) => {
    release = () => resolve(null);
  });
  await page.context().route("**/ui/state/returning.js", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(new URL("?lesson=learning-rates", page.url()).href);
  const waiting = button(page, controls.preparing);
  await waiting.waitFor();
  assert.equal(await waiting.getAttribute("aria-disabled"), "true");
  release();
  // The address asks for another lesson, so that it waits among the earlier runs.
  await button(page, kept.takeUp).click();
  const after = await untilRuns(page, (runs) => runs[0].size === "tiny", "it is back");
  assert.ok(after.every(({ step }) => step > 2));
  await press(page, controls.pause);
});

test("a question that was paused goes on after a reload and after a fault, and a failed try to bring it back takes nothing", async (t) => {
  const page = await open(t, "?lesson=ask", { expected: [/unreachable/] });
  await page.getByRole("button", { name: /^Train \d/ }).waitFor();
  await page
    .getByRole("combobox", { name: "Seeds", exact: true })
    .selectOption({ label: "1 seed" });
  await press(page, text.ask.train(2));
  await untilStep(page, 3);
  await press(page, controls.pause);
  await button(page, controls.goOn).waitFor();
  await untilKept(page);
  await page.reload();
  await press(page, controls.goOn);
  await button(page, controls.pause).click();
  await button(page, controls.goOn).waitFor();
  await untilKept(page);

  const broken = await page.evaluate(async () => {
    const at = (/** @type {string} */ file) => import(new URL(file, location.href).href);
    const [{ engine }, { runs }] = await Promise.all([
      at("ui/state/engine.js"),
      at("ui/state/runs.js"),
    ]);
    const stored = engine.value.kept;
    const { list } = stored;
    stored.list = async () => {
      stored.list = list;
      throw new Error("The disk does not answer.");
    };
    return engine.value.nextTokens(runs.value[0].engineId.value, "unreachable", 3).then(
      () => false,
      () => true,
    );
  });
  assert.ok(broken);
  await button(page, kept.bringBack).click();
  await page.getByRole("alert").getByText("The disk does not answer.").waitFor();
  await button(page, kept.bringBack).click();
  await button(page, controls.goOn).click();
  await page
    .getByRole("heading", { level: 2, name: /One seed is not a verdict/ })
    .or(page.getByRole("region", { name: /One seed is not a verdict/ }))
    .first()
    .waitFor();
  assertWhole(await runsOf(page));
});

test("the button trains nothing while the recipe is refused", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  await press(page, controls.recipe);
  await page.getByText(text.panels.recipe.more).click();
  const dropout = page.getByRole("spinbutton", { name: "Dropout, AdamW", exact: true });
  await dropout.fill("1.5");
  await dropout.press("Tab");
  await page.locator('button.main[aria-disabled="true"]').click({ force: true });
  assert.ok((await runsOf(page)).every(({ state }) => state === "ready"));
  await dropout.fill("0.2");
  await dropout.press("Tab");
  await page.locator("button.main:not([aria-disabled])").click();
  await untilStep(page, 1);
});
