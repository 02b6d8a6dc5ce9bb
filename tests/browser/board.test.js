/** The class board: what a class's files come to, what is left out, and how a teacher looks at it. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { tableOf } from "../../www/ui/board/csv.js";
import { EMPTY, MOST_FILES, withFiles } from "../../www/ui/board/entries.js";
import { groupsOf } from "../../www/ui/board/groups.js";
import { blockOf } from "../../www/ui/handin/format.js";
import { textOf } from "../../www/ui/runfile/format.js";
import {
  assertAxe,
  assertNoSideways,
  assertTargets,
  FOR_AXE,
  focusOn,
} from "./support/accessible.js";
import { classOf, fileOf, firstLesson, runTo } from "./support/class.js";
import { PRESETS } from "./support/ended-runs.js";
import { FINGERPRINTS, handedIn, handedRun, runFile } from "./support/handed.js";
import { useLab } from "./support/lab.js";
import { press } from "./support/page.js";

const { open } = useLab({ fake: true });

/** @typedef {import("../../www/ui/handin/format.js").HandIn} HandIn */

/** Files as a browser hands them over. @param {(HandIn | import("../../www/ui/runfile/format.js").RunFile)[]} all */
const filesOf = (all) =>
  all.map((one, i) =>
    one.format === "headline-lab-run"
      ? new File([textOf(one)], `${i}.json`)
      : new File([blockOf(one)], `${i}.html`),
  );

/** @param {Parameters<typeof filesOf>[0]} all */
const boardOf = (all) => withFiles(EMPTY, filesOf(all));

/** One hand-in whose SGD and AdamW ended there. @param {number} seed @param {number} sgd @param {number} adamw @param {Partial<HandIn>} [rest] */
function ended(seed, sgd, adamw, rest = {}) {
  const runs = [
    runTo("SGD", 0, { ...PRESETS.baseline, seed }, sgd),
    runTo("AdamW", 1, { ...PRESETS.champion, seed }, adamw),
  ];
  return handedIn({ author: `seed ${seed}`, runs, ...rest });
}

const close = (/** @type {number | undefined} */ a, /** @type {number} */ b) =>
  assert.ok(a !== undefined && Math.abs(a - b) < 1e-9, `${a} and ${b}`);

test("median and spread of final losses and of gaps, over seeds", async () => {
  const { entries } = await boardOf([ended(1, 2.1, 1.3), ended(2, 2.3, 1.2), ended(3, 2.2, 1.5)]);
  const [group, ...others] = groupsOf(entries);
  assert.deepEqual(others, []);
  const [sgd, adamw] = group.variants;
  assert.deepEqual([sgd.name, adamw.name, sgd.ink, adamw.ink], ["SGD", "AdamW", 0, 1]);
  assert.deepEqual(sgd.losses, { n: 3, middle: 2.2, low: 2.1, high: 2.3 });
  assert.deepEqual(adamw.losses, { n: 3, middle: 1.3, low: 1.2, high: 1.5 });
  assert.equal(sgd.gaps, null);
  close(adamw.gaps?.middle, -0.8);
  close(adamw.gaps?.low, -1.1);
  close(adamw.gaps?.high, -0.7);
  assert.equal(adamw.bars.length, 20);
  const last = adamw.bars.at(-1);
  assert.deepEqual(last, { x: 100, middle: 1.3, low: 1.2, high: 1.5 });
});

test("one and the same run in several files counts once, and is told", async () => {
  const twin = ended(1, 2.1, 1.3, { author: "somebody else" });
  const board = await boardOf([ended(1, 2.1, 1.3), ended(2, 2.3, 1.2), twin]);
  const [group] = groupsOf(board.entries);
  assert.deepEqual(group.twins, [[1, 3]]);
  assert.deepEqual(group.variants[0].losses, { n: 2, middle: 2.2, low: 2.1, high: 2.3 });
  assert.equal(group.variants[1].gaps?.n, 2);
  assert.equal(group.variants[0].runs.length, 3);
  assert.deepEqual(board.left, []);
});

test("a file that comes twice is left out, whatever it is called", async () => {
  const board = await boardOf([ended(1, 2.1, 1.3), ended(1, 2.1, 1.3)]);
  assert.deepEqual(board.left, [{ number: 2, file: "1.html", why: "it is file 1 once more" }]);
  const again = await withFiles(board, filesOf([ended(1, 2.1, 1.3)]));
  assert.deepEqual([again.entries.length, again.left.at(-1)?.number], [1, 3]);
});

test("other held-back headlines and another size are another group, and the seed is not", async () => {
  const data = /** @type {any} */ (handedIn().data);
  const other = { ...data, fingerprints: { ...FINGERPRINTS, val: "0".repeat(64) } };
  const large = ended(4, 2.0, 1.1);
  for (const run of large.runs) run.recipe = { ...run.recipe, size: "classroom" };
  const { entries } = await boardOf([
    ended(1, 2.1, 1.3),
    ended(2, 2.3, 1.2),
    ended(3, 2.1, 1.3, { data: other }),
    large,
    ended(5, 2.1, 1.3, { data: { ...data, fingerprints: null } }),
  ]);
  const groups = groupsOf(entries);
  assert.deepEqual(
    groups.map(({ entries: of, known, size }) => [of.map(({ number }) => number), known, size]),
    [
      [[1, 2], true, "tiny"],
      [[3], true, "tiny"],
      [[4], true, "classroom"],
      [[5], false, "tiny"],
    ],
  );
});

test("a run that diverged, was stopped or goes on from another counts for no loss", async () => {
  const diverged = ended(1, 2.1, 1.3);
  diverged.runs[1] = { ...diverged.runs[1], state: "diverged", reason: "Its loss." };
  const stopped = ended(2, 2.2, 1.2);
  stopped.runs[1] = { ...stopped.runs[1], state: "stopped" };
  const onward = ended(3, 2.3, 1.1);
  onward.runs[1].branch = { from: "AdamW", step: 10, set: { dropout: 0 }, onward: null };
  const { entries } = await boardOf([diverged, stopped, onward]);
  const [, adamw] = groupsOf(entries)[0].variants;
  assert.deepEqual([adamw.losses, adamw.gaps, adamw.diverged, adamw.cut], [null, null, 1, 2]);
  assert.deepEqual(adamw.bars, []);
});

test("guesses are counted, and how many of them it came out so for", async () => {
  const guesses = ["SGD", "AdamW", "AdamW"].map((guess, i) =>
    ended(i, 2 + i / 10, 1, { prediction: { guess, outcome: i === 2 ? null : "AdamW" } }),
  );
  const { entries } = await boardOf([...guesses, ended(9, 2.9, 1, { prediction: null })]);
  assert.deepEqual(groupsOf(entries)[0].guesses, [
    { guess: "AdamW", n: 2, right: 1 },
    { guess: "SGD", n: 1, right: 0 },
  ]);
});

test("run files stand beside hand-ins of their lesson", async () => {
  const [, adamw] = firstLesson(5).runs;
  const alone = runFile({ ...adamw, config: { ...adamw.config, seed: 99 }, name: "mine" });
  const { entries } = await boardOf([firstLesson(1), alone, runFile(handedRun("x", 1))]);
  const groups = groupsOf(entries);
  assert.deepEqual(
    groups.map(({ title, entries: of }) => [title, of.length]),
    [
      ["SGD vs AdamW: Which learns faster?", 2],
      ["Without a question", 1],
    ],
  );
  assert.deepEqual(
    groups[0].variants.map(({ losses }) => losses?.n),
    [1, 2],
  );
});

test("what cannot be read is named with its reason, the rest is kept, and sixty is the most", async () => {
  const bad = [
    new File(["<p>photo"], "photo.html"),
    new File(["[".repeat(99)], "deep.json"),
    new File(["x"], "essay.docx"),
    new File([blockOf(handedIn({ runs: [] }))], "empty.html"),
  ];
  const good = Array.from({ length: 62 }, (_, i) => ended(i, 2, 1));
  const { entries, left } = await withFiles(EMPTY, [...bad, ...filesOf(good)]);
  assert.equal(entries.length, MOST_FILES);
  assert.deepEqual(
    left.map(({ file, why }) => [file, why]),
    [
      ["photo.html", "it has no run file inside"],
      ["deep.json", "it nests deeper than 32 levels"],
      ["essay.docx", "it is neither a hand-in (.html) nor a run file (.json)"],
      ["empty.html", "it holds no run"],
      ["60.html", "a board takes 60 files"],
      ["61.html", "a board takes 60 files"],
    ],
  );
});

test("the CSV has a run a row, no formula, and names where they are asked for alone", async () => {
  const author = '=HYPERLINK("x")';
  const { entries } = await boardOf([ended(1, 2.1, 1.3, { author, question: author })]);
  const hidden = tableOf(groupsOf(entries), false).trim().split("\r\n");
  assert.equal(hidden.length, 3);
  assert.ok(!hidden.join().includes("0.html"));
  const [head, , adamw] = hidden.map((line) => line.split(","));
  const cell = (/** @type {string} */ column) => adamw.at(head.indexOf(column) - head.length);
  assert.deepEqual(
    [cell("final_loss"), cell("gap_to_first"), cell("counted")],
    ["1.3", "-0.8", "true"],
  );
  const named = tableOf(groupsOf(entries), true);
  assert.match(named, /"'=HYPERLINK\(""x""\)",0\.html\r\n$/);
});

/** @param {import("playwright-core").Page} page */
async function openBoard(page) {
  await press(page, "Share");
  await press(page, "Class board");
  await page.getByRole("heading", { name: "Class board" }).waitFor();
  return page.getByRole("region", { name: "Class board" });
}

test("a teacher drops a class's files, reads the medians, and shows names when she likes", async (t) => {
  const page = await open(t, "", { size: "tiny", context: FOR_AXE });
  const asked = page.waitForRequest(/ui\/board\/panel\.js$/);
  const board = await openBoard(page);
  await asked;
  assert.equal(await page.evaluate(() => document.activeElement?.id), "panel-board-title");
  await board.getByLabel("Choose the files").setInputFiles(classOf(14));
  await board.getByText("14 files, 28 runs.").waitFor();
  await board.getByText("File 15 was left out: it has no run file inside.").waitFor();
  const first = board.getByRole("region", {
    name: "SGD vs AdamW: Which learns faster?",
    exact: true,
  });
  const row = first.getByRole("row", { name: /^AdamW 11/ });
  const [runs, median, , gap] = await row.getByRole("cell").allInnerTexts();
  assert.equal(runs, "11");
  assert.match(median, /^1\.\d{3}$/);
  assert.match(gap, /^−0\.\d{3}$/);
  await first
    .getByText("One and the same run is in the files 1, 10; in 2, 11; in 5, 14.")
    .waitFor();
  await first.getByText("8, of them 8 as it came out").waitFor();
  const figure = first.getByRole("img", { name: /^Validation loss over steps\. SGD: median/ });
  assert.equal(await figure.locator(".seed-line").count(), 0);
  await board.getByLabel("A line for every run").check();
  assert.equal(await figure.locator(".seed-line").count(), 16);

  assert.ok(!(await board.innerText()).includes("Student"), "names are hidden at first");
  assert.ok(!(await board.innerText()).includes("holiday"), "and so are files'");
  await first.getByText("All 11 files").click();
  await board.getByLabel("Show names").check();
  await first.getByRole("rowheader", { name: "File 1, Student 0" }).waitFor();
  await board.getByText("File 15, holiday.html was left out").waitFor();
  await assertAxe(page, "the class board");
  await assertTargets(page, "the class board");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    press(page, "Save the table as CSV"),
  ]);
  assert.equal(download.suggestedFilename(), "headline-lab-class.csv");
  assert.match(await readFile(await download.path(), "utf8"), /Student 13/);
  await page.setViewportSize({ width: 360, height: 740 });
  await assertNoSideways(page, "the class board at 360 px");

  await board.getByRole("button", { name: "Close" }).click();
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Share");
});

test("a hostile class's files do nothing but stand there", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  const board = await openBoard(page);
  const hostile = `<img src=x onerror="hacked = 1">`;
  const handIn = firstLesson(1, {
    author: hostile,
    conclusion: `${hostile}</script>`,
    question: hostile,
  });
  handIn.prediction = { guess: hostile, outcome: hostile };
  await board
    .getByLabel("Choose the files")
    .setInputFiles([
      fileOf("a.html", `${blockOf(handIn)}<script>hacked = 1</script>`),
      fileOf(
        `${"x".repeat(200)}.json`,
        `{"format":"headline-lab-run","version":1,"run":${"[".repeat(5000)}`,
      ),
      { ...fileOf("huge.html", ""), buffer: Buffer.alloc(1_000_001, 32) },
    ]);
  await board.getByText("1 file, 2 runs.").waitFor();
  const polite = page.getByRole("status");
  await polite.getByText(/^1 file, 2 runs\..* levels.* more than the 1 it may/).waitFor();
  await board.getByText("it nests deeper than 32 levels").waitFor();
  await board.getByText("it has 2 MB, more than the 1 it may").waitFor();
  await board.getByText("The file", { exact: true }).click();
  await board.getByLabel("Show names").check();
  await board.getByRole("rowheader", { name: `File 1, ${hostile}` }).waitFor();
  assert.deepEqual(
    await page.evaluate(() => [
      "hacked" in window,
      document.querySelectorAll("#panel-board img, #panel-board script").length,
    ]),
    [false, 0],
  );
  await board.getByRole("button", { name: "Empty the board" }).press("Enter");
  assert.equal(await board.getByText("1 file, 2 runs.").count(), 0);
  assert.equal((await focusOn(page))?.name, "Choose the files", "the focus is not lost with it");
});
