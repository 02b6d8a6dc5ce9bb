/** The hand-in as a student makes it and a teacher opens it. */

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { handInOf, MOST_BYTES } from "../../www/ui/handin/format.js";
import { pageOf } from "../../www/ui/handin/page.js";
import { handedIn, VERDICT } from "./support/handed.js";
import { useLab } from "./support/lab.js";
import { press, runsOf, untilReady, untilRuns, upload } from "./support/page.js";
import { madeUpTitles } from "./support/titles.js";

const { open } = useLab({ fake: true });

/** @typedef {import("playwright-core").Page} Page */

const HOSTILE = `</script><script>hacked = 1</script><img src=x onerror="hacked = 1">`;

/** @param {import("node:test").TestContext} t */
async function folder(t) {
  const made = await mkdtemp(join(tmpdir(), "handin-"));
  t.after(() => rm(made, { recursive: true }));
  return made;
}

/** Trains what is on the screen to its end. @param {Page} page */
async function trainToTheEnd(page) {
  await page
    .getByRole("button", { name: /^Train/ })
    .first()
    .click();
  await untilRuns(page, (runs) => runs.every(({ state }) => state === "finished"), "the end");
}

/** Presses the button and keeps the file. @param {import("node:test").TestContext} t @param {Page} page */
async function makeHandIn(t, page) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    press(page, "Make the hand-in"),
  ]);
  const path = join(await folder(t), download.suggestedFilename());
  await download.saveAs(path);
  return { path, name: download.suggestedFilename(), html: await readFile(path, "utf8") };
}

/** Opens a file as a teacher does, without a network. @param {Page} page @param {string} path */
async function openFile(page, path) {
  const opened = await page.context().newPage();
  await page.context().setOffline(true);
  await opened.goto(pathToFileURL(path).href);
  return opened;
}

/** Whatever of a file could do more than be read. @param {Page} opened */
function actsOf(opened) {
  return opened.evaluate(() => ({
    hacked: "hacked" in window,
    scripts: [...document.scripts].map((script) => script.type),
    loaded: document.querySelectorAll("img, link, iframe, object, embed, form").length,
    handlers: [...document.querySelectorAll("*")].flatMap((element) =>
      element.getAttributeNames().filter((name) => name.startsWith("on")),
    ),
  }));
}
const NOTHING = { hacked: false, scripts: ["application/json"], loaded: 0, handlers: [] };

test("one click makes a file with everything in it, which opens without a network and is read back", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  const conclude = page.getByRole("textbox", { name: "What do you conclude, and from what?" });
  await press(page, "Share");
  await conclude.fill("Half a sentence");
  await page.reload();
  await untilReady(page);
  await page.getByRole("radio", { name: "AdamW" }).check({ force: true });
  await press(page, "Share");
  assert.equal(await conclude.inputValue(), "Half a sentence", "a reload takes nothing");
  await page.getByText("Train first: there is no run to hand in yet.").waitFor();
  await trainToTheEnd(page);
  await page.getByText("It will hold 2 runs.").waitFor();
  const conclusion = `AdamW falls faster.\n${HOSTILE}`;
  await page
    .getByRole("textbox", { name: "What do you conclude, and from what?" })
    .fill(conclusion);
  await page.getByRole("textbox", { name: "Name, if you like" }).fill(`Ada ${HOSTILE}`);
  const { path, name, html } = await makeHandIn(t, page);
  assert.match(name, /^headline-lab_sgd-vs-adamw_Ada-script-[\p{L}\p{N}_-]*\.html$/u);
  assert.ok((await stat(path)).size < MOST_BYTES / 5);
  await page.locator(".handin-go").getByText(`Made: ${name}, `).waitFor();
  await page.getByRole("status").getByText(`Made: ${name}, `).waitFor();

  const opened = await openFile(page, path);
  assert.deepEqual(await actsOf(opened), NOTHING);
  await opened.getByRole("heading", { level: 1, name: "Which learns faster?" }).waitFor();
  assert.equal(await opened.locator(".own").innerText(), conclusion);
  assert.equal(await opened.getByRole("definition").nth(1).innerText(), "AdamW");
  const table = opened.getByRole("region", { name: "The runs as a table" });
  const rows = await table
    .getByRole("row")
    .evaluateAll((all) => all.map((row) => /** @type {HTMLElement} */ (row).innerText));
  assert.equal(rows.length, 3);
  const known = await runsOf(page);
  for (const [i, run] of known.entries()) {
    const loss = run.evals.at(-1).loss.toFixed(3);
    assert.ok(rows[i + 1].includes(run.name) && rows[i + 1].includes(loss), rows[i + 1]);
  }
  const curves = opened.getByRole("img", {
    name: /^Validation loss over headlines read: SGD from .+; AdamW from .+\.$/,
  });
  assert.equal(await curves.locator("path.val").count(), 2);
  const box = await curves.locator("path.val").first().boundingBox();
  assert.ok(box && box.width > 300 && box.height > 5, JSON.stringify(box));

  const back = handInOf(html);
  assert.deepEqual(
    back.runs.map((run) => run.evals.map(([step, , loss]) => [step, loss])),
    known.map((run) => run.evals.map((/** @type {any} */ one) => [one.step, one.loss])),
  );
  assert.deepEqual(
    back.runs.map((run) => run.train),
    known.map((run) => run.train.map((/** @type {any} */ one) => one.loss)),
  );
  assert.deepEqual(back.prediction, { guess: "AdamW", outcome: "AdamW" });
  assert.equal(back.training_titles, null);
  assert.equal(back.address, page.url());
});

test("own headlines are in the file where the box is ticked, and nowhere else", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  const titles = madeUpTitles(400).map((title) => `${title} ${HOSTILE}`);
  const name = "<img src=x onerror=hacked()>.txt";
  await upload(
    page,
    { name, mimeType: "text/plain", buffer: Buffer.from(titles.join("\n")) },
    name,
  );
  await trainToTheEnd(page);
  await press(page, "Share");
  const without = await makeHandIn(t, page);
  const data = handInOf(without.html).data;
  assert.equal(data?.name, name);
  const shown = without.html.replaceAll(/"written":\[.*?\]\]/g, "");
  for (const title of titles.slice(0, 360)) assert.ok(!shown.includes(title.split(" <")[0]), title);
  await page.getByRole("checkbox", { name: "Put the training headlines into the file" }).check();
  const { path, html } = await makeHandIn(t, page);
  assert.deepEqual(handInOf(html).training_titles, titles.slice(0, 360));
  const opened = await openFile(page, path);
  assert.deepEqual(await actsOf(opened), NOTHING);
  await opened.getByText("It holds 360 of the 360 training headlines.").waitFor();
});

/** Puts a copy of a run beside the experiment, as one that was trained on headlines with these fingerprints. @param {Page} page @param {string} name @param {Record<string, string>} [others] */
function putBeside(page, name, others = {}) {
  return page.evaluate(
    async ([name, others]) => {
      const state = await import(new URL("ui/state/runs.js", location.href).href);
      const [parent] = state.runs.value;
      const branch = { parent: 0, from: "a model", step: 0, set: {}, onward: null };
      const card = state.createBranch(parent, branch, { ...parent, ink: 4 });
      const { info } = parent.data;
      const fingerprints = { ...info.fingerprints, .../** @type {object} */ (others) };
      card.data = { ...parent.data, name: "elsewhere", info: { ...info, fingerprints } };
      card.evals = [...parent.evals];
      card.plan.value = parent.plan.value;
      card.state.value = "finished";
      card.step.value = parent.step.value;
      card.name.value = name;
      state.branches.value = [...state.branches.value, card];
    },
    /** @type {const} */ ([name, others]),
  );
}

test("a run that read other headlines is left out, and the page says so", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  await trainToTheEnd(page);
  await press(page, "Share");
  await putBeside(page, "the same titles from another file");
  await page.getByText("It will hold 3 runs.").waitFor();
  assert.equal(await page.getByText(/^Left out/).count(), 0);
  await putBeside(page, "other titles", { train: "1".repeat(64), val: "2".repeat(64) });
  await putBeside(page, "other tokens", { tokenizer: "3".repeat(64) });
  await page.getByText(/^Left out, .*: other titles, other tokens\./).waitFor();
  await page.getByText("It will hold 3 runs.").waitFor();
  const { html } = await makeHandIn(t, page);
  const { runs, data } = handInOf(html);
  assert.deepEqual(
    runs.map(({ name }) => name),
    ["SGD", "AdamW", "the same titles from another file"],
  );
  assert.ok(
    data?.name !== "elsewhere" && html.includes(`<code title="${data?.fingerprints?.val}">`),
  );
});

test("a question is handed in with its verdict and both runs of every pair", async (t) => {
  const page = await open(t, "?lesson=ask", { size: "tiny" });
  await page.getByRole("button", { name: "Train 6 runs" }).waitFor();
  await page.getByRole("radio", { name: "worse" }).check({ force: true });
  await page.getByRole("button", { name: "Train 6 runs" }).click();
  await page.getByRole("button", { name: "Train two more seeds" }).waitFor();
  await press(page, "Share");
  await page.getByText("It will hold 6 runs.").waitFor();
  const { html } = await makeHandIn(t, page);
  const back = handInOf(html);
  assert.equal(back.question, "Does RoPE help instead of a learned table, at Tiny, over 3 seeds?");
  const shown = await page.getByRole("heading", { name: /^Verdict/ }).innerText();
  assert.ok(back.verdict && shown.endsWith(back.verdict.headline), shown);
  assert.deepEqual(back.prediction, { guess: "worse", outcome: "better" });
  assert.deepEqual(
    back.verdict.pairs.map(({ seed }) => seed),
    [1337, 1338, 1339],
  );
  for (const [i, pair] of back.verdict.pairs.entries()) {
    const ends = back.runs.slice(2 * i, 2 * i + 2).map((run) => run.evals.at(-1)?.[2]);
    assert.deepEqual([pair.reference, pair.asked], ends);
  }
});

/** Every text of a hand-in that is free in it becomes hostile. @param {any} value @param {string} [key] @returns {any} */
function spoilt(value, key = "") {
  if (typeof value === "string")
    return ["format", "state", "field", "optimizer", "address"].includes(key)
      ? value
      : HOSTILE.slice(0, 80);
  if (Array.isArray(value)) return value.map((one) => spoilt(one, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, spoilt(one, name)]));
}

test("no text of a hand-in becomes anything but text, wherever it stands", async (t) => {
  const page = await open(t, "blank.html");
  const path = join(await folder(t), "spoilt.html");
  await writeFile(path, pageOf(spoilt(handedIn({ verdict: VERDICT, training_titles: ["x"] })), ""));
  const opened = await openFile(page, path);
  assert.deepEqual(await actsOf(opened), NOTHING);
  assert.equal(await opened.locator("h1").innerText(), HOSTILE.slice(0, 80));
});

test("on A4 it takes two pages at most, nothing runs over, and axe finds nothing in it", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  await trainToTheEnd(page);
  await press(page, "Share");
  const { path } = await makeHandIn(t, page);
  const opened = await openFile(page, path);
  const pdf = (await opened.pdf({ preferCSSPageSize: true })).toString("latin1");
  const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  assert.ok(pages >= 1 && pages <= 2, `${pages} pages`);
  assert.match(pdf, /\/MediaBox \[0 0 59[45][.\d]* 84[12]/);
  const axe = await readFile(
    new URL("../../node_modules/axe-core/axe.min.js", import.meta.url),
    "utf8",
  );
  for (const [width, colorScheme] of /** @type {const} */ ([
    [1000, "light"],
    [1000, "dark"],
    [360, "light"],
  ])) {
    await opened.setViewportSize({ width, height: 800 });
    await opened.emulateMedia({ colorScheme });
    assert.equal(await opened.evaluate(() => document.documentElement.scrollWidth), width);
    await opened.evaluate(axe);
    const found = await opened.evaluate(async () => {
      const { violations } = await /** @type {any} */ (window).axe.run(document);
      return violations.map((/** @type {any} */ one) => `${one.id}: ${one.nodes[0].html}`);
    });
    assert.deepEqual(found, [], `${width} px, ${colorScheme}`);
  }
});
