/** A run's model as a person takes it away: what the zip holds, what the form says, and what becomes of a cancelled one. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { unzipSync } from "fflate";
import { zipOf } from "../../www/ui/takeaway/zip.js";
import { text } from "../../www/ui/text.js";
import {
  assertAxe,
  assertNoSideways,
  assertTargets,
  FOR_AXE,
  focusOn,
  tabTo,
} from "./support/accessible.js";
import { useLab } from "./support/lab.js";
import { press, runsOf, untilReady, untilRuns, upload } from "./support/page.js";
import { headerOf } from "./support/safetensors.js";

const { open } = useLab({ fake: true });
const words = text.takeaway;

const NAMES = [
  "README.md",
  "config.json",
  "generation_config.json",
  "headline.json",
  "model.safetensors",
  "tokenizer.json",
  "tokenizer_config.json",
];

/** @typedef {import("playwright-core").Page} Page */

/** The first lesson at the Tiny size, trained to its end. @param {Page} page */
async function train(page) {
  await untilReady(page);
  await press(page, "Train both");
  await untilRuns(page, (all) => all.every(({ state }) => state === "finished"), "the end");
}

/** Opens the form of a run. @param {Page} page @param {string} name */
async function openForm(page, name) {
  await page.getByRole("button", { name: `More of ${name}`, exact: true }).click();
  await press(page, `${words.open} ${name}`);
  return page.getByRole("form", { name: `${words.open} ${name}` });
}

/** Does what starts a download and reads the zip. @param {Page} page @param {() => Promise<unknown>} act */
async function zipped(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  const bytes = new Uint8Array(await readFile(await download.path()));
  return { name: download.suggestedFilename(), bytes, files: unzipSync(bytes) };
}

/** What the stand-in writes into the model card. @param {Uint8Array} card */
const factsIn = (card) => JSON.parse(new TextDecoder().decode(card).split("\n\n")[1]);

/** Whether the numbers of the stand-in's weights are all there, in their order. @param {Uint8Array} file @param {boolean} half */
function assertCounts(file, half) {
  const { header, data } = headerOf(file);
  const { shape, dtype } = header["transformer.wte.weight"];
  assert.equal(dtype, half ? "F16" : "F32");
  const numbers = half
    ? new Uint16Array(data.buffer, 0, shape[0])
    : new Uint32Array(data.buffer, 0, shape[0]);
  assert.ok(numbers.every((number, i) => number === (half ? i & 0xffff : i)));
}

test("a finished run is one zip of a folder, with weights of either precision and what it learned from", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await train(page);
  const form = await openForm(page, "AdamW");
  const params = await page.evaluate(async () => {
    const { runs } = await import(new URL("ui/state/runs.js", location.href).href);
    return runs.value[1].plan.value.params;
  });
  const size = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(bytes < 1e6 ? 2 : 1);
  await form.getByRole("radio", { name: `full precision, ${size(4 * params)} MB` }).waitFor();
  await form.getByText(words.madeUp).waitFor();
  assert.equal(await form.getByText(words.notGpt2).count(), 0);

  const whole = await zipped(page, () => press(page, words.make));
  assert.equal(whole.name, "headline-lab-adamw.zip");
  const folder = "headline-lab-adamw/";
  assert.deepEqual(
    Object.keys(whole.files).toSorted(),
    NAMES.map((name) => folder + name),
  );
  assertCounts(whole.files[`${folder}model.safetensors`], false);
  const tokenizer = new TextDecoder().decode(whole.files[`${folder}tokenizer.json`]);
  assert.ok(Object.keys(JSON.parse(tokenizer).model.vocab).length > 100);
  const [, { evals, step }] = await runsOf(page);
  assert.deepEqual(factsIn(whole.files[`${folder}README.md`]), {
    name: "AdamW",
    data: text.panels.mine.sampleName,
    synthetic: true,
    step,
    params,
    curve: evals.map((/** @type {any} */ one) => [one.step, one.loss]),
  });
  const said = words.made(whole.name, `${size(whole.bytes.length)} MB`, String(step));
  await form.getByText(said).waitFor();
  await page.getByRole("status").getByText(said).waitFor();

  await form.getByRole("radio", { name: `half precision, ${size(2 * params)} MB` }).check();
  const half = await zipped(page, () => press(page, words.make));
  assertCounts(half.files[`${folder}model.safetensors`], true);
  const saved = whole.bytes.length - half.bytes.length;
  assert.ok(Math.abs(saved - 2 * params) < 200, `${saved} bytes less of ${params} numbers`);
});

test("a run that trains goes on, and its zip says which update its weights are of", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  await press(page, "Train both");
  await untilRuns(page, (all) => all.every(({ step }) => step > 2), "the first updates");
  const form = await openForm(page, "AdamW");
  await form.getByText(words.trains).waitFor();
  const { files } = await zipped(page, () => press(page, words.make));
  const { step } = factsIn(files["headline-lab-adamw/README.md"]);
  const { about } = headerOf(files["headline-lab-adamw/model.safetensors"]).header.__metadata__;
  assert.match(about, new RegExp(`^after ${step} updates and `));
  await form.getByText(`the weights after update ${step}.`).waitFor();
  await untilRuns(page, ([, adamw]) => adamw.step > step, "an update after that");
});

test("own headlines and RoPE bring their sentences", async (t) => {
  const page = await open(t, "?size=tiny&run=champion&run=champion,p:rope", { size: "tiny" });
  await untilReady(page);
  const titles = Array.from({ length: 1500 }, (_, i) => `The ${i}th thing that I have to tell you`);
  const file = {
    name: "mine.txt",
    mimeType: "text/plain",
    buffer: Buffer.from(titles.join("\n")),
  };
  assert.equal(await upload(page, file, "mine.txt"), "");
  await train(page);
  const names = (await runsOf(page)).map(({ name }) => name);
  const simple = await openForm(page, names[0]);
  await simple.getByText(words.others).waitFor();
  assert.equal(await simple.getByText(words.notGpt2).count(), 0);
  const modern = await openForm(page, names[1]);
  await modern.getByText(words.notGpt2).waitFor();
});

test("a cancelled zip is not saved, and a run that is gone says so", async (t) => {
  /** @type {() => void} */
  let letIn = () => {};
  const held = new Promise((resolve) => {
    letIn = () => resolve(undefined);
  });
  const page = await open(t, "", {
    size: "tiny",
    prepare: (context) =>
      context.route("**/vendor/fflate.module.js", async (route) => {
        await held;
        await route.continue();
      }),
  });
  await train(page);
  /** @type {string[]} */
  const saved = [];
  page.on("download", (download) => saved.push(download.suggestedFilename()));
  const form = await openForm(page, "AdamW");
  await press(page, words.make);
  await form.getByRole("progressbar", { name: words.progress("AdamW") }).waitFor();
  await press(page, `${words.cancel} AdamW`);
  await form.getByText(words.cancelled).waitFor();
  assert.equal(await form.getByRole("progressbar").count(), 0);
  // The next one is made while the cancelled one still waits for the same library.
  await press(page, words.make);
  await form.getByRole("progressbar").waitFor();
  letIn();
  await form.getByText("headline-lab-adamw.zip goes to your downloads").waitFor();
  assert.deepEqual(saved, ["headline-lab-adamw.zip"]);

  await page.evaluate(async () => {
    const { engine } = await import(new URL("ui/state/engine.js", location.href).href);
    const { runs } = await import(new URL("ui/state/runs.js", location.href).href);
    await engine.value.disposeRun(runs.value[1].engineId.value);
  });
  await press(page, words.make);
  await form.getByRole("alert").getByText(words.gone("AdamW")).waitFor();
  assert.equal(saved.length, 1);
});

test("nothing of it is loaded before the button is pressed", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  /** @type {string[]} */
  const loaded = [];
  page.on("request", (request) => loaded.push(request.url()));
  await train(page);
  await openForm(page, "SGD");
  assert.equal(loaded.filter((url) => url.includes("fflate")).length, 0);
  await zipped(page, () => press(page, words.make));
  assert.equal(loaded.filter((url) => url.includes("fflate")).length, 1);
});

test("the keyboard alone takes a model away; axe, targets and a narrow window find nothing", async (t) => {
  const page = await open(t, "", { size: "tiny", context: FOR_AXE });
  await train(page);
  await page.getByRole("heading", { name: "The runs" }).focus();
  await tabTo(page, /^More of AdamW$/);
  await page.keyboard.press("Enter");
  await tabTo(page, /^Take the model away AdamW$/);
  await page.keyboard.press("Enter");
  const form = page.getByRole("form", { name: `${words.open} AdamW` });
  const whole = form.getByRole("radio", { name: /full/, checked: true });
  await whole.and(page.locator(":focus")).waitFor();
  await page.keyboard.press("ArrowDown");
  await form.getByRole("radio", { name: /half/, checked: true }).waitFor();
  await tabTo(page, /^Make the zip$/);
  const { files } = await zipped(page, () => page.keyboard.press("Enter"));
  assertCounts(files["headline-lab-adamw/model.safetensors"], true);
  await form.getByText("goes to your downloads").waitFor();
  await assertAxe(page, "a model taken away");
  await assertTargets(page, "a model taken away");
  await page.setViewportSize({ width: 360, height: 700 });
  await assertNoSideways(page, "a model taken away, at 360 px");
  await page.keyboard.press("Escape");
  await form.waitFor({ state: "detached" });
  assert.equal((await focusOn(page))?.name, "Rename AdamW");
});

test("the page has its turn while a large zip is made", async () => {
  const bytes = new Uint8Array(48 * 2 ** 20);
  crypto.getRandomValues(bytes.subarray(0, 65_536));
  const json = new TextEncoder().encode(
    JSON.stringify(Array.from({ length: 1e5 }, (_, i) => `token ${i}`)),
  );
  let turns = 0;
  let making = true;
  const others = (async () => {
    for (; making; turns += 1) await new Promise((resolve) => setImmediate(resolve));
  })();
  /** @type {number[]} */
  const shares = [];
  const files = [
    { name: "a.json", bytes: json },
    { name: "empty.txt", bytes: new Uint8Array() },
    { name: "model", bytes, stored: true },
  ];
  const watch = {
    signal: new AbortController().signal,
    progress: (/** @type {number} */ share) => shares.push(share),
  };
  const began = performance.now();
  const zip = await zipOf("größer", files, watch);
  const took = performance.now() - began;
  making = false;
  await others;
  // A piece may end late on a busy machine, yet none is large.
  assert.ok(turns > took / 50, `${turns} turns in ${took.toFixed(0)} ms`);
  assert.deepEqual(
    shares,
    shares.toSorted((a, b) => a - b),
  );
  assert.ok(shares.length > 0 && shares.every((share) => share > 0 && share <= 1));
  const back = unzipSync(new Uint8Array(await zip.arrayBuffer()));
  assert.deepEqual(Object.keys(back), ["größer/a.json", "größer/empty.txt", "größer/model"]);
  assert.ok(Buffer.from(back["größer/a.json"]).equals(json));
  assert.equal(back["größer/empty.txt"].length, 0);
  assert.ok(Buffer.from(back["größer/model"]).equals(bytes));
  assert.ok(zip.size < bytes.length + json.length / 2, "texts are deflated");
});

test("a zip that is given up ends with the reason", async () => {
  const stop = new AbortController();
  const files = [{ name: "model", bytes: new Uint8Array(64 * 2 ** 20), stored: true }];
  const watch = { signal: stop.signal, progress: () => stop.abort(new Error("enough")) };
  await assert.rejects(zipOf("a", files, watch), /enough/);
});
