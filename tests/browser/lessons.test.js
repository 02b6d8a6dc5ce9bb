/** The lessons, as a person takes them. The stand-in module trains, so that each takes seconds. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { lessonOf, lessons } from "../../www/ui/lessons/index.js";
import { lessons as table } from "../../www/ui/lessons/table.js";
import { german } from "../../www/ui/text.de.js";
import { text } from "../../www/ui/text.js";
import { useLab } from "./support/lab.js";
import { press, runsOf, untilRuns } from "./support/page.js";

process.env.HEADLINE_FAKE = "1";
process.env.FAKE_UNIT_MS = "0.1";

const { open } = useLab();

/** @typedef {import("playwright-core").Page} Page */

const TRAIN = /^Train (both|all \w+)$/;

/** Chooses the smallest size and waits until that lesson's runs are made. @param {Page} page @param {string} id */
async function makeTiny(page, id) {
  await page.getByRole("combobox", { name: "Size of this lesson" }).selectOption("Tiny");
  const count = lessonOf(id).recipes("tiny").length;
  await untilRuns(
    page,
    (runs) => runs.length === count && runs.every(({ state }) => state === "ready"),
    `the runs of ${id}`,
  );
}

/** @param {Page} page */
async function trainToTheEnd(page) {
  await page.getByRole("button", { name: TRAIN }).click();
  await page.getByRole("button", { name: "Train again", exact: true }).waitFor();
}

/** Where the parts of the first screen are. @param {Page} page */
function places(page) {
  return page.evaluate(() =>
    [".question", ".controls", ".chart", ".side", ".line"].map((part) => {
      const { top, bottom, left, width } = /** @type {Element} */ (
        document.querySelector(part)
      ).getBoundingClientRect();
      return { part, top, bottom, left, width };
    }),
  );
}

/** The names at the line ends, as they stand on the chart. @param {Page} page */
function labels(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll(".mark-end:not([hidden])")].map((label) => {
      const { top, bottom, left, right } = label.getBoundingClientRect();
      return { text: label.textContent ?? "", top, bottom, left, right };
    }),
  );
}

/** @param {Awaited<ReturnType<typeof labels>>} all */
function assertApart(all) {
  const sorted = all.toSorted((a, b) => a.top - b.top);
  for (const [i, label] of sorted.slice(1).entries())
    assert.ok(label.top >= sorted[i].bottom - 1, `${label.text} runs into ${sorted[i].text}`);
}

test("the bar's lessons are links with addresses, and the browser goes back through them", async (t) => {
  const page = await open(t);
  const bar = page.getByRole("navigation", { name: "Lessons" });
  const named = lessons.filter(({ first }) => first).map(({ id }) => text.lesson[id].title);
  assert.deepEqual(
    (await bar.getByRole("link").allInnerTexts()).map((name) => name.replace(/^\d\s*/, "")),
    named,
  );
  const current = () => bar.locator("[aria-current=page]").innerText();
  assert.match(await current(), /SGD vs AdamW/);
  const link = bar.getByRole("link", { name: "Modern parts" });
  assert.equal(await link.getAttribute("href"), "/?lesson=modern-parts");
  await link.click();
  await page.getByRole("heading", { name: text.lesson["modern-parts"].question }).waitFor();
  assert.match(page.url(), /\?lesson=modern-parts$/);
  await bar.getByRole("link", { name: "Learning rates" }).click();
  await page.getByRole("heading", { name: text.lesson["learning-rates"].question }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: text.lesson["modern-parts"].question }).waitFor();
  assert.match(await current(), /Modern parts/);
  await page.goBack();
  await page.getByRole("heading", { name: text.lesson["sgd-vs-adamw"].question }).waitFor();
  await page.getByRole("button", { name: "Train both" }).waitFor();
});

for (const { id, runs: planned } of table) {
  test(`${id}: ${planned.length} runs in lock-step on one chart, from one click to its closing sentence`, async (t) => {
    const page = await open(t, `?lesson=${id}`);
    await makeTiny(page, id);
    const before = await places(page);
    await trainToTheEnd(page);

    const runs = await runsOf(page);
    assert.equal(new Set(runs.map(({ name }) => name)).size, planned.length, "names of their own");
    const steps = runs.map(({ evals }) => evals.map(({ step }) => step).join());
    assert.equal(new Set(steps).size, 1, "all were read after the same updates");
    assert.ok(runs.every(({ state }) => state === "finished"));

    await press(page, text.side.paper);
    const beside = page.getByRole("region", { name: text.side.paper });
    assert.equal(await beside.getByRole("row").count(), planned.length + 1);
    for (const [i, { evals }] of runs.entries()) {
      const row = await beside
        .getByRole("row")
        .nth(i + 1)
        .innerText();
      assert.ok(row.includes(evals[evals.length - 1].loss.toFixed(3)), `${row}: its loss`);
    }
    await beside.getByRole("heading", { name: text.beside.found }).waitFor();

    const caption = await page.locator("figcaption").innerText();
    const losses = runs.map(({ evals }) => evals[evals.length - 1].loss);
    for (const loss of [Math.min(...losses), Math.max(...losses)])
      assert.ok(caption.includes(loss.toFixed(3)) || planned.length === 2, `${caption}: ${loss}`);

    const after = await places(page);
    assert.deepEqual(after, before, "nothing moved");
    assert.ok(after[after.length - 1].bottom <= 720, "nothing on the first screen scrolls");
    const fits = await page.evaluate(() =>
      ["figcaption", ".beside", ".controls"].every((part) => {
        const box = document.querySelector(part);
        return box !== null && box.scrollHeight <= box.clientHeight + 1;
      }),
    );
    assert.ok(fits, "words have the room that they need");
    const ends = await labels(page);
    assert.equal(ends.length, planned.length);
    assertApart(ends);
  });
}

for (const id of ["fair-to-sgd", "learning-rates"]) {
  test(`${id}: what came out has the room that it needs in German too`, async (t) => {
    const page = await open(t, `?lang=de&lesson=${id}`, { size: "tiny" });
    const count = lessonOf(id).recipes("tiny").length;
    await press(page, german.controls.begin(count));
    await page.getByRole("button", { name: german.controls.again, exact: true }).waitFor();
    const beside = page.getByRole("region", { name: german.side.paper });
    await beside.getByRole("heading", { name: german.beside.found }).waitFor();
    const over = await beside.evaluate((box) => box.scrollHeight - box.clientHeight);
    assert.ok(over <= 1, `${over} pixels too much`);
  });
}

test("Is that fair to SGD? adds two runs to the chart, from the same start, and trains those alone", async (t) => {
  const page = await open(t);
  await makeTiny(page, "sgd-vs-adamw");
  await trainToTheEnd(page);
  const first = await runsOf(page);
  const next = page.getByRole("button", { name: text.lesson["fair-to-sgd"].go });
  assert.match(await next.innerText(), /about \d/, "the time that it will take");
  await next.click();
  await page.getByRole("heading", { name: text.lesson["fair-to-sgd"].question }).waitFor();
  const four = await untilRuns(
    page,
    (runs) => runs.length === 4 && runs.every(({ state }) => state === "finished"),
    "the added runs",
  );
  assert.match(page.url(), /lesson=fair-to-sgd/);
  assert.deepEqual(four[0].evals, first[0].evals, "SGD stayed on the chart");
  assert.deepEqual(four[3].evals, first[1].evals, "AdamW stayed on the chart");
  assert.equal(four[1].data, first[0].data);
  assert.deepEqual(
    four.map(({ name }) => name),
    ["SGD, rate 0.006", "SGD, rate 1", "SGD, rate 0.1, momentum 0.9", "AdamW"],
  );
  const found = await page.getByRole("region", { name: text.side.paper }).innerText();
  assert.match(found, /covers/);
  assert.ok(found.includes(text.findings.borrowed), "the rates are not this size's");
  await page.getByRole("button", { name: text.lesson["one-change"].go }).waitFor();
  assert.equal(await page.getByRole("heading", { name: "Earlier runs" }).count(), 0);
});

test("a run that diverges is marked and keeps its curve, and the others go on", async (t) => {
  const page = await open(t, "?lesson=modern-parts");
  await makeTiny(page, "modern-parts");
  await press(page, "Change the recipe");
  await page.getByLabel("Learning rate, AdamW, RoPE", { exact: true }).fill("2000");
  await page.keyboard.press("Tab");
  await untilRuns(
    page,
    (runs) => runs.length === 5 && runs.every(({ state }) => state === "ready"),
    "the edited runs",
  );
  await press(page, "Change the recipe");
  await trainToTheEnd(page);
  const runs = await runsOf(page);
  assert.deepEqual(
    runs.map(({ state }) => state),
    ["finished", "finished", "finished", "diverged", "finished"],
  );
  assert.ok(runs[3].evals.length > 0 && runs[3].train.length > 0, "its curve");
  assert.ok((await labels(page)).some((label) => /rate 2000.*diverged$/.test(label.text)));
  assert.match(await page.locator("figcaption").innerText(), /diverged/);
});

test("two runs stand beside each other, and a person chooses which", async (t) => {
  const page = await open(t, "?lesson=modern-parts");
  await makeTiny(page, "modern-parts");
  await trainToTheEnd(page);
  await press(page, text.side.writers);
  const second = page.getByRole("combobox", { name: "Run in the second column" });
  const gap = () => page.locator(".mark-gap-nats").innerText();
  const before = await gap();
  await second.selectOption("RMSNorm");
  await page
    .getByRole("list", { name: "AdamW, RMSNorm: headlines written, newest first" })
    .waitFor();
  await page.waitForFunction(
    (was) => document.querySelector(".mark-gap-nats")?.textContent !== was,
    before,
  );
  await page.getByRole("combobox", { name: "Run in the first column" }).selectOption("RMSNorm");
  assert.equal(
    await second.evaluate((list) => /** @type {any} */ (list).selectedOptions[0].textContent),
    "simple parts",
    "the two change places",
  );
});

test("ten runs share a chart without running into each other", async (t) => {
  const page = await open(t);
  await makeTiny(page, "sgd-vs-adamw");
  await page.evaluate(async () => {
    const { beginExperiment } = await import(/** @type {any} */ ("/ui/state/lab.js"));
    const seeds = [1337, 1338, 1339, 1340, 1341];
    await beginExperiment(
      seeds.flatMap((seed) =>
        ["learned", "rope"].map((position) => ({
          preset: "epic1",
          size: "tiny",
          set: { seed, position },
        })),
      ),
    );
  });
  await page.getByRole("button", { name: "Train again", exact: true }).waitFor();
  const runs = await runsOf(page);
  assert.equal(new Set(runs.map(({ name }) => name)).size, 10);
  const ends = await labels(page);
  assert.equal(ends.length, 10);
  assertApart(ends);
  const inks = await page
    .locator(".mark-end:not([hidden])")
    .evaluateAll((all) => all.map((label) => getComputedStyle(label).color));
  assert.equal(new Set(inks).size, 10);
});

test("a lesson can be left while it trains, and pressing the button at once trains the one that was chosen", async (t) => {
  const page = await open(t);
  await makeTiny(page, "sgd-vs-adamw");
  await page.getByRole("button", { name: TRAIN }).click();
  await untilRuns(page, (runs) => runs.every(({ step }) => step >= 2), "the first updates");
  await page.getByRole("link", { name: "Modern parts" }).click();
  await page.getByRole("button", { name: "Train all five" }).click();
  const runs = await untilRuns(
    page,
    (all) => all.length === 5 && all.every(({ state }) => state === "finished"),
    "the five",
  );
  assert.equal(runs[0].name, "AdamW, simple parts");
  await page.getByRole("heading", { name: "Earlier runs" }).waitFor();
});

test("on a phone the order is question, button, chart, writers, and nothing scrolls sideways", async (t) => {
  const page = await open(t, "?lesson=learning-rates", { viewport: { width: 390, height: 844 } });
  await page.getByRole("button", { name: "Train all seven" }).waitFor();
  const tops = (await places(page)).map(({ top }) => top);
  assert.deepEqual(
    tops,
    tops.toSorted((a, b) => a - b),
  );
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
});
