/** A whole lesson by keyboard alone: the focus is always seen, and stays where a person can go on from. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../www/ui/text.js";
import { assertFocusSeen, focusOn, tabTo } from "./support/accessible.js";
import { useLab } from "./support/lab.js";
import { press, untilReady, untilRuns } from "./support/page.js";

process.env.FAKE_UNIT_MS = "4";
const { open } = useLab({ fake: true });

/** @typedef {import("playwright-core").Page} Page */

/** The focus moves once what it moves to is drawn, a frame or two later. @param {Page} page @param {RegExp} name */
async function assertFocusOn(page, name) {
  const found = async () => (await focusOn(page))?.name ?? "nothing";
  let focus = await found();
  for (let frames = 0; frames < 100 && !name.test(focus); frames += 1) {
    await page.waitForTimeout(20);
    focus = await found();
  }
  assert.match(focus, name);
  await assertFocusSeen(page);
}

/** @param {string} text */
const exactly = (text) => new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);

/** @param {Page} page @param {string} name */
const button = (page, name) => page.getByRole("button", { name, exact: true });

for (const viewport of [
  { width: 1280, height: 720 },
  { width: 390, height: 844 },
]) {
  test(`predict, train, pause, step, stop, go to the next lesson: ${viewport.width} px`, async (t) => {
    const page = await open(t, "", { size: "tiny", viewport });
    await untilReady(page);
    await page.keyboard.press("Tab");
    await assertFocusOn(page, new RegExp(text.skip));
    await page.keyboard.press("Enter");

    await tabTo(page, /^SGD$/);
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowRight");
    assert.ok(await page.getByRole("radio", { name: "AdamW" }).isChecked());
    await tabTo(page, /^Train both$/);
    await page.keyboard.press("Enter");
    await untilRuns(page, (runs) => runs.every(({ step }) => step >= 2), "training");
    await assertFocusOn(page, /^Pause$/);
    await page.keyboard.press("Enter");
    await button(page, text.controls.goOn).waitFor();
    await assertFocusOn(page, /^Go on$/);

    const made = (/** @type {{ step: number }[]} */ runs) =>
      runs.reduce((sum, { step }) => sum + step, 0);
    const before = made(await untilRuns(page, () => true, "now"));
    await tabTo(page, /^Step$/);
    await page.keyboard.press("Enter");
    // Where the pause came between two runs' updates, the step completes the round.
    await untilRuns(page, (runs) => made(runs) > before, "a step");
    await button(page, text.controls.goOn).waitFor();
    await assertFocusOn(page, /^Step$/);
    await tabTo(page, /^Go on$/, "Shift+Tab");
    await page.keyboard.press("Enter");
    await button(page, text.controls.pause).waitFor();
    await tabTo(page, /^Stop$/);
    await page.keyboard.press("Enter");
    await button(page, text.controls.again).waitFor();
    // Stop is gone; what it stood beside has the focus.
    await assertFocusOn(page, /^Train again$/);

    await tabTo(page, new RegExp(`^${text.lesson["ten-times"].go.replace("?", "\\?")}`));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: text.lesson["ten-times"].setup }).waitFor();
    await button(page, text.controls.pause).waitFor();
    await assertFocusOn(page, /^(Pause|Getting ready…)$/);
  });
}

test("a focus on Stop moves to the button beside it when the run ends by itself", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  await button(page, text.controls.train).focus();
  await page.keyboard.press("Enter");
  await button(page, text.controls.stop).waitFor();
  await tabTo(page, /^Stop$/);
  await button(page, text.controls.again).waitFor();
  await assertFocusOn(page, /^Train again$/);
});

test("a lesson of the bar, and each panel, open and close; the focus goes in and comes back", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  for (const name of [
    text.controls.mine,
    text.controls.recipe,
    text.controls.write,
    text.tables.open,
    text.meaning.open,
  ]) {
    await tabTo(page, new RegExp(`^${name.replace("?", "\\?")}$`));
    await page.keyboard.press("Enter");
    await page.locator(".panel").waitFor();
    const title = await page.locator(".panel h2").first().innerText();
    await assertFocusOn(page, exactly(title));
    await page.keyboard.press("Tab");
    await assertFocusSeen(page);
    await page.keyboard.press("Escape");
    await assertFocusOn(page, exactly(name));
  }
  await tabTo(page, /Modern parts$/, "Shift+Tab");
  await page.keyboard.press("Enter");
  await button(page, "Train all five").waitFor();
  await assertFocusOn(page, /Modern parts$/);
});

/** Presses Enter on a control, as whoever has come to it by Tab. @param {Page} page @param {import("playwright-core").Locator} control */
const enter = (page, control) => control.focus().then(() => page.keyboard.press("Enter"));

test("a button that goes or rests by its own press keeps the focus near: recipe and problems", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  const recipe = text.panels.recipe;
  await press(page, text.controls.recipe);
  const rate = page.getByRole("spinbutton", { name: /^Learning rate, AdamW/ });
  await rate.fill("0.01");
  await rate.press("Enter");
  await enter(page, page.locator(".reset"));
  await page.locator(".reset").waitFor({ state: "detached" });
  await assertFocusOn(page, /^Learning rate, AdamW/);
  await press(page, recipe.add);
  for (const left of [2, 1]) {
    await enter(page, page.getByRole("button", { name: /^Leave out/ }).last());
    await page.waitForFunction(
      (n) => document.querySelectorAll(".recipe-run").length === n,
      left + 2,
    );
    await assertFocusOn(page, new RegExp(`^${recipe.preset}`));
  }
  await page.evaluate(async () => {
    const { tell } = await import(new URL("ui/state/problems.js", location.href).href);
    tell("One.");
    tell("Two.");
  });
  await enter(page, button(page, text.dismiss).first());
  await assertFocusOn(page, exactly(text.dismiss));
  await page.keyboard.press("Enter");
  await assertFocusOn(page, /^Train$/);
});

test("a button that goes or rests by its own press keeps the focus near: chart, writers, files", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  await enter(page, button(page, text.controls.train));
  const hold = button(page, text.writers.hold);
  await hold.focus();
  await button(page, text.controls.again).waitFor();
  await assertFocusOn(page, exactly(text.writers.hold));
  await page.keyboard.press("Enter");
  assert.equal(
    await hold.getAttribute("aria-pressed"),
    "false",
    "nothing moves that it could hold",
  );

  const axes = text.chart.axes;
  await press(page, axes.open);
  await enter(page, button(page, axes.zoomIn));
  await enter(page, button(page, axes.all));
  await assertFocusOn(page, exactly(axes.all));
  await page.getByRole("checkbox", { name: axes.log }).check();
  await enter(page, button(page, axes.first));
  await assertFocusOn(page, exactly(axes.up));
  await enter(page, button(page, axes.zoomIn));
  await press(page, axes.open);
  await enter(page, button(page, axes.all));
  await assertFocusOn(page, exactly(axes.open));

  await press(page, text.controls.write);
  const { go, stop } = text.panels.write;
  await page.getByLabel(text.panels.write.count).fill("3");
  const written = page.locator('.samples[aria-busy="false"] li');
  await enter(page, button(page, go));
  await written.nth(2).waitFor();
  await assertFocusOn(page, exactly(go));
  await page.getByLabel(text.panels.write.count).fill("100");
  await page.keyboard.press("Enter");
  await enter(page, page.getByRole("button", { name: stop, exact: true, disabled: false }));
  await written.first().waitFor();
  await assertFocusOn(page, exactly(stop));

  await page.evaluate(async () => {
    const { coming } = await import(new URL("ui/state/comeback.js", location.href).href);
    const cancel = () => {
      coming.value = null;
    };
    coming.value = { file: "run.zip", doing: "reading", cancel };
  });
  await enter(page, page.locator(".run-note").getByRole("button", { name: text.comeback.cancel }));
  await assertFocusOn(page, exactly(text.opened.open));
});

test("a button that goes by its own press keeps the focus near: preparing, storage, the tenth run", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  /** Headlines are prepared, or no longer. */
  const prepare = (/** @type {boolean} */ goes) =>
    page.evaluate(async (now) => {
      const at = (/** @type {string} */ file) => import(new URL(file, location.href).href);
      const { preparing } = await at("ui/state/data.js");
      const { gettingReady } = await at("ui/state/phase.js");
      preparing.value = now ? { phase: "reading", done: 1, total: 2 } : null;
      gettingReady.value = now;
    }, goes);
  const cancel = (/** @type {string} */ within) =>
    page.locator(within).getByRole("button", { name: text.controls.cancel, exact: true });
  await prepare(true);
  await enter(page, cancel(".controls"));
  await prepare(false);
  await cancel(".controls").waitFor({ state: "detached" });
  await assertFocusOn(page, /^Train both$/);
  await press(page, text.controls.mine);
  await prepare(true);
  await enter(page, cancel(".preparing"));
  await prepare(false);
  await cancel(".preparing").waitFor({ state: "detached" });
  await assertFocusOn(page, exactly(text.panels.mine.file));

  await press(page, text.controls.recipe);
  const { add, preset } = text.panels.recipe;
  while (await button(page, add).isVisible()) {
    await enter(page, button(page, add));
    await page.waitForTimeout(50);
  }
  await assertFocusOn(page, new RegExp(`^${preset}`));
  const last = page.locator("#preset-9");
  assert.ok(await last.evaluate((select) => select === document.activeElement), "the new run");
  await press(page, text.panels.close);

  await page.goto(new URL("?lesson=ask&size=tiny", page.url()).href);
  await button(page, text.ask.train(6)).waitFor();
  await prepare(true);
  await enter(page, cancel(".controls"));
  await prepare(false);
  await assertFocusOn(page, /^Train 6 runs$/);
  await page.keyboard.press("Enter");
  await button(page, text.ask.handIn).waitFor();
  await enter(page, button(page, text.kept.clear));
  await assertFocusOn(page, exactly(text.kept.no));
  await page.keyboard.press("Enter");
  await assertFocusOn(page, exactly(text.kept.clear));
  await page.keyboard.press("Enter");
  await assertFocusOn(page, exactly(text.kept.no));
  await enter(page, button(page, text.kept.yes));
  await button(page, text.kept.yes).waitFor({ state: "detached" });
  await button(page, text.kept.clear).waitFor({ state: "detached" });
  assert.match((await focusOn(page))?.name ?? "nothing", /kept in this browser/);
});

test("the recipe is changed and trained, every stop on the way in sight", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  await button(page, text.controls.recipe).focus();
  await page.keyboard.press("Enter");
  await tabTo(page, /^Learning rate, AdamW/);
  await page.keyboard.press("Control+A");
  await page.keyboard.type("0.01");
  await page.keyboard.press("Enter");
  await tabTo(page, /^Close$/, "Shift+Tab");
  await page.keyboard.press("Enter");
  await assertFocusOn(page, /^Change the recipe$/);
  await tabTo(page, /^Train both$/, "Shift+Tab");
  await page.keyboard.press("Enter");
  await button(page, text.controls.again).waitFor();
  await assertFocusOn(page, /^Train again$/);
});
