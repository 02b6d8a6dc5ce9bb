/** A run that is saved whole in one tab, lacks its headlines in another one, and goes on there as if it had never left. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { unzipSync, zipSync } from "fflate";
import { text } from "../../www/ui/text.js";
import { assertAxe, assertNoSideways, assertTargets, FOR_AXE } from "./support/accessible.js";
import { useLab } from "./support/lab.js";
import { press, runsOf, untilReady, untilRuns, upload } from "./support/page.js";
import { madeUpTitles } from "./support/titles.js";

process.env.FAKE_UNIT_MS = "1";
const { open } = useLab({ fake: true });
const words = text.comeback;

/** @typedef {import("playwright-core").Page} Page */

/** @param {string} name @param {Uint8Array} bytes */
const file = (name, bytes) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(bytes),
});

const OWN = file("mine.txt", new TextEncoder().encode(madeUpTitles(5000).join("\n")));

/** @param {Page} page @param {ReturnType<typeof file>[]} files */
const give = (page, ...files) => page.getByLabel("Open a run file").setInputFiles(files);

/** The runs beside the experiment, from the page's own state. @param {Page} page */
const back = (page) =>
  page.evaluate(async () => {
    const { branches } = await import(new URL("ui/state/runs.js", location.href).href);
    return branches.value.map((/** @type {any} */ card) => ({
      name: card.name.value,
      state: card.state.value,
      step: card.step.value,
      train: card.train.map((/** @type {any} */ { step, loss }) => [step, loss]),
      evals: card.evals.map((/** @type {any} */ { step, loss }) => [step, loss]),
      written: card.written.value.length,
      kept: card.kept?.key,
    }));
  });

/** @param {Page} page @param {(run: Awaited<ReturnType<typeof back>>[number]) => boolean} wanted */
async function untilBack(page, wanted) {
  for (;;) {
    const [run] = await back(page);
    if (run && wanted(run)) return run;
    await page.waitForTimeout(50);
  }
}

/** One run, short enough to be trained to its end twice. */
const SHORT = "?size=tiny&steps=24&run=champion";

/** Makes one update after the other, whatever the machine is busy with. @param {Page} page @param {number} updates */
async function stepped(page, updates) {
  for (let at = 1; at <= updates; at += 1) {
    await page.evaluate(async () => {
      const at = (/** @type {string} */ file) => import(new URL(file, location.href).href);
      const [{ engine }, { runs }] = await Promise.all([
        at("ui/state/engine.js"),
        at("ui/state/runs.js"),
      ]);
      await engine.value.step(runs.value.map((/** @type {any} */ card) => card.engineId.value));
    });
    const stands = (/** @type {{ state: string, step: number }} */ { state, step }) =>
      state === "paused" && step === at;
    await untilRuns(page, (all) => all.every(stands), `update ${at}`);
  }
}

/** Trains it for some updates, and saves it. @param {Page} page */
async function saved(page) {
  await stepped(page, 6);
  const [adamw] = await runsOf(page);
  await press(page, "More of AdamW");
  await press(page, `${words.open} AdamW`);
  const [download] = await Promise.all([page.waitForEvent("download"), press(page, words.make)]);
  assert.equal(download.suggestedFilename(), "headline-lab-adamw-state.zip");
  await page.getByRole("status").getByText("headline-lab-adamw-state.zip").waitFor();
  return { adamw, zip: new Uint8Array(await readFile(await download.path())) };
}

/** The experiment on the screen, as far as it does not depend on when it is looked at. @param {Page} page */
const laidOut = async (page) =>
  (await runsOf(page)).map(({ name, state, step, data }) => ({ name, state, step, data }));

/** What is told of the last file. @param {Page} page @param {string} start */
const told = (page, start) => page.locator(".open-runs").getByText(start).first().waitFor();

test("a run that was saved needs its headlines in another browser, and goes on with them to the same end", async (t) => {
  const page = await open(t, SHORT, { size: "tiny", context: FOR_AXE });
  await untilReady(page);
  assert.equal(await upload(page, OWN, "mine.txt"), "");
  await untilReady(page);
  const { adamw, zip } = await saved(page);
  const parts = unzipSync(zip);
  assert.deepEqual(Object.keys(parts).sort(), [
    "headline-lab-adamw-state/run.json",
    "headline-lab-adamw-state/run.safetensors",
    "headline-lab-adamw-state/tokenizer.json",
  ]);
  const command = page.getByLabel(words.commandLabel);
  assert.match(await command.innerText(), /--resume headline-lab-adamw-state\/run\.safetensors/);
  await assertAxe(page, "saving a run");
  await assertTargets(page, "saving a run");
  await press(page, "Go on");
  const [whole] = await untilRuns(
    page,
    (all) => all.every(({ state }) => state === "finished"),
    "the end",
  );

  const other = await open(t, SHORT, { size: "tiny", context: FOR_AXE });
  await untilReady(other);
  const before = await laidOut(other);
  await give(other, file("adamw.zip", zip));
  const needs = other.getByRole("region", { name: words.label });
  await needs.getByText(words.needs("AdamW", "mine.txt", "5,000")).waitFor();
  await assertAxe(other, "a run that needs its headlines");
  await assertTargets(other, "a run that needs its headlines");
  const others = new TextEncoder().encode(madeUpTitles(4000).reverse().join("\n"));
  await needs.getByLabel(words.choose).setInputFiles([file("others.txt", others)]);
  await needs.getByText(words.others("others.txt", "4,000", "AdamW")).waitFor();
  assert.deepEqual(await back(other), []);
  assert.deepEqual(await laidOut(other), before);
  await needs.getByLabel(words.choose).setInputFiles([OWN]);
  await told(other, words.back("AdamW", String(adamw.step)));
  const here = await untilBack(other, ({ state }) => state === "paused");
  assert.equal(here.name, words.named("AdamW"));
  const curve = (/** @type {any[]} */ readings) => readings.map(({ step, loss }) => [step, loss]);
  assert.deepEqual([here.step, here.train], [adamw.step, curve(adamw.train)]);
  assert.deepEqual(here.evals, curve(adamw.evals));
  assert.ok(here.written > 0, "its headlines are back");
  // The lesson beside it stands as it was, with the headlines that it had.
  assert.deepEqual(await laidOut(other), before);

  // It is kept like any other: a reload finds it where it stood.
  await other.waitForFunction(async (key) => {
    const { engine } = await import(new URL("ui/state/engine.js", location.href).href);
    return (await engine.value.kept.list()).some((/** @type {any} */ one) => one.key === key);
  }, here.kept);
  await other.reload();
  await other.getByRole("button", { name: "Go on", exact: true }).waitFor();
  const again = await untilBack(other, ({ state }) => state === "paused");
  assert.deepEqual(again.train, here.train);
  await press(other, "More of AdamW, back");
  await other.getByText(words.from("adamw.zip", String(adamw.step))).waitFor();
  await press(other, "Go on");
  const end = await untilBack(other, ({ state }) => state === "finished");
  assert.deepEqual(end.train, curve(whole.train));
  assert.deepEqual(end.evals, curve(whole.evals));
  await untilReady(other);
});

test("a state that headline wrote comes back on the sample with what it printed, and a bad one changes nothing", async (t) => {
  const page = await open(t, SHORT, {
    size: "tiny",
    viewport: { width: 360, height: 740 },
    expected: [/404/],
  });
  await untilReady(page);
  const { adamw, zip } = await saved(page);
  const folder = "headline-lab-adamw-state/";
  const { [`${folder}run.safetensors`]: state, [`${folder}run.json`]: run } = unzipSync(zip);

  const other = await page.context().newPage();
  await other.goto(page.url());
  await untilReady(other);
  const before = await laidOut(other);
  const nan = state.slice();
  nan.fill(255, nan.length - 4);
  const weights = new TextEncoder().encode(
    JSON.stringify({ __metadata__: { format: "pt" }, w: { data_offsets: [0, 0] } }),
  );
  const alone = new Uint8Array([weights.length, 0, 0, 0, 0, 0, 0, 0, ...weights]);
  const withNote = (/** @type {string} */ from, /** @type {string} */ to) => {
    const copy = state.slice();
    const at = new TextDecoder("latin1").decode(copy.slice(0, 4096)).indexOf(from);
    copy.set(new TextEncoder().encode(to), at);
    return copy;
  };
  const another = JSON.parse(new TextDecoder().decode(run));
  another.run.config.seed += 1;
  const zipped = (/** @type {Record<string, Uint8Array>} */ files) =>
    file("run.zip", zipSync(files, { level: 0 }));
  for (const [given, why] of /** @type {const} */ ([
    [file("run.safetensors", state.slice(0, -4)), words.why.file.cut],
    [file("run.safetensors", nan), words.why.file.nan],
    [file("run.safetensors", withNote('version\\":1', 'version\\":7')), words.why.file.version],
    [zipped({ "run.safetensors": alone }), words.why.file.weights],
    [
      zipped({
        "run.safetensors": state,
        "run.json": new TextEncoder().encode(JSON.stringify(another)),
      }),
      words.why.because(words.why.another),
    ],
    [zipped({ "run.safetensors": state, "run.json": alone }), "The reason: of run.json"],
  ])) {
    await give(other, given);
    await told(other, why);
    assert.deepEqual(await back(other), []);
    assert.deepEqual(await laidOut(other), before);
  }
  // Of two in one drop each is told.
  await give(other, file("one.zip", zip.slice(0, -9)), file("run.safetensors", nan));
  await told(other, words.why.file.nan);
  await told(other, "one.zip");
  assert.deepEqual(await back(other), []);
  // Without a run file the curve begins where it was saved, or with what the command printed.
  const line = (/** @type {object} */ of) => JSON.stringify(of);
  const last = adamw.train.at(-1);
  const printed = [
    line({ params: 1, config: {} }),
    line({ step: last.step - 1, train_loss: 2, lr: 1e-3, grad_norm: 1, tokens_per_second: 9 }),
    line({ step: last.step - 1, val_loss: null, val_loss_full: 2.5, val_loss_token: 9 }),
    line({ step: last.step, train_loss: 1, lr: 1e-3, grad_norm: 1, tokens_per_second: 9 }),
    line({ step: last.step + 1, train_loss: 1, lr: 1e-3, grad_norm: 1, tokens_per_second: 9 }),
    '{"step": 99',
  ].join("\n");
  const output = new TextEncoder().encode(printed);
  await give(other, file("run.safetensors", state), file("run.jsonl", output));
  await told(other, words.back("run", String(adamw.step)));
  await assertNoSideways(other, "a run that is back");
  const here = await untilBack(other, ({ state }) => state === "paused");
  assert.deepEqual(
    here.train.map(([step]) => step),
    [last.step - 1, last.step],
  );
  assert.deepEqual(here.evals, [[last.step - 1, 2.5]]);
  await press(other, "Go on");
  await untilBack(other, ({ state }) => state === "finished");
});
