/** Runs beside those of the experiment, branches and pinned ones: in the gap, the summary, the tables and the looks inside. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../www/ui/text.js";
import { useLab } from "./support/lab.js";
import { press, untilReady, untilRuns } from "./support/page.js";

process.env.FAKE_UNIT_MS = "2";
const { open } = useLab({ fake: true });
const axes = text.chart.axes;

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page */
const chart = (page) => page.getByRole("figure", { name: text.chart.label });
/** @param {Page} page @param {string} name */
const row = (page, name) => page.getByRole("article", { name: `Run ${name}`, exact: true });
/** @param {Page} page */
const ended = (page) => page.getByRole("button", { name: "Train again", exact: true }).waitFor();

/** The first lesson at the Tiny size, trained to its end. @param {import("node:test").TestContext} t */
async function trained(t) {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  await press(page, "Train both");
  await ended(page);
  return page;
}

/** @param {Page} page @param {string} a @param {string} b */
async function chooseGap(page, a, b) {
  const choices = page.getByRole("button", { name: axes.open });
  if ((await choices.getAttribute("aria-expanded")) !== "true") await choices.click();
  await chart(page).getByRole("combobox", { name: axes.gap }).selectOption({ label: a });
  await chart(page)
    .getByRole("combobox", { name: axes.gapAnd, exact: true })
    .selectOption({ label: b });
}

/** What the crosshair says at the last place that the chart has. @param {Page} page */
async function crosshairAtEnd(page) {
  const slider = chart(page).getByRole("slider", { name: text.chart.crosshair.label });
  await slider.focus();
  await page.keyboard.press("End");
  return (await slider.getAttribute("aria-valuetext")) ?? "";
}

test("the gap is between two pinned runs of an experiment before, until another one begins", async (t) => {
  const page = await trained(t);
  for (const name of ["SGD", "AdamW"])
    await row(page, name)
      .getByRole("button", { name: `Pin ${name}`, exact: true })
      .click();
  await press(page, "Train again");
  await untilRuns(page, (all) => all.every(({ state }) => state === "finished"), "the end");
  await ended(page);
  await chooseGap(page, "SGD (B)", "AdamW (B)");
  const pinned = await page.evaluate(async () => {
    const { earlierRuns } = await import(new URL("ui/state/runs.js", location.href).href);
    return earlierRuns.value.map((/** @type {any} */ card) => card.name.value);
  });
  assert.deepEqual(pinned, ["SGD (B)", "AdamW (B)"]);
  await chart(page).locator(".mark-gap").getByText("nats").waitFor();
  assert.match(await crosshairAtEnd(page), /AdamW \(B\) \d\.\d\d nats \(\d+ %\) below SGD \(B\)$/);
  const writers = page.getByRole("combobox", { name: /column/ });
  assert.deepEqual(
    await writers.evaluateAll((all) =>
      all.map((one) => /** @type {HTMLSelectElement} */ (one).selectedOptions[0].text),
    ),
    ["SGD (B)", "AdamW (B)"],
  );
  await page.getByRole("button", { name: /ten times higher/ }).click();
  await untilRuns(page, (all) => all.every(({ step }) => step > 0), "another experiment");
  const standing = await page.evaluate(async () => {
    const at = (/** @type {string} */ file) => import(new URL(file, location.href).href);
    const [{ pair }, { runs }] = await Promise.all([
      at("ui/state/pair.js"),
      at("ui/state/runs.js"),
    ]);
    return pair.value.map((/** @type {any} */ card) => runs.value.indexOf(card));
  });
  assert.deepEqual(standing, [0, 1]);
});

test("a branch stands in the gap, the summary, the tables, the timeline and the looks inside", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  await press(page, "Train both");
  await untilRuns(page, (all) => all.every(({ step }) => step >= 5), "the first updates");
  await press(page, "Pause");
  await page.getByRole("button", { name: "Go on", exact: true }).waitFor();
  await row(page, "AdamW").getByRole("button", { name: "More of AdamW" }).click();
  await press(page, "Branch AdamW");
  await page.getByLabel("Learning rate", { exact: true }).fill("0.0001");
  await press(page, "Make the branch");
  await press(page, "Go on");
  await ended(page);
  const name = await page
    .getByText(/^AdamW, rate 0\.0001 from step \d+$/)
    .first()
    .innerText();

  await chooseGap(page, "AdamW", name);
  const told = await crosshairAtEnd(page);
  assert.ok(told.split("; ").at(-1)?.includes(name), told);
  await chart(page)
    .getByRole("img", { name: new RegExp(`: SGD from .+; AdamW from .+; ${name} from .+\\.$`) })
    .waitFor();
  await page.getByText(text.chart.table).click();
  const readings = page.getByRole("region", { name: text.chart.table }).getByRole("table");
  const heads = () => readings.getByRole("columnheader").allInnerTexts();
  const first = [text.chart.tableStep, axes.x.headlines.column];
  assert.deepEqual(await heads(), [...first, "SGD", "AdamW", name]);
  await row(page, "SGD").getByLabel("Show in the chart").uncheck();
  await chart(page)
    .getByRole("img", { name: /: AdamW from/ })
    .waitFor();
  assert.deepEqual(await heads(), [...first, "AdamW", name]);

  await press(page, text.controls.write);
  const timeline = page.getByRole("table", { name: text.panels.write.timeline.caption });
  await timeline.getByRole("columnheader", { name }).waitFor();
  await press(page, text.panels.close);

  const { inside } = text;
  await press(page, inside.open);
  for (const quantity of /** @type {const} */ (["update_ratio", "grad_norm"]))
    await page
      .getByRole("img", { name: inside.figure(name, inside[quantity].title.toLowerCase()) })
      .waitFor();
  const read = page.getByRole("table", { name: inside.headline.caption });
  await read.getByRole("columnheader", { name }).first().waitFor();
  // As if it had other tokens: a row of one table is one token.
  await page.evaluate(async () => {
    const { reading } = await import(new URL("ui/state/reading.js", location.href).href);
    const { columns, ...rest } = reading.value;
    const last = { ...columns[2], tokens: columns[2].tokens.slice(1) };
    reading.value = { ...rest, columns: [...columns.slice(0, 2), last] };
  });
  const alone = page.getByRole("table", { name: `${inside.headline.caption}: ${name}` });
  assert.equal(await alone.getByRole("columnheader", { name }).count(), 1);
  assert.equal(await page.getByRole("table", { name: inside.headline.caption }).count(), 2);
});

test("a run that trained on has no gap to the one it goes on from, and the page says why", async (t) => {
  const page = await trained(t);
  await row(page, "AdamW").getByRole("button", { name: "More of AdamW" }).click();
  await press(page, "Train on AdamW");
  await press(page, "Train on");
  await row(page, "AdamW, 1 epoch more").getByText("finished").waitFor();
  await ended(page);
  await chooseGap(page, "AdamW", "AdamW, 1 epoch more");
  await chart(page).locator(".apart").getByText(text.apart.never).waitFor();
  assert.doesNotMatch(await crosshairAtEnd(page), /below/);
  await chooseGap(page, "SGD", "AdamW, 1 epoch more");
  assert.equal(await chart(page).locator(".mark-gap").isVisible(), false);
});
