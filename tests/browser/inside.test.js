/** What the updates do to each part of a model: what is worked out from it, and how the page shows it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { perRow } from "../../www/ui/components/rows.js";
import { decadesOf, halvesOf, linesOf, spaced, spreadOf } from "../../www/ui/inside/parts.js";
import { tabled } from "../../www/ui/inside/table.js";
import { partMark, partName, power, small, summaryOf, times } from "../../www/ui/inside/words.js";
import { INSIDE } from "../../www/ui/lessons/paper.js";
import { text } from "../../www/ui/text.js";
import { useLab } from "./support/lab.js";
import { press, untilReady, untilRuns } from "./support/page.js";

const { open } = useLab({ fake: true });
const words = text.inside;
const GROUPS = ["embedding", "positions", "block 1", "final norm"];

/**
 * A run with these ratios, a list for each reading; its gradients are ten times as large.
 * @param {number[][]} ratios @param {string} [name]
 */
function run(ratios, name = "SGD") {
  const inside = ratios.map((update_ratio, i) => ({
    step: 1 + 10 * i,
    tokens: 100 * (1 + 10 * i),
    groups: GROUPS,
    update_ratio,
    grad_norm: update_ratio.map((ratio) => 10 * ratio),
  }));
  return /** @type {any} */ ({
    name: { value: name },
    short: { value: name },
    plan: { value: { tokens_per_title: 10 } },
    inside,
  });
}

const FIRST = [1, 9e5, 1, 1];

test("a part's line is over headlines read, and leaves out what no logarithm has", () => {
  const [, positions] = linesOf(
    run([FIRST, [1, 0, 1, 1], [1, 0.5, 1, Number.NaN]]),
    "update_ratio",
  );
  assert.equal(positions.part, "positions");
  assert.deepEqual(positions.points, [
    { x: 10, y: 9e5 },
    { x: 210, y: 0.5 },
  ]);
});

test("runs share whole powers of ten, which an outlier at either end does not stretch", () => {
  const usual = Array.from({ length: 60 }, () => [0.002, 0.004, 0.03, 0.02]);
  const last = [1e-9, 1e-9, 1e-9, 1e-9];
  assert.deepEqual(decadesOf([run([FIRST, ...usual, last])], "update_ratio"), [-3, -1]);
  assert.deepEqual(
    decadesOf(
      [run([FIRST, ...usual]), run([FIRST, ...usual.map(() => [9, 9, 9, 9])])],
      "update_ratio",
    ),
    [-3, 1],
  );
  assert.deepEqual(decadesOf([run([FIRST])], "update_ratio"), [-4, 0]);
  assert.deepEqual(decadesOf([run([FIRST, [1, 1, 1, 1]])], "update_ratio"), [0, 1]);
});

test("how far the parts lie apart is the median over readings, the first left out", () => {
  const sgd = run([FIRST, [8, 1, 2, 0.2], [8, 1, 2, 0.1], [8, 1, 2, 0.4], [1, 7, 2, 0.5]]);
  assert.deepEqual(spreadOf(sgd, "update_ratio"), {
    times: 30,
    largest: "embedding",
    smallest: "final norm",
  });
  assert.equal(spreadOf(run([FIRST]), "update_ratio"), null);
  assert.deepEqual(halvesOf(sgd, 3, "grad_norm").map(Number), [1.5, 4.5]);
  assert.deepEqual(halvesOf(run([FIRST]), 3, "grad_norm"), [null, null]);
});

test("the sentence names each run, how many times, and between which parts", () => {
  const sgd = run([FIRST, [8, 1, 2, 0.2]]);
  const adamw = run([FIRST, [3, 1, 2, 2]], "AdamW");
  assert.equal(
    summaryOf([sgd, adamw], "update_ratio"),
    "In the median reading, SGD: the largest ratio is 40 times the smallest (token embedding against final norm); AdamW: 3 times (token embedding against positions).",
  );
  assert.equal(
    summaryOf([run([FIRST]), adamw], "grad_norm").includes("AdamW: the largest gradient is 3"),
    true,
  );
  assert.equal(summaryOf([run([FIRST])], "grad_norm"), "");
});

test("numbers and parts are written as people write them", () => {
  assert.deepEqual([1.04, 9.96, 40.4, 1234].map(times), ["1", "10", "40", "1,200"]);
  assert.deepEqual([-12, 0, 3].map(power), ["10⁻¹²", "10⁰", "10³"]);
  assert.deepEqual([null, 0, 0.000123, 0.0123, 4.56].map(small), [
    "–",
    "0",
    "1.2 × 10⁻⁴",
    "0.012",
    "4.6",
  ]);
  assert.deepEqual(
    [partName("block 12"), partMark("block 12"), partName("new")],
    ["block 12", "12", "new"],
  );
});

test("no row has only one thing in it where another could do", () => {
  const rows = Array.from({ length: 10 }, (_, i) => perRow(i + 1));
  assert.deepEqual(rows, [1, 2, 3, 4, 3, 3, 4, 4, 3, 4]);
});

test("labels beside lines' ends keep their distance and their order", () => {
  assert.deepEqual(spaced([10, 50], 10, [0, 100]), [10, 50]);
  assert.deepEqual(spaced([50, 48, 49], 10, [0, 100]), [68, 48, 58]);
  assert.deepEqual(spaced([99, 98, 0], 10, [0, 100]), [100, 90, 0]);
});

test("the table holds at most 50 rows, of whole runs", () => {
  const many = Array.from({ length: 20 }, () => run([FIRST]));
  assert.equal(tabled(many).length, 12);
});

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page @param {string} name @param {"update_ratio" | "grad_norm"} quantity */
const figure = (page, name, quantity) =>
  page.getByRole("img", { name: words.figure(name, words[quantity].title.toLowerCase()) });

test("the panel draws both quantities for each run on one scale, says what they come to, and cites the paper", async (t) => {
  const page = await open(t);
  await untilReady(page);
  const link = page.getByRole("button", { name: words.open, exact: true });
  await link.click();
  await page.getByText(words.none).waitFor();
  await press(page, "Train both");
  await figure(page, "SGD", "update_ratio").waitFor();
  await untilRuns(page, (all) => all.every(({ state }) => state === "finished"), "the end");

  const scales = [];
  for (const quantity of /** @type {const} */ (["update_ratio", "grad_norm"])) {
    for (const name of ["SGD", "AdamW"]) {
      const one = figure(page, name, quantity);
      assert.equal(await one.locator("path.part-line").count(), 7, `${quantity} of ${name}`);
      const marks = await one.locator(".part-mark").allTextContents();
      assert.deepEqual(marks, ["emb.", "pos.", "1", "2", "3", "4", "norm"]);
      scales.push((await one.locator(".tick").allTextContents()).join(" "));
    }
  }
  assert.equal(scales[0], scales[1], "the runs share the scale of the ratio");
  assert.equal(scales[2], scales[3], "and that of the norm");

  const region = page.getByRole("region", { name: words.update_ratio.title });
  const sentence = await region.locator(".inside-found").innerText();
  const found =
    /SGD: the largest ratio is ([\d.,]+) times the smallest .*; AdamW: ([\d.,]+) times/.exec(
      sentence,
    );
  assert.ok(found, sentence);
  const [sgd, adamw] = found.slice(1).map((one) => Number(one.replaceAll(",", "")));
  assert.ok(sgd > 10 * adamw, sentence);
  const paper = page.getByRole("group", { name: words.paper });
  for (const { quote } of INSIDE) await paper.getByText(quote).waitFor();

  await page.getByText(words.table).click();
  const table = page.getByRole("table", { name: words.tableCaption(words.allRuns) });
  assert.equal(await table.getByRole("rowheader").count(), 14);
  const cells = table.locator("tbody").getByRole("cell");
  // The views follow the readings on a clock of their own.
  await cells.filter({ hasText: "–" }).first().waitFor({ state: "detached" });
  for (const cell of await cells.allInnerTexts()) assert.match(cell, /^\d/);

  await press(page, text.panels.close);
  await page.waitForFunction((name) => document.activeElement?.textContent === name, words.open);
});

test("lines, sentence and table can be held still from the panel itself, and go on after it", async (t) => {
  const page = await open(t);
  await untilReady(page);
  await press(page, words.open);
  await press(page, "Train both");
  await page.getByText(words.table).click();
  const panel = page.getByRole("region", { name: words.title, exact: true });
  await figure(page, "AdamW", "grad_norm").locator(".part-line").first().waitFor();
  await untilRuns(page, (all) => all.every(({ step }) => step > 20), "training");
  // What the panel's opening asked for comes also while the views are held.
  await page.locator(".looks figure").nth(1).waitFor();
  const hold = panel.getByRole("button", { name: text.writers.hold, exact: true });
  await hold.click();
  // The views draw what stands a frame later.
  await page.waitForTimeout(200);
  const shown = () =>
    page.evaluate(() =>
      [".inside-part:has(.parts)", ".inside-table tbody"]
        .map((part) => [...document.querySelectorAll(part)].map((one) => one.innerHTML).join())
        .join(),
    );
  const before = await shown();
  const [{ step }] = await untilRuns(page, () => true, "now");
  await untilRuns(page, (all) => all.every((run) => run.step > step + 40), "training on");
  assert.equal(await hold.getAttribute("aria-pressed"), "true");
  assert.ok((await shown()) === before, "all stands still");
  await hold.click();
  await page.waitForFunction(
    (was) => !was.includes(document.querySelector(".parts")?.innerHTML ?? was),
    before,
  );
});

test("a headline that a person types or picks is read token by token, with what each run would have put there", async (t) => {
  const page = await open(t);
  await untilReady(page);
  await press(page, words.open);
  const table = page.getByRole("table", { name: words.headline.caption });
  const rows = table.locator("tbody tr");
  // The held-back headline of the writers comes first.
  await table.waitFor();
  const field = page.getByRole("textbox", { name: words.headline.title, exact: true });
  const first = await field.inputValue();
  assert.notEqual(first, "");

  await field.fill("Show HN: A cat");
  await press(page, words.headline.go);
  const told = async () => {
    const heads = await rows.getByRole("rowheader").allInnerTexts();
    return heads.map((one) => one.replaceAll(text.writers.space, " ")).join("");
  };
  await page.waitForFunction(
    () =>
      document.querySelectorAll(".read tbody tr").length === 5 &&
      [...document.querySelectorAll(".read-others")].every((one) => one.children.length === 3),
  );
  assert.equal(await told(), `Show HN: A cat${text.writers.end}`);
  const cells = await rows.first().getByRole("cell").allInnerTexts();
  assert.equal(cells.length, 4, "two for each run");
  for (const cell of cells) assert.match(cell, /%/);
  const sentence = page.getByText(/^The whole headline surprises SGD by [\d.]+ nats and AdamW by/);
  await sentence.waitFor();

  // A space that is a token of its own: a run can't be asked what comes after it.
  await field.fill("Show HN:  A cat");
  await press(page, words.headline.go);
  await page.waitForFunction(() => {
    const all = [...document.querySelectorAll(".read tbody tr")];
    return all.length === 6 && all[5].querySelectorAll(".read-others > span").length === 6;
  });
  const named = await rows.evaluateAll((all) =>
    all.map((row) =>
      [...row.querySelectorAll(".read-others")].map(({ children }) => children.length),
    ),
  );
  const all = [3, 3];
  assert.deepEqual(named, [all, all, all, [0, 0], all, all]);

  const pick = page.getByRole("combobox", { name: words.headline.pick });
  const option = pick.getByRole("option").nth(2);
  const picked = (await option.textContent()) ?? "";
  await pick.selectOption({ index: 2 });
  await page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll(".read tbody th")].map((one) => one.textContent).join("")
        .length > wanted,
    picked.length,
  );
  assert.equal(await field.inputValue(), picked);
  assert.equal(
    (await told()).replaceAll(" ", ""),
    `${picked}${text.writers.end}`.replaceAll(" ", ""),
  );

  await press(page, text.panels.close);
  await press(page, text.recorded.watch);
  await press(page, words.open);
  await page.getByText(words.headline.noneRecorded).waitFor();
  await page.getByText(words.noneRecorded).waitFor();
});
