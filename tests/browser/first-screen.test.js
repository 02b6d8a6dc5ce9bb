/** The first screen, as whoever has never seen it meets it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../www/ui/text.js";
import { useLab } from "./support/lab.js";
import { press, runsOf, untilReady, untilRuns } from "./support/page.js";

process.env.FAKE_UNIT_MS = "4";
const { open } = useLab({ fake: true });

/** @typedef {import("playwright-core").Page} Page */

/** What the two columns show, by what changes as runs learn. @param {Page} page */
function columns(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll(".writer")].map((column) =>
      [".bars", ".surprise ol", ".written"].map((part) => {
        const list = column.querySelector(part);
        return [...(list?.children ?? [])].map(
          (item) => `${item.textContent} ${item.getAttribute("data-surprise") ?? ""}`,
        );
      }),
    ),
  );
}

test("before the click both columns show the same, and the page says what to press", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  await untilRuns(page, (runs) => runs.every((run) => run.written.length > 0), "first headlines");
  const [left, right] = await columns(page);
  for (const [bars, tokens, written] of [left])
    assert.ok(bars.length === 5 && tokens.length > 3 && written.length > 0);
  assert.deepEqual(left, right);
  const caption = await page.locator("figcaption").innerText();
  assert.ok(caption.includes(text.chart.sameStart), caption);
  assert.ok(caption.includes("Press “Train both”"), caption);
  await page.getByRole("button", { name: "Train both", exact: true }).waitFor();
});

test("time left counts down, too early is said until the gap is sure, and after the end nothing moves", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  await page.getByRole("radio", { name: "AdamW" }).check();
  await page.evaluate(() => {
    /** @type {{ left: number, caption: string, evals: number, gap: boolean }[]} */
    const seen = [];
    Object.assign(window, { seen });
    const look = () => {
      const left = document.querySelector(".facts")?.textContent?.match(/(\d+) s left/);
      const gap = document.querySelector(".mark-gap");
      const caption = document.querySelector("figcaption")?.textContent ?? "";
      if (left)
        seen.push({
          left: Number(left[1]),
          caption,
          evals: 0,
          gap: gap?.checkVisibility() === true,
        });
      requestAnimationFrame(look);
    };
    look();
  });
  await press(page, text.controls.train);
  await page.getByRole("button", { name: text.controls.again, exact: true }).waitFor();
  const seen = await page.evaluate(() => /** @type {any[]} */ (/** @type {any} */ (window).seen));
  const lefts = seen.map(({ left }) => left);
  const rises = lefts.filter((left, i) => i > 0 && left > lefts[i - 1]);
  // The machine is shared: one correction, where it turned out slower than measured, is no wavering.
  assert.ok(rises.length <= 1, `time left rose ${rises.length} times: ${[...new Set(lefts)]}`);
  assert.ok(lefts[lefts.length - 1] <= 2, `${lefts[lefts.length - 1]} s left at the end`);
  const early = seen.filter(({ caption }) => caption === text.chart.early);
  assert.ok(early.length > 0, "too early to tell was said");
  assert.ok(
    early.every(({ gap }) => !gap),
    "no gap is drawn before it is sure",
  );
  assert.ok(seen.at(-1)?.gap, "the gap is drawn once it is sure");

  const runs = await runsOf(page);
  const [sgd, adamw] = runs.map(({ evals }) => evals[evals.length - 1].loss);
  const gap = page.locator(".mark-gap");
  const share = Math.round((100 * (sgd - adamw)) / sgd);
  const reached = runs[1].evals.find(({ loss }) => loss <= sgd)?.step;
  const told = `${(sgd - adamw).toFixed(2)} nats${share} % lowerAdamW was where SGD ended after ${reached} of ${runs[1].step} steps`;
  // The chart is drawn a few times a second, and the button is there at once.
  await gap.filter({ hasText: "AdamW was where SGD ended" }).waitFor();
  assert.equal(await gap.evaluate((node) => node.textContent), told);
  assert.match(await page.locator("figcaption").innerText(), new RegExp(sgd.toFixed(3)));
  assert.equal(await page.locator(".answer").innerText(), text.prediction.right("AdamW"));
  for (const next of [
    text.lesson["fair-to-sgd"].go,
    text.lesson["ten-times"].go,
    text.controls.tryMine,
  ])
    await page.getByRole("button", { name: next }).waitFor();

  await page.waitForTimeout(600);
  const still = await page.screenshot();
  const changes = await page.evaluate(async () => {
    let count = 0;
    const observer = new MutationObserver((records) => {
      count += records.length;
    });
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    await new Promise((resolve) => setTimeout(resolve, 2500));
    return count;
  });
  // The polite line may still say its sentence; it is heard, not seen.
  assert.ok(changes <= 1, `${changes} changes after the end`);
  assert.ok(still.equals(await page.screenshot()), "the picture stands still");
});

for (const [width, height] of [
  [1280, 720],
  [1366, 768],
  [1920, 1080],
  [2560, 1080],
  [3840, 2160],
]) {
  test(`nothing of it needs scrolling, and it is read from afar: ${width} × ${height}`, async (t) => {
    const page = await open(t, "", { size: "tiny", viewport: { width, height } });
    await untilReady(page);
    const { bottom, type, caption } = await page.evaluate(() => {
      const words = document.querySelector("figcaption");
      return {
        bottom: document.querySelector(".line")?.getBoundingClientRect().bottom ?? 0,
        type: Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
        caption: words !== null && words.scrollHeight <= words.clientHeight + 1,
      };
    });
    assert.ok(bottom <= height, `the last line ends at ${bottom}`);
    assert.ok(caption, "the caption has the room that it needs");
    // What a letter is of the window's height, at the least what it is on a small laptop's.
    assert.ok(type / height >= 0.017, `letters of ${type} px in ${height}`);
  });
}
