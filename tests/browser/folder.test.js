/** A model from files on the stand-in: opened, looked at, written with, trained on, and back after a reload. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { unzipSync, zipSync } from "fflate";
import { text } from "../../www/ui/text.js";
import { assertAxe, assertNoSideways, assertTargets, FOR_AXE } from "./support/accessible.js";
import { useLab } from "./support/lab.js";
import { press, runsOf, untilReady, untilRuns } from "./support/page.js";
import { madeUpTitles } from "./support/titles.js";

process.env.FAKE_UNIT_MS = "2";
const { open } = useLab({ fake: true });
const words = text.folder;

/** @typedef {import("playwright-core").Page} Page */

/** @param {string} name @param {Uint8Array} bytes */
const file = (name, bytes) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(bytes),
});

/** Trains the first lesson at the Tiny size and takes AdamW away. @param {Page} page */
async function takenAway(page) {
  await untilReady(page);
  await press(page, "Train both");
  await untilRuns(page, (all) => all.every(({ state }) => state === "finished"), "the end");
  await press(page, "More of AdamW");
  await press(page, "Take the model away AdamW");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    press(page, "Make the zip"),
  ]);
  return new Uint8Array(await readFile(await download.path()));
}

/** @param {Page} page */
const panel = (page) => page.getByRole("region", { name: words.title });
/** @param {Page} page @param {ReturnType<typeof file>[]} files */
const give = (page, files) => page.getByLabel("Open a run file").setInputFiles(files);

/** The runs that go on from others, from the page's own state. @param {Page} page */
const branchesOf = (page) =>
  page.evaluate(async () => {
    const { branches } = await import(new URL("ui/state/runs.js", location.href).href);
    return branches.value.map((/** @type {any} */ card) => ({
      name: card.name.value,
      state: card.state.value,
      step: card.step.value,
      train: card.train,
      steps: card.plan.value.steps,
      lr: card.config.lr,
    }));
  });

/** @param {Page} page @param {(branch: any) => boolean} wanted */
async function untilBranch(page, wanted) {
  for (;;) {
    const [branch] = await branchesOf(page);
    if (branch && wanted(branch)) return branch;
    await page.waitForTimeout(50);
  }
}

/** Waits until a paused run stands in storage at this update. @param {Page} page @param {number} step */
async function untilKept(page, step) {
  const kept = () =>
    page.evaluate(async (at) => {
      const { engine } = await import(new URL("ui/state/engine.js", location.href).href);
      const all = await engine.value.kept.list();
      return all.some((/** @type {any} */ { note }) => note.state === "paused" && note.step === at);
    }, step);
  while (!(await kept())) await page.waitForTimeout(50);
}

test("a model that was taken away comes back by a drop, writes, expects, is trained on, and outlives the tab", async (t) => {
  const page = await open(t, "", { size: "tiny", context: FOR_AXE });
  const zip = await takenAway(page);
  await page.reload();
  await untilReady(page);
  await give(page, [file("headline-lab-adamw.zip", zip)]);
  const region = panel(page);
  await region.getByRole("heading", { name: "headline-lab-adamw", exact: true }).waitFor();
  const facts = await region.getByRole("definition").allInnerTexts();
  assert.match(
    facts[1],
    /^2 layers of 2 heads, width 64; reads 64 tokens at a time, from a vocabulary of [\d,]+; LayerNorm/,
  );

  const bars = region.getByRole("list", { name: words.next });
  await bars.getByText("%").first().waitFor();
  const first = await bars.innerText();
  await region.getByLabel(text.panels.write.prompt).fill("Show HN:");
  await region.getByText(words.nextOf("Show HN:")).waitFor();
  assert.notEqual(await bars.innerText(), first);
  await region.getByLabel("How many").fill("2");
  await region.getByRole("button", { name: "Write", exact: true }).click();
  const written = region.getByRole("list", { name: text.panels.write.list });
  await written.getByText("headline-lab-adamw, seed 2").waitFor();
  await region.locator('.samples[aria-busy="false"]').waitFor();
  for (const line of await written.locator(".sample-text").allInnerTexts())
    assert.match(line, /^Show HN:/);

  const form = region.getByRole("form", { name: words.train.form });
  await form.getByRole("button", { name: words.train.go }).click();
  await region.getByRole("alert").getByText(words.train.none).waitFor();
  const long = region.getByText(text.controls.longRun);
  assert.equal(await long.count(), 0);
  await page.evaluate(() => {
    const seconds = JSON.stringify({ "2.64.2.64.16.1024": 10 });
    localStorage.setItem("headline-lab.update-seconds", seconds);
  });
  await press(page, words.train.inUse(text.panels.mine.sampleName));
  await long.waitFor();
  await page.evaluate(() => localStorage.removeItem("headline-lab.update-seconds"));
  await region
    .getByLabel(words.train.file)
    .setInputFiles(file("mine.txt", Buffer.from(madeUpTitles(900).join("\n"))));
  await form.getByLabel(words.train.epochs).fill("2");
  await form.getByLabel(words.train.rate, { exact: true }).fill("0.001");
  await form.getByRole("radio", { name: words.train.schedules.constant }).check();
  await assertAxe(page, "a model from files");
  await assertTargets(page, "a model from files");
  await form.getByRole("button", { name: words.train.go }).click();
  const name = "headline-lab-adamw, on mine";
  await region.getByRole("status").getByText(words.train.begun(name)).waitFor();
  await untilBranch(page, ({ step }) => step > 5);
  await press(page, "Pause");
  const before = await untilBranch(page, ({ state }) => state === "paused");
  assert.deepEqual([before.name, before.lr], [name, 0.001]);
  assert.ok(before.steps >= 40, `${before.steps} updates`);
  // The lesson beside it was not begun.
  assert.deepEqual(
    (await runsOf(page)).map(({ state }) => state),
    ["ready", "ready"],
  );
  const row = page.getByRole("article", { name: `Run ${name}`, exact: true });
  await row.getByRole("button", { name: `More of ${name}` }).click();
  await row.getByText(text.runs.begunWith("headline-lab-adamw")).waitFor();

  await untilKept(page, before.step);
  await page.reload();
  await page.getByRole("button", { name: "Go on", exact: true }).waitFor();
  const after = await untilBranch(page, ({ state }) => state === "paused");
  assert.deepEqual(after, before);
  await press(page, "Go on");
  await untilBranch(page, ({ state }) => state === "finished");
  await press(page, text.controls.write);
  const { timeline } = text.panels.write;
  await page
    .getByRole("table", { name: timeline.caption })
    .getByRole("columnheader", { name })
    .waitFor();
  await press(page, text.panels.close);
  const lesson = await runsOf(page);
  assert.deepEqual(
    lesson.map(({ state, step }) => [state, step]),
    [
      ["ready", 0],
      ["ready", 0],
    ],
  );
  // It is in no table, and the lesson trains as ever.
  await press(page, "Train both");
  await untilRuns(page, (all) => all.every(({ state }) => state === "finished"), "the end");
});

test("loose files and a folder open as well, and what does not fit is told by its name", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  const files = unzipSync(await takenAway(page));
  const parts = Object.entries(files).map(([path, bytes]) => ({
    name: path.split("/").at(-1) ?? "",
    bytes,
  }));
  const named = (/** @type {string[]} */ ...names) =>
    parts.filter(({ name }) => names.includes(name)).map(({ name, bytes }) => file(name, bytes));
  const region = panel(page);
  await give(page, named("model.safetensors", "config.json"));
  const missing = text.opened.left(words.loose, words.why.missing(["tokenizer.json"]));
  await region.getByRole("alert").getByText(missing).waitFor();

  await give(page, named("model.safetensors", "config.json", "tokenizer.json", "README.md"));
  await region.getByRole("heading", { name: words.loose, exact: true }).waitFor();

  const config = JSON.parse(new TextDecoder().decode(files["headline-lab-adamw/config.json"]));
  const changed = (/** @type {object} */ change) => ({
    ...files,
    "headline-lab-adamw/config.json": Buffer.from(JSON.stringify({ ...config, ...change })),
  });
  const other = zipSync(changed({ n_embd: 80 }), { level: 0 });
  await give(page, [file("other.zip", other)]);
  await region
    .getByRole("alert")
    .getByText(/^The tensor transformer\.wte\.weight has the shape \[\d+\]/)
    .waitFor();
  // The one that was open stays, with its bars.
  await region.getByRole("heading", { name: words.loose, exact: true }).waitFor();
  const llama = zipSync(changed({ model_type: "llama" }), { level: 0 });
  await region.getByLabel(words.open).setInputFiles(file("llama.zip", llama));
  await region.getByRole("alert").getByText('model_type = "llama"').waitFor();
  await press(page, words.close);
  await region.getByRole("heading", { name: words.loose, exact: true }).waitFor({
    state: "detached",
  });
  await page.setViewportSize({ width: 360, height: 700 });
  await assertNoSideways(page, "a model that was refused, at 360 px");
});
