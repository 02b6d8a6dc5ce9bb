/** What folds out of a chart, a run or a question: axe, targets and a narrow window, as everywhere else on the page. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../www/ui/text.js";
import { assertAxe, assertNoSideways, assertTargets, FOR_AXE } from "./support/accessible.js";
import { useLab } from "./support/lab.js";
import { press, untilReady, untilRuns } from "./support/page.js";

process.env.FAKE_UNIT_MS = "2";
const { open } = useLab({ fake: true });

/** @typedef {import("playwright-core").Page} Page */

const SMALL = { width: 360, height: 640 };

/** On a small phone. @param {Page} page @param {string} state */
async function assertState(page, state) {
  await assertAxe(page, state);
  await assertTargets(page, state);
  await assertNoSideways(page, state);
}

/** @param {import("node:test").TestContext} t @param {string} [address] */
const openSmall = (t, address = "") =>
  open(t, address, { size: "tiny", viewport: SMALL, context: FOR_AXE });

test("the chart's choices and whatever a run can be asked for", async (t) => {
  const page = await openSmall(t);
  await untilReady(page);
  await press(page, text.chart.axes.open);
  await assertState(page, "the chart's choices");
  await press(page, text.chart.axes.open);
  await press(page, text.controls.train);
  await untilRuns(page, (all) => all.every(({ step }) => step >= 5), "the first updates");
  await press(page, text.controls.pause);
  await page.getByRole("button", { name: text.controls.goOn, exact: true }).waitFor();
  await press(page, `${text.runs.more} of SGD`);
  for (const wish of [text.runs.branch, text.runs.rename, text.runs.delete]) {
    await press(page, `${wish} SGD`);
    await assertState(page, wish);
    await page.keyboard.press("Escape");
  }
  await press(page, text.controls.goOn);
  await page.getByRole("button", { name: text.controls.again, exact: true }).waitFor();
  await press(page, `${text.runs.onward} SGD`);
  await assertState(page, text.runs.onward);
});

test("headlines from the network, and the model of a question", async (t) => {
  const page = await openSmall(t);
  await untilReady(page);
  await press(page, text.controls.mine);
  await page.getByText(text.network.open, { exact: true }).first().click();
  await page.getByRole("region", { name: text.network.title }).waitFor();
  await assertState(page, text.network.title);
  const asking = await openSmall(t, "?lesson=ask");
  await asking.getByRole("button", { name: /^Train/ }).waitFor();
  await press(asking, text.model.open);
  // The part of the page comes when it is first shown.
  await asking.locator("#panel-model").waitFor();
  await assertState(asking, text.model.open);
  assert.equal(await asking.getByRole("alert").count(), 0);
});
