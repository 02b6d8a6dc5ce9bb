/** The address as a person uses it: copied, opened by somebody else, gone back from. The stand-in module trains. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../www/ui/text.js";
import { useLab } from "./support/lab.js";
import { press, runsOf, untilReady, untilRuns } from "./support/page.js";
import { madeUpTitles } from "./support/titles.js";

const { open } = useLab({ fake: true });

/** @typedef {import("playwright-core").Page} Page */

/** The page's own link to what it shows. @param {Page} page @returns {Promise<string>} */
function linkOf(page) {
  return page.evaluate(async () => {
    const { linkOf } = await import(/** @type {any} */ ("/ui/state/address.js"));
    return linkOf();
  });
}

/** The configurations that would train now. @param {Page} page @returns {Promise<Record<string, unknown>[]>} */
function configs(page) {
  return page.evaluate(async () => {
    const { drafts, draftsSettled } = await import(/** @type {any} */ ("/ui/state/recipes.js"));
    await draftsSettled();
    return drafts.value.map((/** @type {any} */ draft) => draft.resolved.config);
  });
}

/** @param {Page} page @param {RegExp | string} query */
function untilQuery(page, query) {
  return page.waitForURL((url) =>
    typeof query === "string" ? url.search === query : query.test(url.search),
  );
}

/** How many entries the tab's history has. @param {Page} page */
const entries = (page) => page.evaluate(() => history.length);

/** @param {Page} page @param {string} name @param {string} value */
async function enter(page, name, value) {
  const field = page.getByRole("spinbutton", { name, exact: true });
  await field.fill(value);
  await field.press("Tab");
}

test("an edited recipe is in the address, and the link gives somebody else the same runs", async (t) => {
  const page = await open(t);
  await untilReady(page);
  assert.equal(new URL(page.url()).search, "");
  assert.equal(await linkOf(page), new URL("/", page.url()).href);
  const before = await entries(page);
  await press(page, "Change the recipe");
  await enter(page, "Learning rate, AdamW", "0.004");
  await untilQuery(page, "?size=classroom&run=baseline&run=champion,lr:4e-3");
  await page.getByRole("combobox", { name: /^Position, SGD/ }).selectOption("rope");
  await page.getByText(text.panels.recipe.more).click();
  await enter(page, "Headlines, all runs", "3000");
  await untilQuery(page, "?size=classroom&run=baseline,p:rope&run=champion,lr:4e-3&tt=3000");
  assert.equal(await entries(page), before + 1, "three edits are one entry");

  const link = await linkOf(page);
  assert.equal(link, page.url());
  const other = await open(t, link);
  await untilReady(other);
  assert.deepEqual(await configs(other), await configs(page));
  assert.equal(await linkOf(other), link);

  await page.goBack();
  await untilRuns(
    page,
    (runs) => runs.every(({ state }) => state === "ready"),
    "the lesson's runs",
  );
  assert.deepEqual(
    (await configs(page)).map(({ lr, position, titles: n }) => [lr, position, n]),
    [
      [6e-3, "learned", 20000],
      [2e-3, "learned", 20000],
    ],
  );
  await page.goForward();
  await untilQuery(page, /tt=3000/);
  await page.getByRole("spinbutton", { name: "Headlines, all runs" }).waitFor();
  await page.waitForFunction(
    () =>
      /** @type {HTMLInputElement | null} */ (
        document.querySelector('input[aria-label="Headlines, all runs"]')
      )?.value === "3000",
  );
  assert.deepEqual(await configs(page), await configs(other));
  await press(page, text.panels.recipe.resetAll);
  await untilQuery(page, "?size=classroom");
});

test("a chosen size stays in the links to other lessons, and back and forward keep each as it was", async (t) => {
  const page = await open(t, "?lesson=modern-parts");
  await page.getByRole("button", { name: "Train all five" }).waitFor();
  await page.getByRole("combobox", { name: "Size of this lesson" }).selectOption("Tiny");
  await untilQuery(page, "?lesson=modern-parts&size=tiny");
  await page.getByRole("link", { name: "Learning rates" }).click();
  await untilQuery(page, "?lesson=learning-rates&size=tiny");
  await untilRuns(page, (runs) => runs.length === 7 && runs[0].size === "tiny", "seven small runs");
  await page.goBack();
  await untilRuns(page, (runs) => runs.length === 5 && runs[0].size === "tiny", "five small runs");
  await page.goForward();
  await page.getByRole("heading", { name: text.lesson["learning-rates"].question }).waitFor();
});

test("a training goes on when a person goes back over the edits of its recipe, or resets them all", async (t) => {
  const page = await open(t, "?size=tiny");
  await untilReady(page);
  await press(page, "Change the recipe");
  await page.getByText(text.panels.recipe.more).click();
  await enter(page, "Dropout, AdamW", "0.2");
  await untilQuery(page, /run=champion,do:0.2/);
  await press(page, "Train both");
  await untilRuns(page, (runs) => runs.every(({ step }) => step > 2), "the training");
  await page.goBack();
  await page.getByText(text.controls.changed).waitFor();
  const [, { step }] = await untilRuns(page, (runs) => runs.length === 2, "both runs");
  await untilRuns(page, (runs) => runs.every((run) => run.step > step), "the training goes on");
  await press(page, "Pause");
  const paused = await untilRuns(
    page,
    (runs) => runs.every(({ state }) => state === "paused"),
    "paused",
  );
  await press(page, text.panels.recipe.resetAll);
  await press(page, "Go on");
  const after = await untilRuns(page, (runs) => runs.every(({ step: at }) => at > 0), "it goes on");
  assert.ok(
    after.every(({ step: at }, i) => at >= paused[i].step),
    "the same runs, when all is reset",
  );
});

test("a link with what the page does not know, or what can't train, is refused by name; the lesson works", async (t) => {
  for (const [query, sentence] of /** @type {const} */ ([
    ["?lesson=dropout&colour=red", /was not followed: this page knows no “colour”/],
    ["?lesson=dropout&run=champion,lr:fast", /was not followed: lr can’t be “fast”/],
    [
      "?lesson=dropout&size=tiny&run=champion,d:65",
      /was not followed: d_model 65 is not divisible/,
    ],
  ])) {
    const page = await open(t, query);
    const alert = page.getByRole("alert").first();
    await alert.waitFor();
    assert.match(await alert.innerText(), sentence);
    await untilReady(page);
    assert.deepEqual(
      (await configs(page)).map(({ dropout }) => dropout),
      [0.05, 0.1],
    );
    assert.equal(await linkOf(page), new URL("/?lesson=dropout", page.url()).href);
    await alert.getByRole("button", { name: "Dismiss" }).click();
    await press(page, "Train both");
    await untilRuns(page, (runs) => runs.every(({ step }) => step > 0), "training");
  }
});

test("a question is in the address with its values, recipe, size and seeds", async (t) => {
  const page = await open(t, "?lesson=ask");
  await page.getByRole("button", { name: "Train 6 runs" }).waitFor();
  assert.equal(await linkOf(page), page.url());
  const choose = (/** @type {string} */ name, /** @type {string} */ label) =>
    page.getByRole("combobox", { name, exact: true }).selectOption({ label });
  await choose("Size", "Tiny");
  await page.getByRole("heading", { level: 1, name: /at Tiny/ }).waitFor();
  await choose("What is asked about", "Learning rate");
  await page.getByRole("heading", { level: 1, name: /a learning rate of/ }).waitFor();
  await choose("Seeds", "5 seeds");
  await untilQuery(page, "?lesson=ask&size=tiny&ask=lr:6e-3:3e-3&seeds=5");
  const asked = await page.getByRole("heading", { level: 1 }).innerText();
  const other = await open(t, await linkOf(page));
  await other.getByRole("button", { name: "Train 10 runs" }).waitFor();
  assert.equal(await other.getByRole("heading", { level: 1 }).innerText(), asked);
  const idle = await open(t, "?lesson=ask&ask=m:0.9:0");
  await idle
    .getByRole("alert")
    .getByText(/momentum has no effect in the recipe/)
    .waitFor();
  await idle.getByRole("button", { name: "Train 6 runs" }).waitFor();
});

test("a link made with own headlines asks for them, and trains on nothing else unasked", async (t) => {
  const file = {
    name: "mine.txt",
    mimeType: "text/plain",
    buffer: Buffer.from(madeUpTitles(900).join("\n")),
  };
  const page = await open(t, "?size=tiny");
  await untilReady(page);
  await press(page, "Use my headlines");
  await page.getByLabel("Choose a file").setInputFiles(file);
  await page.getByText(text.panels.mine.ready("mine.txt")).waitFor();
  await untilQuery(page, "?size=tiny&needs=900~~mine.txt");

  const other = await open(t, await linkOf(page));
  const asks = other.getByRole("region", { name: text.link.label });
  await asks.getByText(/needs mine\.txt, 900 titles/).waitFor();
  const button = other.getByRole("region", { name: "Training" }).getByRole("button", {
    name: text.link.choose,
  });
  assert.equal(await other.getByText("Train both").count(), 0, "a button that is not there");
  await button.click();
  await other.getByRole("heading", { name: "Your headlines" }).waitFor();
  assert.deepEqual(await runsOf(other), [], "nothing is made before the headlines are there");
  await asks.getByLabel("Choose a file").setInputFiles(file);
  await asks.waitFor({ state: "detached" });
  const runs = await untilRuns(
    other,
    (all) => all.length === 2 && all[1].state === "ready",
    "runs",
  );
  assert.deepEqual(new Set(runs.map(({ data }) => data)), new Set(["mine.txt"]));
  await other.getByRole("button", { name: "Train both" }).waitFor();

  const third = await open(t, await linkOf(other));
  await third
    .getByRole("region", { name: text.link.label })
    .getByRole("button", { name: text.link.sample })
    .click();
  await untilReady(third);
  await untilQuery(third, "?size=tiny");

  const fourth = await open(t, await linkOf(other));
  await fourth
    .getByRole("region", { name: text.link.label })
    .getByLabel("Choose a file")
    .setInputFiles({
      ...file,
      name: "less.txt",
      buffer: Buffer.from(madeUpTitles(700).join("\n")),
    });
  await fourth
    .getByRole("alert")
    .getByText(/less\.txt has 700 titles.*mine\.txt, 900 titles/)
    .waitFor();
});
