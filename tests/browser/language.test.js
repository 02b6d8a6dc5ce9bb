/** The page in German: chosen, kept, read and trained to the end. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { german } from "../../www/ui/text.de.js";
import { english } from "../../www/ui/text.js";
import { assertAxe, FOR_AXE } from "./support/accessible.js";
import { useLab } from "./support/lab.js";
import { press, untilRuns } from "./support/page.js";

process.env.FAKE_UNIT_MS = "2";
const { open } = useLab({ fake: true });

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page */
function untilReady(page) {
  return untilRuns(page, (runs) => runs.every(({ state }) => state === "ready"), "ready to train");
}

/** @param {Page} page */
const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test("English is the default, and a link changes the language for good", async (t) => {
  const page = await open(t, "?lesson=modern-parts", { size: "tiny" });
  await untilReady(page);
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.getByRole("link", { name: english.other.name, exact: true }).click();
  await page.getByRole("heading", { name: german.lesson["modern-parts"].question }).waitFor();
  assert.match(page.url(), /[?&]lesson=modern-parts/);
  assert.equal(await page.locator("html").getAttribute("lang"), "de");
  assert.equal(await page.title(), `${german.lesson["modern-parts"].title} · Headline Lab`);
  const description = page.locator('meta[name="description"]');
  assert.equal(await description.getAttribute("content"), german.description);

  await page.goto(new URL("/", page.url()).href);
  await page.getByRole("heading", { name: german.lesson["sgd-vs-adamw"].question }).waitFor();
  await page.getByRole("link", { name: german.other.name, exact: true }).click();
  await page.getByRole("heading", { name: english.lesson["sgd-vs-adamw"].question }).waitFor();
});

test("where storage is refused the address alone speaks German", async (t) => {
  const page = await open(t, "?lang=de", {
    size: null,
    prepare: (context) =>
      context.addInitScript(() => {
        const refuse = () => {
          throw new DOMException("refused", "SecurityError");
        };
        Object.defineProperty(window, "localStorage", { get: refuse });
      }),
  });
  await page.getByRole("heading", { name: german.lesson["sgd-vs-adamw"].question }).waitFor();
  await page.getByRole("link", { name: german.other.name, exact: true }).click();
  await page.getByRole("heading", { name: english.lesson["sgd-vs-adamw"].question }).waitFor();
});

test("a lesson is trained to its end in German, with the numbers of German, and is not lost to English", async (t) => {
  const page = await open(t, "?lang=de", { size: "tiny", context: FOR_AXE });
  await untilReady(page);
  await press(page, german.controls.train);
  await page.getByRole("button", { name: german.controls.again, exact: true }).waitFor();
  const caption = await page.locator("figcaption").innerText();
  assert.match(caption, /^Nach \d\.\d{3} Schlagzeilen liegt AdamW bei \d,\d{3} Nats pro Zeichen/);
  assert.match(caption, /\(\d+\u00a0%\) niedriger/);
  const gap = await page.locator(".mark-gap").evaluate((node) => node.textContent);
  assert.match(gap ?? "", /^\d,\d\d Nats\d+\u00a0% niedrigerAdamW war nach \d+ von \d+ Schritten/);
  await assertAxe(page, "a lesson's end in German");

  const link = page.getByRole("link", { name: german.other.name, exact: true });
  assert.equal(await link.getAttribute("title"), german.other.newTab);
  const [other] = await Promise.all([page.context().waitForEvent("page"), link.click()]);
  await other.getByRole("heading", { name: english.lesson["sgd-vs-adamw"].question }).waitFor();
  await page.getByRole("button", { name: german.controls.again, exact: true }).waitFor();
});

for (const [width, height] of [
  [1280, 720],
  [390, 844],
  [360, 740],
]) {
  test(`German fits: ${width} × ${height}`, async (t) => {
    const page = await open(t, "?lang=de", { size: "tiny", viewport: { width, height } });
    for (const lesson of ["sgd-vs-adamw", "fair-to-sgd", "learning-rates", "ask"]) {
      await page.goto(new URL(`?lang=de&lesson=${lesson}`, page.url()).href);
      if (lesson === "ask")
        await page.getByRole("combobox", { name: german.ask.names.asked }).waitFor();
      else await untilReady(page);
      assert.ok((await overflow(page)) <= 0, `${lesson} scrolls sideways`);
      const line = await page
        .locator(".line")
        .evaluate((node) => node.getBoundingClientRect().bottom);
      if (height === 720) assert.ok(line <= height, `${lesson}: the last line ends at ${line}`);
    }
  });
}

test("a recording's transport fits in German, beside its label", async (t) => {
  const page = await open(t, "?lang=de", { size: "tiny" });
  await press(page, german.recorded.watch);
  const foot = page.getByRole("region", { name: german.recorded.label });
  const label = await foot.getByText(german.recorded.standing).boundingBox();
  const which = await foot.getByRole("combobox", { name: german.recorded.which }).boundingBox();
  assert.ok(label && which && label.x + label.width < which.x, "the label is covered");
  assert.ok((await overflow(page)) <= 0, "the page scrolls sideways");
  const line = await page.locator(".line").boundingBox();
  assert.ok(line && line.y + line.height <= 720, `the last line ends at ${line?.y}`);
});
