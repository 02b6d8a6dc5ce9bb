/** The chart, as a person looks at it: units, crosshair, zoom, strips, files. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { text } from "../../www/ui/text.js";
import { useLab } from "./support/lab.js";
import { chooseSize, press, runsOf, untilReady, untilRuns } from "./support/page.js";

const { open } = useLab({ fake: true });
const words = text.chart.axes;

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page */
const chartOf = (page) => page.getByRole("figure", { name: text.chart.label });
/** The drawing, by the sentence that stands for it. @param {Page} page */
const drawing = (page) => chartOf(page).getByRole("img", { name: /over / });
/** @param {Page} page */
const crosshair = (page) => chartOf(page).getByRole("slider", { name: text.chart.crosshair.label });

/** @param {Page} page */
async function trained(page) {
  await untilReady(page);
  await chooseSize(page, "Tiny");
  await untilReady(page);
  await press(page, "Train both");
  return untilRuns(page, (all) => all.every(({ state }) => state === "finished"), "the end");
}

/**
 * Where an element is once it stays there: with the row of choices the plot is drawn anew.
 * @param {import("playwright-core").Locator} element
 */
async function restingBox(element) {
  for (let before = ""; ; ) {
    const box = await element.boundingBox();
    const now = JSON.stringify(box);
    if (box && now === before) return box;
    before = now;
    await element.page().waitForTimeout(200);
  }
}

/** @param {Page} page @param {string} label @param {string} option */
const choose = (page, label, option) =>
  chartOf(page).getByLabel(label, { exact: true }).selectOption({ label: option });

test("the choices stay behind one quiet button, and the first screen is as high as before", async (t) => {
  const page = await open(t);
  await untilReady(page);
  const bottom = () =>
    page.getByLabel(text.line.label).evaluate((line) => line.getBoundingClientRect().bottom);
  assert.ok((await bottom()) <= 720, `the last line ends at ${await bottom()}`);
  const button = page.getByRole("button", { name: words.open });
  assert.equal(await button.getAttribute("aria-expanded"), "false");
  await button.click();
  await page.getByRole("group", { name: words.label }).waitFor();
  assert.ok((await bottom()) <= 720, "the row takes its room from the plot");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  assert.equal(await button.getAttribute("aria-expanded"), "false");
  assert.ok(await button.evaluate((one) => one === document.activeElement), "the focus goes back");
});

test("other units change the heading, the summary and the table together", async (t) => {
  const page = await open(t);
  const [sgd] = await trained(page);
  await press(page, words.open);
  await choose(page, words.up, words.y.bitsChar.option);
  await choose(page, words.along, words.x.tokens.option);
  const last = sgd.evals.at(-1);
  const bits = (last.loss / Math.LN2).toFixed(2);
  await chartOf(page)
    .getByRole("img", {
      name: new RegExp(
        `SGD from .+ to ${bits.replace(".", "\\.")} bits per character after [\\d,]+ tokens`,
      ),
    })
    .waitFor();
  await page.getByText(text.chart.table).click();
  const table = page.getByRole("table", { name: /bits per character/ });
  const cells = await table.getByRole("row").last().getByRole("cell").allInnerTexts();
  assert.equal(cells[0].replaceAll(",", ""), String(last.tokens));
  assert.equal(cells[1], (last.loss / Math.LN2).toFixed(3));
  assert.ok((await table.getByRole("row").count()) <= 51);
  await choose(page, words.up, words.y.perplexity.option);
  await chartOf(page).getByRole("heading", { name: words.y.perplexity.title }).waitFor();
  await press(page, words.first);
  await chartOf(page).getByRole("heading", { name: words.y.natsChar.title }).waitFor();
});

test("seconds are those of each run's own steps", async (t) => {
  const page = await open(t);
  const runs = await trained(page);
  for (const { name, train } of runs) {
    assert.ok(
      train.every(
        ({ seconds }, /** @type {number} */ i) => i === 0 || seconds > train[i - 1].seconds,
      ),
      name,
    );
    assert.ok(
      train.every(({ lr, grad_norm }) => lr >= 0 && grad_norm > 0),
      "rate and norm are kept",
    );
  }
  await press(page, words.open);
  await choose(page, words.along, words.x.seconds.option);
  const seconds = runs[1].evals.at(-1).seconds;
  await chartOf(page)
    .getByRole("img", {
      name: new RegExp(`AdamW from .+ after ${seconds.toFixed(1).replace(".", "\\.")} s`),
    })
    .waitFor();
});

test("the crosshair reads all runs by keyboard, and is there only while it has the focus", async (t) => {
  const page = await open(t);
  const [sgd, adamw] = await trained(page);
  assert.equal(await page.locator(".cross-readout").count(), 0);
  await crosshair(page).focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  const told = await crosshair(page).getAttribute("aria-valuetext");
  for (const { name, evals } of [sgd, adamw])
    assert.ok(
      told?.includes(`${name}: ${evals.at(-2).loss.toFixed(3)} nats per character`),
      told ?? "",
    );
  assert.match(told ?? "", /AdamW \d\.\d\d nats \(\d+ %\) below SGD/);
  await page.locator(".cross-readout").waitFor();
  await page.keyboard.press("Home");
  assert.match(
    (await crosshair(page).getAttribute("aria-valuetext")) ?? "",
    new RegExp(evaluated(sgd, 0)),
  );
  await crosshair(page).blur();
  await page.locator(".cross-readout").waitFor({ state: "detached" });
});

/** @param {any} run @param {number} i */
const evaluated = (run, i) => run.evals[i].loss.toFixed(3).replace(".", "\\.");

test("a drag zooms, the pointer reads what is under it, and all of it comes back", async (t) => {
  const page = await open(t);
  const [sgd] = await trained(page);
  await press(page, words.open);
  const all = page.getByRole("button", { name: words.all });
  assert.ok(await all.isDisabled());
  const box = await restingBox(drawing(page).locator(".u-over"));
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.5, y);
  await page.locator(".cross-readout").waitFor();
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.9, y + 4, { steps: 4 });
  await page.mouse.up();
  const zoomed = await zoomOf(page);
  const end = sgd.train.at(-1).tokens / (await perTitle(page));
  assert.ok(Math.abs(zoomed.x[0] - 0.5 * end) < 0.02 * end, `${zoomed.x} of ${end}`);
  assert.ok(Math.abs(zoomed.x[1] - 0.9 * end) < 0.02 * end);
  assert.equal(zoomed.y, null, "a level drag leaves the y axis");
  await page.mouse.move(box.x + box.width / 2, y);
  // What is read follows the pointer a frame later.
  await page.waitForFunction(
    ({ place, within }) => {
      const read = document.querySelector(".cross-readout thead th")?.textContent ?? "";
      return Math.abs(Number.parseFloat(read.replace(",", "")) - place) < within;
    },
    { place: 0.7 * end, within: 0.02 * end },
  );
  await all.click();
  assert.deepEqual(await zoomOf(page), { x: null, y: null });
  await press(page, words.zoomIn);
  const [from, to] = (await zoomOf(page)).x;
  assert.ok(Math.abs((to - from) / end - 0.5) < 0.01, "half of it, without a drag");
  await crosshair(page).focus();
  await page.keyboard.press("Escape");
  assert.deepEqual(await zoomOf(page), { x: null, y: null });
});

/** @param {Page} page */
function zoomOf(page) {
  return page.evaluate(async () => {
    const { zoom } = await import(new URL("ui/state/chart.js", location.href).href);
    return zoom.value;
  });
}

/** @param {Page} page */
function perTitle(page) {
  return page.evaluate(async () => {
    const { runs } = await import(new URL("ui/state/runs.js", location.href).href);
    return runs.value[0].plan.value.tokens_per_title;
  });
}

test("rate and norm stand below, and the paper's figures across, when they are asked for", async (t) => {
  const page = await open(t);
  await trained(page);
  const canvases = drawing(page).locator("canvas");
  assert.equal(await canvases.count(), 1);
  await press(page, words.open);
  await page.getByLabel(words.stripsLabel).check();
  await chartOf(page).getByText(words.strips.grad_norm).waitFor();
  assert.equal(await canvases.count(), 3);
  const widths = await canvases.evaluateAll((all) => all.map((one) => one.clientWidth));
  assert.equal(new Set(widths).size, 1, "on the same x axis");
  await page.getByLabel(words.paper).check();
  await chartOf(page).getByText(text.chart.paperLevel("SGD", "1.753")).waitFor();
  await choose(page, words.up, words.y.natsToken.option);
  assert.ok(await page.getByLabel(words.paper).isDisabled(), "by the token there are none");
});

test("picture and readings are saved under names that say what they are", async (t) => {
  const page = await open(t);
  const runs = await trained(page);
  await press(page, words.open);
  const saved = async (/** @type {string} */ name) => {
    const [download] = await Promise.all([page.waitForEvent("download"), press(page, name)]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const png = await saved(words.saveAs("PNG"));
  assert.equal(png.name, "headline-lab-sgd-vs-adamw-nats-per-character-over-headlines.png");
  assert.deepEqual([...png.bytes.subarray(1, 4)], [...Buffer.from("PNG")]);
  assert.equal(png.bytes.readUInt32BE(16), 1920, "twice as dense as the picture");
  const svg = await saved(words.saveAs("SVG"));
  assert.match(svg.bytes.toString(), /^<svg [\s\S]+AdamW \d\.\d\d<\/text>[\s\S]+<\/svg>$/);
  const csv = await saved(words.saveReadings);
  assert.equal(csv.name, "headline-lab-sgd-vs-adamw-readings.csv");
  const [seen] = await Promise.all([runsOf(page)]);
  const readings = seen.reduce(
    (sum, { train, evals, glances }) => sum + train.length + evals.length + glances.length,
    0,
  );
  assert.equal(csv.bytes.toString().trimEnd().split("\r\n").length, 1 + readings);
  assert.equal(runs.length, 2);
});

test("more than two runs: the gap is between the two that are chosen", async (t) => {
  const page = await open(t, "?lesson=learning-rates", { size: "tiny" });
  await page.getByRole("button", { name: /^Train all/ }).click();
  await untilRuns(page, (all) => all.every(({ evals }) => evals.length >= 3), "three readings");
  await press(page, words.open);
  const between = chartOf(page).getByRole("combobox", { name: words.gap });
  await between.waitFor();
  const names = await between.locator("option").allInnerTexts();
  assert.equal(names.length, 7);
  await choose(page, words.gap, names[1]);
  await choose(page, words.gapAnd, names[3]);
  await crosshair(page).focus();
  const told = (await crosshair(page).getAttribute("aria-valuetext")) ?? "";
  assert.match(told.split("; ").at(-1) ?? "", new RegExp(`${names[1]}|${names[3]}`));
});
