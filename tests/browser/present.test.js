/** The view for a projector. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { useLab } from "./support/lab.js";
import { runsOf, untilReady, untilRuns } from "./support/page.js";

const { open } = useLab({ fake: true });

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page */
const present = (page) => page.getByRole("button", { name: "Present", exact: true }).click();

/** The sizes of the type of what the last row reads. @param {Page} page */
function typeSizes(page) {
  return page.evaluate(() =>
    Object.fromEntries(
      [".ask", ".caption", ".bar-token", ".surprise ol", "button.main"].map((selector) => [
        selector,
        Number.parseFloat(
          getComputedStyle(/** @type {Element} */ (document.querySelector(selector))).fontSize,
        ),
      ]),
    ),
  );
}

/** Everything that can be pressed. @param {Page} page */
const buttons = (page) =>
  page.getByRole("button").evaluateAll((all) => all.map((one) => one.textContent));

test("question, chart and writers are large on the whole screen, the rest is gone, and nothing scrolls", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  const usual = await typeSizes(page);
  await present(page);
  await page.waitForFunction(() => document.fullscreenElement !== null);
  const large = await typeSizes(page);
  for (const [what, size] of Object.entries(usual))
    assert.ok(large[what] > 1.25 * size, `${what}: ${size} to ${large[what]} px`);
  await page.getByRole("heading", { level: 1, name: "Which learns faster?" }).waitFor();
  await page.getByRole("figure", { name: "Chart of the losses" }).waitFor();
  await page.getByRole("article", { name: "AdamW", exact: true }).waitFor();
  assert.deepEqual(await buttons(page), ["Train both", "Show the code", "Leave (Esc)"]);
  for (const role of /** @type {const} */ (["navigation", "radio", "contentinfo"]))
    assert.equal(await page.getByRole(role).count(), 0, role);
  const room = await page.evaluate(() => [
    document.documentElement.scrollHeight - innerHeight,
    document.documentElement.scrollWidth - innerWidth,
  ]);
  assert.deepEqual(room, [0, 0]);
});

for (const viewport of [
  { width: 800, height: 600 },
  { width: 1024, height: 768 },
  { width: 1920, height: 1080 },
]) {
  test(`at ${viewport.width} × ${viewport.height} all of it is on the screen`, async (t) => {
    const page = await open(t, "?lesson=learning-rates", { size: "tiny", viewport });
    await page.getByRole("button", { name: "Train all seven" }).waitFor();
    await present(page);
    for (const part of [".question h1", ".chart", ".writers", "button.main", ".corner"]) {
      const box = await page.locator(part).boundingBox();
      assert.ok(
        box &&
          box.x >= 0 &&
          box.y >= 0 &&
          box.x + box.width <= viewport.width &&
          box.y + box.height <= viewport.height,
        `${part}: ${JSON.stringify(box)}`,
      );
    }
    // The chart has the height of its column: under its sentence nothing is left over.
    const chart = await page.locator(".chart").boundingBox();
    const caption = await page.locator(".caption").boundingBox();
    const below = chart && caption && chart.y + chart.height - caption.y - caption.height;
    assert.ok(below !== null && below < 4, `${below} px are empty`);
  });
}

for (const key of ["Space", "Enter"]) {
  test(`${key} presses the one button, and escape leaves with the training going on`, async (t) => {
    const page = await open(t, "", { size: "tiny" });
    await untilReady(page);
    await present(page);
    await page.keyboard.press(key);
    await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
    // The focus may be nowhere: after a click on the chart, say.
    await page.getByRole("figure", { name: "Chart of the losses" }).click();
    await page.keyboard.press(key);
    await page.getByRole("button", { name: "Go on", exact: true }).waitFor();
    await page.keyboard.press(key);
    await page.keyboard.press("Escape");
    await page.getByRole("navigation", { name: "Lessons" }).waitFor();
    assert.equal(await page.evaluate(() => document.fullscreenElement), null);
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Present");
    await untilRuns(page, (runs) => runs.every(({ state }) => state === "finished"), "the end");
  });
}

test("without full screen the view is the same, and the code is one press away", async (t) => {
  const page = await open(t, "", {
    size: "tiny",
    prepare: (context) =>
      context.addInitScript(() => {
        // @ts-expect-error some browsers have none
        Element.prototype.requestFullscreen = undefined;
      }),
  });
  await untilReady(page);
  await present(page);
  assert.deepEqual(await buttons(page), ["Train both", "Show the code", "Leave (Esc)"]);
  await page.getByRole("button", { name: "Show the code" }).click();
  const sheet = page.getByRole("dialog", { name: "The link as a code" });
  await sheet.waitFor();
  // The one button is under the code, and its keys wait.
  await page.keyboard.press("Space");
  await sheet.waitFor({ state: "hidden" });
  assert.ok((await runsOf(page)).every(({ step }) => step === 0));
  await page.getByRole("button", { name: "Leave (Esc)" }).click();
  await page.getByRole("navigation", { name: "Lessons" }).waitFor();
});

test("leaving the browser's full screen leaves the view", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  await present(page);
  await page.waitForFunction(() => document.fullscreenElement !== null);
  await page.evaluate(() => document.exitFullscreen());
  await page.getByRole("navigation", { name: "Lessons" }).waitFor();
});

test("a question is presented as a sentence, with its figure and its verdict", async (t) => {
  const page = await open(t, "?lesson=ask", { size: "tiny" });
  await page.getByRole("combobox", { name: "Seeds" }).waitFor();
  await present(page);
  await page.getByRole("heading", { level: 1, name: /^Does RoPE help instead of/ }).waitFor();
  assert.equal(await page.getByRole("combobox").count(), 0);
  await page.getByRole("heading", { name: "Verdict: No verdict yet." }).waitFor();
  const room = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
  assert.equal(room, 0);
  const stage = await page.locator(".evidence").boundingBox();
  const figure = await page.locator(".evidence-plot").boundingBox();
  assert.ok(stage && figure && figure.y + figure.height <= stage.y + stage.height);
});
