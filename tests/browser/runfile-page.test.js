/** A run saved as a file by one person and opened by another, beside runs of their own. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { runFileOf, textOf } from "../../www/ui/runfile/format.js";
import { text } from "../../www/ui/text.js";
import { assertAxe, assertNoSideways, assertTargets, FOR_AXE } from "./support/accessible.js";
import { handedRun, runFile } from "./support/handed.js";
import { useLab } from "./support/lab.js";
import { press, runsOf, untilReady, untilRuns } from "./support/page.js";

const { open } = useLab({ fake: true });

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page @param {string} name */
const row = (page, name) => page.getByRole("article", { name: `Run ${name}`, exact: true });

/** A name at the end of a line. @param {Page} page @param {string} name */
const onChart = (page, name) =>
  page.getByRole("figure", { name: "Chart of the losses" }).locator(".mark-end", { hasText: name });

/** @param {string} name @param {string} json */
const file = (name, json) => ({ name, mimeType: "application/json", buffer: Buffer.from(json) });

/** @param {Page} page @param {ReturnType<typeof file>[]} files */
const openFiles = (page, files) => page.getByLabel("Open a run file").setInputFiles(files);

/** The first lesson at the Tiny size, trained to its end. @param {Page} page */
async function train(page) {
  await untilReady(page);
  await press(page, "Train both");
  await untilRuns(page, (all) => all.every(({ state }) => state === "finished"), "the end");
}

/** Presses what saves a file, and reads it. @param {Page} page @param {string} button */
async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), press(page, button)]);
  return {
    name: download.suggestedFilename(),
    text: await readFile(await download.path(), "utf8"),
  };
}

test("a run is saved with all that it is, and opens on another page as a run that was opened", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await train(page);
  await row(page, "AdamW").getByRole("button", { name: "More of AdamW" }).click();
  const { name, text: json } = await saved(page, "Save the run file AdamW");
  assert.equal(name, "headline-lab-adamw-run.json");
  const one = runFileOf(json);
  const [, adamw] = await runsOf(page);
  assert.deepEqual(
    one.run.evals.map(([step, , loss]) => [step, loss]),
    adamw.evals.map((/** @type {any} */ each) => [each.step, each.loss]),
  );
  assert.equal(one.run.train.length, adamw.train.length);
  assert.equal(one.run.state, "finished");
  assert.ok(one.run.written.length > 1);
  for (const hash of Object.values(one.data?.fingerprints ?? {}))
    assert.match(hash, /^[0-9a-f]{64}$/);
  assert.equal(new Set(Object.values(one.data?.fingerprints ?? {})).size, 3);
  const csv = await saved(page, "Save its readings as CSV AdamW");
  assert.equal(csv.name, "headline-lab-adamw-readings.csv");
  const lines = csv.text.trim().split("\r\n");
  assert.equal(
    lines.filter((line) => line.startsWith("AdamW,validation,")).length,
    adamw.evals.length,
  );

  const other = await page.context().newPage();
  await other.goto(page.url());
  await untilReady(other);
  await openFiles(other, [file(name, json)]);
  await other.locator(".open-runs").getByText("On the chart now: AdamW, opened.").waitFor();
  await onChart(other, "AdamW, opened").waitFor();
  const opened = row(other, "AdamW, opened");
  assert.deepEqual((await opened.getByRole("definition").allInnerTexts()).slice(0, 2), [
    "opened",
    Math.min(...one.run.evals.map(([, , loss]) => loss)).toFixed(3),
  ]);
  await opened.getByRole("button", { name: "More of AdamW, opened" }).click();
  await opened.getByText("its state then: finished").waitFor();
  for (const never of ["Branch", "Train on"])
    assert.equal(await opened.getByRole("button", { name: never }).count(), 0, never);
  assert.equal((await saved(other, "Save the run file AdamW, opened")).text, json);
  // What trains here takes no notice of it.
  assert.equal((await runsOf(other)).length, 2);
  await train(other);
  await onChart(other, "AdamW, opened").waitFor();
});

test("an opened run is hidden, renamed, pinned and deleted, and leaves the chart like any other", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  const files = ["one", "two"].map((name, i) =>
    file(`${name}.json`, textOf(runFile(handedRun(name, i, { seconds: i + 1, step: 39 + i })))),
  );
  await openFiles(page, files);
  await onChart(page, "two, opened").waitFor();
  const inks = await Promise.all(
    ["SGD", "AdamW", "one, opened", "two, opened"].map((name) =>
      row(page, name).getAttribute("data-ink"),
    ),
  );
  assert.equal(new Set(inks).size, 4, `inks ${inks}`);
  await row(page, "two, opened").getByLabel("Show in the chart").uncheck();
  await onChart(page, "two, opened").waitFor({ state: "hidden" });
  await row(page, "two, opened").getByLabel("Show in the chart").check();
  await row(page, "one, opened").getByRole("button", { name: "More of one, opened" }).click();
  await press(page, "Rename one, opened");
  await page.getByLabel("New name of one, opened").fill("theirs");
  await page.keyboard.press("Enter");
  await onChart(page, "theirs").waitFor();
  await press(page, "Rename theirs");
  await page.getByLabel("New name of theirs").fill("");
  await page.keyboard.press("Enter");
  await row(page, "one, opened").waitFor();
  await row(page, "one, opened").getByRole("button", { name: "Pin one, opened" }).click();
  await train(page);
  await press(page, "Train again");
  await onChart(page, "two, opened").waitFor({ state: "detached" });
  await onChart(page, "one, opened").waitFor();
  await row(page, "one, opened").getByRole("button", { name: "Delete one, opened" }).click();
  await row(page, "one, opened").waitFor({ state: "detached" });
  await onChart(page, "one, opened").waitFor({ state: "detached" });
});

/** Lets files fall where they are opened. @param {Page} page @param {{ name: string, text: string }[]} files */
async function dropFiles(page, files) {
  const transfer = await page.evaluateHandle((all) => {
    const made = new DataTransfer();
    for (const { name, text } of all) made.items.add(new File([text], name));
    return made;
  }, files);
  await page.locator(".open-runs .drop").dispatchEvent("drop", { dataTransfer: transfer });
}

test("of dropped files what can be read is opened, and the others are named with a reason", async (t) => {
  const page = await open(t, "", { size: "tiny", context: FOR_AXE });
  await untilReady(page);
  const hostile = `<img src=x onerror="hacked = 1">`;
  const one = textOf(runFile(handedRun(hostile, 1)));
  await dropFiles(page, [
    { name: "good.json", text: one },
    { name: "again.json", text: one },
    { name: "deep.json", text: "[".repeat(1000) },
    { name: `${hostile}.exe`, text: "" },
  ]);
  await row(page, `${hostile}, opened`).waitFor();
  const left = page.getByRole("listitem").filter({ hasText: "was left out" });
  assert.deepEqual(await left.allInnerTexts(), [
    text.opened.left("again.json", text.opened.already(hostile)),
    text.opened.left("deep.json", "it nests deeper than 32 levels"),
    text.opened.left(`${hostile}.exe`, "it is neither a hand-in (.html) nor a run file (.json)"),
  ]);
  assert.equal(await page.evaluate(() => "hacked" in window), false);
  await assertAxe(page, "opened runs");
  await assertTargets(page, "opened runs");
  await page.setViewportSize({ width: 360, height: 700 });
  await assertNoSideways(page, "opened runs at 360 px");
});

/** Chooses a run for the second side of the gap. @param {Page} page @param {string} name */
async function holdAgainst(page, name) {
  const choices = page.getByRole("button", { name: "Axes and export" });
  if ((await choices.getAttribute("aria-expanded")) !== "true") await choices.click();
  await page.getByRole("combobox", { name: "and", exact: true }).selectOption({ label: name });
}

test("a gap is named where both were measured on one text, and else the page says what differs", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await train(page);
  await row(page, "AdamW").getByRole("button", { name: "More of AdamW" }).click();
  const { text: json } = await saved(page, "Save the run file AdamW");
  const one = runFileOf(json);
  const prints = one.data?.fingerprints;
  const made = (/** @type {string} */ name, /** @type {object | null} */ fingerprints, id = 1) => {
    const data = /** @type {any} */ ({ ...one.data, fingerprints });
    return file(
      `${name}.json`,
      textOf({ ...one, data, run: { ...one.run, name, id: String(id) } }),
    );
  };
  await openFiles(page, [
    made("same", prints ?? null),
    made("other text", { ...prints, val: "0".repeat(64), train: "1".repeat(64) }),
    made("other tokens", { ...prints, tokenizer: "2".repeat(64) }),
    made("unknown", null),
  ]);
  const chart = page.getByRole("figure", { name: "Chart of the losses" });
  const gap = chart.locator(".mark-gap");
  const apart = chart.locator(".apart");
  await gap.waitFor();
  assert.equal(await apart.count(), 0);
  await holdAgainst(page, "same, opened");
  await gap.getByText("nats").waitFor();
  assert.equal(await apart.count(), 0);
  await holdAgainst(page, "other text, opened");
  await gap.waitFor({ state: "hidden" });
  assert.equal(
    await apart.innerText(),
    "No gap is named between SGD and other text, opened. They were not measured on the same text: the held-back headlines and the training headlines differ.",
  );
  await holdAgainst(page, "unknown, opened");
  await apart.getByText("headlines of unknown, opened are not known").waitFor();
  assert.equal(await gap.isVisible(), false);
  await holdAgainst(page, "other tokens, opened");
  await gap.getByText("nats").waitFor();
  await apart
    .getByText("were measured on the same held-back headlines; the tokenizers differ.")
    .waitFor();
  await page.getByRole("combobox", { name: "Up" }).selectOption({ label: "perplexity per token" });
  await apart.getByText("by the character they compare").waitFor();
  await gap.waitFor({ state: "hidden" });
  // Deleted, it stands beside nothing any more.
  await row(page, "other tokens, opened").getByRole("button", { name: /^More/ }).click();
  await press(page, "Delete other tokens, opened");
  await apart.waitFor({ state: "detached" });
  await gap.waitFor();
});
