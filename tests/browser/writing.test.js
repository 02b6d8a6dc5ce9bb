/** Headlines at a person's wish, and those that the runs wrote on their way. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { evenly, MOST_ROWS, rowsOf, withWritten } from "../../www/ui/state/timeline.js";
import { text } from "../../www/ui/text.js";
import { useLab } from "./support/lab.js";
import { LIVE, lab } from "./support/made-up-runs.js";
import { press, untilReady, untilRuns } from "./support/page.js";

const { open } = useLab({ fake: true });
const words = text.panels.write;

/** @typedef {import("playwright-core").Page} Page */

/** What a run keeps that writes a headline after each of these updates. */
function kept(
  /** @type {number[]} */ steps,
  /** @type {{ steps: number, eval_every: number }} */ plan,
) {
  return steps
    .reduce(
      (list, step) => withWritten(list, { step, text: `after ${step}` }, plan),
      /** @type {import("../../www/ui/types.js").Written[]} */ ([]),
    )
    .map(({ step }) => step);
}

const upTo = (/** @type {number} */ n) => Array.from({ length: n + 1 }, (_, i) => i);

test("a run keeps the headlines of its evaluations, or the first after one where none was written in it", () => {
  const plan = { steps: 100, eval_every: 20 };
  assert.deepEqual(kept(upTo(100), plan), [0, 1, 20, 40, 60, 80, 100]);
  assert.deepEqual(kept([0, 3, 19, 25, 31, 60, 100], plan), [0, 3, 25, 60, 100]);
  assert.deepEqual(withWritten([], { step: 1, text: "" }, null), []);
});

test("a run of any length keeps no more than a table holds, the first and the last among them", () => {
  for (const plan of [
    { steps: 7, eval_every: 1 },
    { steps: 532, eval_every: 26 },
    { steps: 20_000, eval_every: 1 },
    { steps: 4_900, eval_every: 100 },
  ]) {
    const steps = kept(upTo(plan.steps), plan);
    assert.ok(steps.length <= MOST_ROWS, `${steps.length} of ${plan.steps}`);
    assert.ok(steps.length >= Math.min(plan.steps + 1, 20), `${steps.length} of ${plan.steps}`);
    assert.deepEqual([steps[0], steps[1], steps.at(-1)], [0, 1, plan.steps]);
  }
});

test("rows are the updates at which any run wrote, evenly taken", () => {
  const card = (/** @type {number[]} */ steps) => ({
    timeline: steps.slice(0, -1).map((step) => ({ step, text: `at ${step}` })),
    written: { value: steps.slice(-1).map((step) => ({ step, text: `at ${step}` })) },
  });
  assert.deepEqual(rowsOf([card([0, 20, 33]), card([0, 20])]), [
    { step: 0, texts: ["at 0", "at 0"] },
    { step: 20, texts: ["at 20", "at 20"] },
    { step: 33, texts: ["at 33", null] },
  ]);
  assert.deepEqual(rowsOf([card([])]), []);
  assert.deepEqual(evenly(upTo(10), 3), [0, 5, 10]);
  assert.deepEqual(rowsOf([card(upTo(30))], 12).map(({ step }) => step).length, 12);
});

test("each evaluation has its headline, and live views stay within their share", () => {
  const { scheduler, until, of, runs, clock } = lab({ a: { steps: 4000 }, b: { steps: 4000 } });
  scheduler.setLive(LIVE);
  scheduler.start(["a", "b"]);
  until(() => of("eval", "b").length === 30);
  until(() => of("live", "b").at(-1).step === of("eval", "b").at(-1).step);
  const wrote = new Set(
    of("live", "b")
      .filter(({ headline }) => headline)
      .map(({ step }) => step),
  );
  // After the first update too little was computed for a share of it to hold a headline.
  const [, ...evaluated] = of("eval", "b").map(({ step }) => step);
  assert.deepEqual(
    evaluated.filter((step) => !wrote.has(step)),
    [],
  );
  const looks = runs.a.log.concat(runs.b.log).filter((what) => /token|next|surprise/.test(what));
  assert.ok(looks.length * 5 < 0.055 * clock.ms, `${looks.length} looks in ${clock.ms} ms`);
  assert.equal(of("live", "b").length, new Set(of("live", "b").map(({ step }) => step)).size);
});

/** @param {Page} page */
const list = (page) => page.getByRole("list", { name: words.list, exact: true });
/** @param {Page} page */
const table = (page) => page.getByRole("table", { name: words.timeline.caption });
/** @param {Page} page */
const untilWritten = (page) =>
  page.getByRole("button", { name: words.go, exact: true, disabled: false }).waitFor();

/** Trains the first lesson to its end, and opens the panel. @param {Page} page */
async function trained(page) {
  await untilReady(page);
  await press(page, "Train both");
  await untilRuns(
    page,
    (all) => all.length > 0 && all.every(({ state }) => state === "finished"),
    "the end",
  );
  await press(page, "Write headlines");
}

test("runs that have ended write side by side from the same seeds, as long as asked for", async (t) => {
  const page = await open(t);
  await trained(page);
  const by = page.getByRole("group", { name: words.run });
  assert.deepEqual(
    await by
      .getByRole("radio")
      .evaluateAll((all) => all.map((one) => /** @type {any} */ (one).labels[0].innerText)),
    ["SGD", "AdamW", words.beside(2)],
  );
  await by.getByRole("radio", { name: words.beside(2) }).check({ force: true });
  await page.getByLabel(words.count).fill("3");
  await page.getByLabel(words.seed, { exact: true }).fill("7");
  await page.getByLabel(words.max_tokens).fill("4");
  await page.getByLabel(words.prompt).fill("Ask HN:");
  await press(page, words.go);
  await list(page).getByRole("listitem").nth(5).waitFor();
  await untilWritten(page);
  const from = await list(page).locator(".sample-from").allInnerTexts();
  const steps = await page.getByRole("article", { name: "Run SGD" }).count();
  assert.equal(steps, 1);
  assert.deepEqual(
    from.map((one) => one.replace(/step \d+/, "step n")),
    [7, 8, 9].flatMap((seed) => ["SGD", "AdamW"].map((name) => words.from(name, "n", `${seed}`))),
  );
  const tops = await list(page)
    .getByRole("listitem")
    .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)));
  assert.equal(tops[0], tops[1], "a seed's headlines stand side by side");
  assert.ok(tops[2] > tops[1]);

  // The same settings give the same headlines, put above the first.
  const first = await list(page).locator(".sample-text").allInnerTexts();
  for (const one of first) assert.match(one, /^Ask HN:/);
  await press(page, words.go);
  await list(page).getByRole("listitem").nth(11).waitFor();
  await untilWritten(page);
  const both = await list(page).locator(".sample-text").allInnerTexts();
  assert.deepEqual([both.slice(0, 6), both.slice(6)], [first, first]);
});

test("writing can be stopped: what was begun stays and says so, the rest goes", async (t) => {
  const page = await open(t);
  await trained(page);
  await page.getByLabel(words.count).fill("100");
  await page.getByLabel(words.max_tokens).fill("400");
  // A press may come between two headlines, where there is nothing begun.
  for (let tries = 1, begun = false; !begun; tries += 1) {
    await press(page, words.go);
    await page.waitForFunction(
      () => (document.querySelector(".sample-text")?.textContent?.length ?? 0) > 30,
    );
    assert.equal(await list(page).getAttribute("aria-busy"), "true");
    await press(page, words.stop);
    await untilWritten(page);
    const left = await list(page).getByRole("listitem").allInnerTexts();
    assert.ok(left.length >= 1 && left.length < 100, `${left.length} lines are left`);
    for (const one of left) assert.match(one, /(stopped|seed \d+)$/);
    begun = left.some((one) => one.endsWith("stopped"));
    assert.ok(begun || tries < 6, left.join("\n"));
  }
  assert.equal(await list(page).getAttribute("aria-busy"), "false");
});

test("numbers out of bounds are taken back to them", async (t) => {
  const page = await open(t);
  await untilReady(page);
  await press(page, "Write headlines");
  /** @type {[string, string, string][]} */
  const entered = [
    [words.temperature, "99", "5"],
    [words.top_k, "2.4", "2"],
    [words.top_p, "0", "0.01"],
    [words.max_tokens, "-3", "0"],
    [words.count, "1000", "100"],
    [words.count, "", "100"],
  ];
  for (const [label, typed, taken] of entered) {
    const field = page.getByLabel(label, { exact: true });
    await field.fill(typed);
    await field.blur();
    assert.equal(await field.inputValue(), taken, `${label} ${typed}`);
  }
});

test("what the runs wrote on their way stands in a table, after the end and in a recording too", async (t) => {
  const page = await open(t);
  await trained(page);
  const columns = await table(page).getByRole("columnheader").allInnerTexts();
  assert.deepEqual(columns, [words.timeline.step, "SGD", "AdamW"]);
  const steps = async () => {
    const heads = await table(page).getByRole("rowheader").allInnerTexts();
    return heads.map((one) => Number(one.replaceAll(",", "")));
  };
  const [{ step: last }] = await untilRuns(page, () => true, "the runs");
  const few = await steps();
  assert.deepEqual([few[0], few.at(-1)], [0, last]);
  assert.ok(few.length >= 5, `${few.length} rows`);
  assert.deepEqual(
    few,
    [...few].sort((a, b) => a - b),
  );
  for (const cell of await table(page).getByRole("cell").allInnerTexts())
    assert.notEqual(cell.trim(), "");
  await press(page, text.panels.close);

  await press(page, text.recorded.watch);
  await press(page, "Write headlines");
  // The panel takes the focus when it opens.
  await page.getByText(words.noneRecorded).waitFor();
  const position = page.getByRole("slider", { name: text.recorded.position });
  await position.press("End");
  await page.getByRole("button", { name: text.recorded.again }).waitFor();
  assert.equal(await page.getByRole("button", { name: words.go, exact: true }).count(), 0);
  const recorded = await steps();
  assert.deepEqual([recorded.length, recorded[0], recorded.at(-1)], [12, 0, 532]);
  await page.getByRole("button", { name: words.timeline.whole("31") }).click();
  assert.equal((await steps()).length, 31);
});

test("a headline that stands among the training titles is marked, and each shows the nearest one when pointed at", async (t) => {
  const page = await open(t);
  await trained(page);
  const by = page.getByRole("group", { name: words.run });
  await by.getByRole("radio", { name: words.beside(2) }).check({ force: true });
  await page.getByLabel(words.count).fill("1");
  await page.getByLabel(words.seed, { exact: true }).fill("13");
  await press(page, words.go);
  await list(page).getByRole("listitem").nth(1).waitFor();
  await untilWritten(page);
  const title = "Show HN: I built a tiny database in Rust for spreadsheets";
  const [sgd, adamw] = [0, 1].map((i) => list(page).getByRole("listitem").nth(i));
  await adamw.getByText(words.nearest.mark).waitFor();
  assert.equal(await sgd.getByText(words.nearest.mark).count(), 0);

  const says = (/** @type {string | RegExp} */ wanted) =>
    page.locator("p.nearest", { hasText: wanted }).waitFor();
  const near = /^Nearest training title: “.+”\. They share [\d.]+ % of their tokens\.$/;
  const other = new RegExp(`${near.source}|^${words.nearest.far}$`);
  await says(words.nearest.hint);
  await adamw.locator(".sample-text").hover();
  await says(words.nearest.exact(title));
  await sgd.locator(".sample-text").hover();
  await says(other);
  await page.getByRole("heading", { name: words.title, exact: true }).hover();
  await says(words.nearest.hint);

  // With the keyboard: Tab reaches one headline, arrows the others, and its description is the same sentence.
  await page.getByRole("button", { name: words.stop, exact: true }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await says(words.nearest.exact(title));
  const described = await page.evaluate(
    () =>
      document.getElementById(document.activeElement?.getAttribute("aria-describedby") ?? "")
        ?.textContent,
  );
  assert.equal(described, words.nearest.exact(title));
  await page.keyboard.press("Home");
  await says(other);

  // The timeline's headlines too.
  await table(page).getByRole("cell").last().locator(".timeline-text").focus();
  await says(near);
});

test("while runs train a nearest title is asked for now and then, and nothing once the panel is closed", async (t) => {
  const page = await open(t);
  await untilReady(page);
  await press(page, "Train both");
  await untilRuns(page, (all) => all.every(({ step }) => step >= 60), "some updates");
  await page.evaluate(async () => {
    const { engine } = await import(/** @type {any} */ ("/ui/state/engine.js"));
    const asked = engine.value.nearestTitle.bind(engine.value);
    /** @type {any} */ (globalThis).asked = [];
    engine.value.nearestTitle = (/** @type {any[]} */ ...args) => {
      /** @type {any} */ (globalThis).asked.push(performance.now());
      return asked(...args);
    };
  });
  const asked = () => page.evaluate(() => /** @type {any} */ (globalThis).asked);
  await press(page, "Write headlines");
  await page.waitForFunction(() => /** @type {any} */ (globalThis).asked.length >= 3);
  await press(page, text.panels.close);
  const before = await asked();
  for (const [i, at] of before.slice(1).entries())
    assert.ok(at - before[i] >= 290, `asked again after ${at - before[i]} ms`);
  await page.waitForTimeout(900);
  assert.equal((await asked()).length, before.length);
});

test("a run and its branch are asked for the nearest title alike, until they are gone", async (t) => {
  const page = await open(t, "blank.html");
  const seen = await page.evaluate(async () => {
    const { createEngine } = await import(/** @type {any} */ ("/engine.js"));
    const engine = await createEngine();
    const { config } = await engine.resolve({ preset: "champion", size: "tiny" });
    const data = await engine.prepare({ source: { kind: "sample" }, config });
    const { id } = await engine.createRun({ config, data });
    // A run can branch after an update.
    const paused = new Promise((resolve) =>
      engine.on("state", (/** @type {any} */ { state }) => state === "paused" && resolve(state)),
    );
    await engine.step([id]);
    await paused;
    const branch = await engine.forkRun(id, {});
    const title = "open source robot cat in the web";
    const found = await engine.nearestTitle(id, title);
    const empty = await engine.nearestTitle(id, " ");
    await engine.disposeRun(id);
    const ofBranch = await engine.nearestTitle(branch.id, title);
    const code = await engine
      .nearestTitle(id, title)
      .catch((/** @type {any} */ error) => error.code);
    return { found, empty, ofBranch, code };
  });
  const found = { title: "open source robot cat in the web", exact: true, similarity: 1 };
  assert.deepEqual(seen, { found, empty: null, ofBranch: found, code: "unknown" });
});
