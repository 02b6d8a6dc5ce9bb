/** What a person finds when the page is opened again: the training that was not over, and the runs that were. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../www/ui/text.js";
import { useLab } from "./support/lab.js";
import { press, runsOf, untilKept, untilReady, untilRuns, upload } from "./support/page.js";
import { madeUpTitles } from "./support/titles.js";

const { open } = useLab({ fake: true });

/** @typedef {import("playwright-core").Page} Page */

const words = text.kept;

/** Trains the first lesson for some updates and pauses it. @param {Page} page @param {number} step */
async function pausedAt(page, step) {
  await untilReady(page);
  await press(page, text.controls.train);
  await untilRuns(page, (runs) => runs.every((run) => run.step >= step), `step ${step}`);
  await press(page, text.controls.pause);
  const runs = await untilRuns(
    page,
    (all) => all.every(({ state }) => state === "paused"),
    "paused",
  );
  await page.getByText(words.here("").split(":")[0]).waitFor();
  return runs;
}

/** What was measured, without what only this tab knows. @param {Awaited<ReturnType<typeof runsOf>>} runs */
const measured = (runs) =>
  runs.map(({ name, step, evals, train }) => ({ name, step, evals, train }));

/** @param {Page} page */
const rows = (page) => page.locator(".run h3").allTextContents();

/** How many runs are in storage. @param {Page} page */
const keptRuns = (page) =>
  page.evaluate(async () => {
    const { engine } = await import(new URL("ui/state/engine.js", location.href).href);
    return (await engine.value.kept.list()).length;
  });

/** The names of the runs that are in storage. @param {Page} page @returns {Promise<string[]>} */
const keptNames = (page) =>
  page.evaluate(async () => {
    const { engine } = await import(new URL("ui/state/engine.js", location.href).href);
    const kept = await engine.value.kept.list();
    return kept.map((/** @type {any} */ { note }) => note.about.name).sort();
  });

/** Frees the last of the earlier runs, as the page does where memory is wanted for others. @param {Page} page */
const letGo = (page) =>
  page.evaluate(async () => {
    const at = (/** @type {string} */ file) => import(new URL(file, location.href).href);
    const [{ engine }, { earlierRuns }] = await Promise.all([
      at("ui/state/engine.js"),
      at("ui/state/runs.js"),
    ]);
    const { engineId } = earlierRuns.value.at(-1);
    const id = engineId.value;
    engineId.value = null;
    await engine.value.disposeRun(id);
  });

/** @param {Page} page @param {number} n */
async function untilRows(page, n) {
  while ((await rows(page)).length !== n) await page.waitForTimeout(50);
}

/** The place of the run that was guessed. @param {Page} page */
const guess = (page) =>
  page.evaluate(async () => {
    const { prediction } = await import(new URL("ui/state/prediction.js", location.href).href);
    return prediction.value;
  });

test("a paused training is back after a reload, with its curves, its guess and its names, and goes on", async (t) => {
  const page = await open(t);
  await untilReady(page);
  await page.getByRole("radio", { name: "AdamW" }).check({ force: true });
  assert.equal(await guess(page), 1);
  const before = await pausedAt(page, 30);
  await untilKept(page);
  await page.reload();
  await page.getByRole("button", { name: text.controls.goOn, exact: true }).waitFor();
  const after = await runsOf(page);
  assert.deepEqual(measured(after), measured(before));
  assert.deepEqual(
    after.map(({ state }) => state),
    ["paused", "paused"],
  );
  assert.equal(await guess(page), 1);
  assert.equal(await page.getByText(text.controls.changed).count(), 0);
  await press(page, text.controls.goOn);
  const more = await untilRuns(page, (runs) => runs.every(({ step }) => step > 40), "goes on");
  for (const [i, { train }] of more.entries()) {
    assert.deepEqual(train.slice(0, before[i].train.length), before[i].train);
    assert.deepEqual(
      train.map(({ step }) => step),
      train.map((_, k) => k + 1),
      "no update twice, none missing",
    );
  }
});

test("headlines of a table come back as titles, whatever their file was called", async (t) => {
  const page = await open(t);
  await untilReady(page);
  const rows = madeUpTitles(2000).map((title, i) => `${i},"${title}, part ${i}"`);
  const buffer = Buffer.from(`id,title\n${rows.join("\n")}\n`);
  const file = { name: "mine.csv", mimeType: "text/csv", buffer };
  assert.equal(await upload(page, file, "mine.csv"), "");
  await press(page, text.panels.close);
  await pausedAt(page, 3);
  await untilKept(page);
  await page.reload();
  await page.getByRole("button", { name: text.controls.goOn, exact: true }).waitFor();
  const titles = await page.evaluate(async () => {
    const at = (/** @type {string} */ name) => import(new URL(name, location.href).href);
    const [{ requestsFor }, { engine }, { runs }] = await Promise.all([
      at("ui/state/data.js"),
      at("ui/state/engine.js"),
      at("ui/state/runs.js"),
    ]);
    const prepared = await engine.value.prepare(requestsFor(runs.value[0].config)[0]);
    return prepared.val_examples;
  });
  for (const title of titles) assert.match(title, /, part \d+$/);
});

test("a run that was not yet kept comes back with the others, from its start, and one that was deleted does not", async (t) => {
  const page = await open(t);
  const before = await pausedAt(page, 10);
  await untilKept(page);
  await page.evaluate(async () => {
    const at = (/** @type {string} */ file) => import(new URL(file, location.href).href);
    const [{ engine }, { runs }] = await Promise.all([
      at("ui/state/engine.js"),
      at("ui/state/runs.js"),
    ]);
    await engine.value.kept.forget([runs.value[1].kept.key]);
  });
  await page.reload();
  await page.getByRole("button", { name: text.controls.goOn, exact: true }).waitFor();
  const [sgd, adamw] = await runsOf(page);
  assert.deepEqual(measured([sgd]), measured([before[0]]));
  assert.deepEqual([adamw.name, adamw.state, adamw.step, adamw.train], ["AdamW", "paused", 0, []]);
  await press(page, text.controls.goOn);
  await untilRuns(page, (all) => all.every(({ step }) => step > 12), "both go on");
  await press(page, text.controls.pause);
  await untilRuns(page, (all) => all.every(({ state }) => state === "paused"), "paused");
  await untilKept(page);

  await page.getByRole("button", { name: `${text.runs.more} of AdamW` }).click();
  await page.getByRole("button", { name: "Delete AdamW", exact: true }).click();
  await press(page, text.runs.deleteYes);
  await untilRuns(page, (all) => all.length === 1, "deleted");
  await untilKept(page);
  await page.reload();
  await page.getByRole("button", { name: text.controls.goOn, exact: true }).waitFor();
  assert.deepEqual(
    (await runsOf(page)).map(({ name }) => name),
    ["SGD"],
  );
});

test("runs that have ended are earlier runs after a reload, can be written with, and go for good", async (t) => {
  const page = await open(t);
  await untilReady(page);
  await press(page, text.controls.train);
  await untilRuns(page, (runs) => runs.every(({ state }) => state === "finished"), "finished");
  await untilKept(page);
  await page.reload();
  await untilReady(page);
  await page.getByRole("heading", { name: text.runs.earlier }).waitFor();
  const keys = await page.evaluate(async () => {
    const { earlierRuns } = await import(new URL("ui/state/runs.js", location.href).href);
    return earlierRuns.value.map((/** @type {any} */ { key }) => key);
  });
  assert.deepEqual(
    keys,
    keys.toSorted((a, b) => a - b),
    "made in the order in which they were begun",
  );
  // What is laid out for the next training, then the two that came back.
  assert.deepEqual(await rows(page), ["SGD", "AdamW", "SGD", "AdamW"]);
  assert.equal(await page.getByText(text.runs.states.finished, { exact: true }).count(), 2);
  await press(page, text.controls.write);
  const earlier = `AdamW (${text.runs.earlierShort})`;
  await page.getByRole("radio", { name: earlier }).check({ force: true });
  await press(page, text.panels.write.go);
  const list = page.getByRole("list", { name: text.panels.write.list });
  await list
    .getByText(/^AdamW, step 414, seed \d+$/)
    .first()
    .waitFor();

  // Names are kept, of a run with its weights here and of one whose weights had to go.
  for (const [from, to] of [
    ["SGD", "the slow one"],
    ["AdamW", "the fast one"],
  ]) {
    const row = page.locator(".run", { hasText: text.runs.states.finished }).filter({
      has: page.getByRole("heading", { name: from, exact: true }),
    });
    await row.getByRole("button", { name: text.runs.more }).click();
    if (from === "AdamW") await letGo(page);
    await row.getByRole("button", { name: `${text.runs.rename} ${from}` }).click();
    await row.getByLabel(text.runs.nameOf(from)).fill(to);
    await page.keyboard.press("Enter");
  }
  while ((await keptNames(page)).join() !== "the fast one,the slow one")
    await page.waitForTimeout(20);
  await page.reload();
  await untilReady(page);
  await page.getByRole("heading", { name: text.runs.earlier }).waitFor();
  assert.deepEqual(await rows(page), ["SGD", "AdamW", "the slow one", "the fast one"]);
  assert.equal(await page.getByText(words.without("").split(":")[0]).count(), 0);

  const last = page.locator(".run").last();
  await last.getByRole("button", { name: text.runs.more }).click();
  await last.getByRole("button", { name: new RegExp(`^${text.runs.delete}`) }).click();
  await press(page, text.runs.deleteYes);
  await untilRows(page, 3);
  while ((await keptRuns(page)) > 1) await page.waitForTimeout(20);
  await page.reload();
  await untilReady(page);
  await page.getByRole("heading", { name: text.runs.earlier }).waitFor();
  assert.equal((await rows(page)).length, 3);
  await press(page, words.clear);
  await press(page, words.yes);
  while ((await keptRuns(page)) > 0) await page.waitForTimeout(20);
  await page.reload();
  await untilReady(page);
  await page.waitForTimeout(500);
  assert.deepEqual(await rows(page), ["SGD", "AdamW"]);
});

test("what is kept is deleted at once, and a training that goes on is kept again, whole", async (t) => {
  const page = await open(t);
  await pausedAt(page, 12);
  await untilKept(page);
  await press(page, words.clear);
  await press(page, words.yes);
  const used = () =>
    page.evaluate(async () => {
      const { engine } = await import(new URL("ui/state/engine.js", location.href).href);
      return (await engine.value.kept.storage()).used;
    });
  while ((await used()) > 0) await page.waitForTimeout(50);
  await page.getByText(words.here("0 MiB")).waitFor();
  await press(page, text.controls.goOn);
  await untilRuns(page, (runs) => runs.every(({ step }) => step > 40), "goes on");
  await press(page, text.controls.pause);
  await untilRuns(page, (runs) => runs.every(({ state }) => state === "paused"), "paused again");
  await untilKept(page);
  const before = await runsOf(page);
  await page.reload();
  await page.getByRole("button", { name: text.controls.goOn, exact: true }).waitFor();
  assert.deepEqual(measured(await runsOf(page)), measured(before));
});

test("a disk that is full is told of, deleting makes room, and what was refused is kept at once", async (t) => {
  const patch = `
    let full = false;
    new BroadcastChannel("disk").onmessage = ({ data }) => { full = data; };
    const { prototype } = FileSystemSyncAccessHandle;
    const { write } = prototype;
    prototype.write = function (...put) { return full ? 0 : write.apply(this, put); };
  `;
  const prepare = (/** @type {import("playwright-core").BrowserContext} */ context) =>
    context.route("**/worker.js", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${await response.text()}\n${patch}` });
    });
  const page = await open(t, "", { prepare });
  const disk = (/** @type {boolean} */ full) =>
    page.evaluate((full) => new BroadcastChannel("disk").postMessage(full), full);
  await pausedAt(page, 12);
  await untilKept(page);
  await page.evaluate(async () => {
    const { engine } = await import(new URL("ui/state/engine.js", location.href).href);
    const refused = new Set();
    Object.assign(globalThis, { refused });
    engine.value.on("kept", (/** @type {any} */ { run, problem }) => problem && refused.add(run));
  });
  await disk(true);
  await press(page, text.controls.goOn);
  await untilRuns(page, (runs) => runs.every(({ step }) => step > 20), "goes on");
  await press(page, text.controls.pause);
  await page.getByText(words.problem("").split(".")[0]).waitFor();
  // A run that was kept is deleted for good until it goes on: both have to be refused.
  await page.waitForFunction(() => /** @type {any} */ (globalThis).refused.size === 2, undefined, {
    polling: 50,
  });
  await disk(false);
  await press(page, words.clear);
  await press(page, words.yes);
  await untilKept(page);
  await page.getByText(words.here("").split(":")[0]).waitFor();
});

test("a second tab shows what the first one has, and says where it is", async (t) => {
  const page = await open(t);
  await pausedAt(page, 12);
  await untilKept(page);
  const second = await page.context().newPage();
  await second.goto(page.url());
  await untilReady(second);
  const there = second.getByText(words.elsewhere);
  await there.first().waitFor();
  assert.equal(await there.count(), 2);
  await page.close();
  await second.reload();
  await second.getByRole("button", { name: text.controls.goOn, exact: true }).waitFor();
  assert.equal(await there.count(), 0);
});

test("a browser that keeps nothing trains as well, and the page says so", async (t) => {
  const prepare = (/** @type {import("playwright-core").BrowserContext} */ context) =>
    context.route("**/worker.js", async (route) => {
      const refuse = `
        navigator.storage.getDirectory = () => Promise.reject(new DOMException("no", "SecurityError"));
        Object.defineProperty(globalThis, "indexedDB", { get() { throw new DOMException("no", "SecurityError"); } });
      `;
      const response = await route.fetch();
      await route.fulfill({ response, body: `${await response.text()}\n${refuse}` });
    });
  const page = await open(t, "", { prepare });
  await untilReady(page);
  await press(page, text.controls.train);
  await untilRuns(page, (runs) => runs.every(({ state }) => state === "finished"), "finished");
  await page.getByText(words.refused).waitFor();
});

test("after a fault the button brings runs back as they were kept, and they go on", async (t) => {
  const page = await open(t);
  const before = await pausedAt(page, 20);
  await untilKept(page);
  const prompt = page.getByRole("textbox", { name: text.writers.prompt });
  const first = await prompt.inputValue();
  await prompt.fill("unreachable");
  const alert = page.getByRole("alert");
  const step = Math.min(...before.map((run) => run.step));
  await alert.getByText(words.comesBack(String(step), words.bringBack)).waitFor();
  // It says what its button says, and nothing else to do.
  assert.doesNotMatch(await alert.innerText(), /train again/);
  for (const name of ["SGD", "AdamW"])
    await page.locator(".mark-end", { hasText: `${name} ${text.runs.states.failed}` }).waitFor();
  await page.getByText(text.ending.failed(["SGD", "AdamW"])).waitFor();
  await prompt.fill(first);
  await page.getByText(words.loose).waitFor();
  await press(page, words.askToHold);
  const line = page.locator(".kept");
  await line.getByText(words.held).or(line.getByText(words.denied)).waitFor();
  const polite = page.getByRole("status");
  await polite.getByText(words.held).or(polite.getByText(words.denied)).waitFor();
  await press(page, words.bringBack);
  await page.getByRole("button", { name: text.controls.goOn, exact: true }).waitFor();
  assert.deepEqual(measured(await runsOf(page)), measured(before));
  assert.equal(await page.getByText(text.controls.changed).count(), 0);
  await press(page, text.controls.goOn);
  const more = await untilRuns(
    page,
    (runs) => runs.every(({ step: at }) => at > step + 3),
    "goes on",
  );
  for (const { train } of more)
    assert.deepEqual(
      train.map(({ step: at }) => at),
      train.map((_, k) => k + 1),
      "no update twice, none missing",
    );
});

test("a fault takes the weights of runs that have ended, and not what they came to", async (t) => {
  const page = await open(t);
  await untilReady(page);
  await press(page, "Train both");
  const ended = (/** @type {{ state: string }[]} */ runs) =>
    runs.every(({ state }) => state === "finished");
  const before = await untilRuns(page, ended, "the end");
  await page.getByRole("textbox", { name: text.writers.prompt }).fill("unreachable");
  await page.getByRole("alert").first().waitFor();
  const after = await runsOf(page);
  assert.ok(ended(after), "they have ended all the same");
  assert.deepEqual(measured(after), measured(before));
  assert.equal(await page.locator(".mark-end", { hasText: text.runs.states.failed }).count(), 0);
});
