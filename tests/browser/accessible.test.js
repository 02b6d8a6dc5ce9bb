/** The page for people who cannot see it all, point at it or wait for it: every state, by axe and by measure. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { german } from "../../www/ui/text.de.js";
import { english, text } from "../../www/ui/text.js";
import { assertAxe, assertNoSideways, assertTargets, FOR_AXE } from "./support/accessible.js";
import { useLab } from "./support/lab.js";
import { withSpeed } from "./support/machine.js";
import { press, untilReady, untilRuns } from "./support/page.js";
import { workerOf } from "./support/workers.js";

process.env.FAKE_UNIT_MS = "2";
const { open } = useLab({ fake: true });

/** @typedef {import("playwright-core").Page} Page */

/** How a person may see the page. */
const WAYS = {
  "light, 1280 × 720": {},
  "dark, 1280 × 720": { context: { colorScheme: /** @type {const} */ ("dark") } },
  "forced colours": { context: { forcedColors: /** @type {const} */ ("active") } },
  "a phone, 390 × 844": { viewport: { width: 390, height: 844 } },
  "a small phone, 360 × 640": { viewport: { width: 360, height: 640 } },
  "zoomed in fourfold, 320 × 256": { viewport: { width: 320, height: 256 } },
  "a projector, 3840 × 2160": { viewport: { width: 3840, height: 2160 } },
};

const PANELS = [
  text.controls.mine,
  text.controls.recipe,
  text.controls.write,
  text.tables.open,
  text.meaning.open,
];

/** @param {Page} page @param {string} state */
async function assertState(page, state) {
  await assertAxe(page, state);
  await assertTargets(page, state);
  await assertNoSideways(page, state);
}

/** @param {(typeof WAYS)[keyof typeof WAYS]} way */
function options(way) {
  const context = "context" in way ? way.context : {};
  return { size: "tiny", ...way, context: { ...FOR_AXE, ...context } };
}

for (const [name, way] of Object.entries(WAYS)) {
  test(`the lesson from the first look to its end: ${name}`, async (t) => {
    const page = await open(t, "", options(way));
    await untilReady(page);
    await assertState(page, "idle");
    await press(page, text.controls.train);
    await untilRuns(page, (runs) => runs.every(({ step }) => step >= 20), "training");
    await press(page, text.controls.pause);
    await page.getByRole("button", { name: text.controls.goOn, exact: true }).waitFor();
    await assertState(page, "paused");
    await press(page, text.controls.goOn);
    await assertAxe(page, "training");
    await page.getByRole("button", { name: text.controls.again, exact: true }).waitFor();
    await assertState(page, "ended");
    await press(page, text.side.paper);
    await assertState(page, "beside the paper");
  });

  test(`each panel, and all that folds out: ${name}`, async (t) => {
    const page = await open(t, "", options(way));
    await untilReady(page);
    await press(page, text.controls.train);
    await page.getByRole("button", { name: text.controls.again, exact: true }).waitFor();
    for (const panel of PANELS) {
      await page.getByRole("button", { name: panel, exact: true }).click();
      await page.locator(".panel").waitFor();
      // All that folds out within it, one level after the other.
      for (let i = 0; i < 3; i += 1)
        await page.evaluate(() => {
          for (const one of document.querySelectorAll("main details:not([name], .note)"))
            one.setAttribute("open", "");
        });
      await assertState(page, panel);
      await page.keyboard.press("Escape");
    }
  });

  test(`questions, many runs and a recording: ${name}`, async (t) => {
    const page = await open(t, "?lesson=ask", options(way));
    await page.getByRole("button", { name: /^Train/ }).waitFor();
    await assertState(page, "a question");
    await page.goto(new URL("/?lesson=learning-rates", page.url()).href);
    await page.getByRole("button", { name: "Train all seven" }).waitFor();
    await assertState(page, "seven runs");
    await page.getByRole("button", { name: text.recorded.watch }).click();
    await page.getByRole("button", { name: text.recorded.leave }).waitFor();
    await assertState(page, "a recording");
  });
}

// Ten runs and their readings are the widest that the page has, the fourth lesson is the last in the bar.
test("a question is answered, read, handed in and shown on a small phone", async (t) => {
  const way = options(WAYS["a small phone, 360 × 640"]);
  const page = await open(t, "?lesson=ask&size=tiny&ask=p:rope:learned&seeds=5", way);
  const go = page.getByRole("button", { name: text.ask.train(10) });
  await go.waitFor();
  await page.getByText(text.runs.none).waitFor();
  const here = page.getByRole("link", { name: text.lesson.ask.title });
  const [bar, entry] = await Promise.all([
    page.getByRole("navigation").boundingBox(),
    here.boundingBox(),
  ]);
  const overlap = `the bar ${JSON.stringify(bar)}, the lesson ${JSON.stringify(entry)}`;
  assert.ok(bar && entry && entry.x + entry.width <= bar.x + bar.width + 1, overlap);
  await go.click();
  const handIn = page.getByRole("button", { name: text.ask.handIn });
  await handIn.waitFor();
  await page.getByText(text.chart.table).click();
  await page.getByRole("region", { name: text.chart.table }).waitFor();
  await assertState(page, "answered, with all readings");
  await handIn.click();
  await page.getByRole("heading", { name: text.handin.title }).waitFor();
  await assertState(page, "handing in");
  await page.keyboard.press("Escape");
  await press(page, text.present.open);
  await page.getByRole("button", { name: text.present.leave }).waitFor();
  await assertState(page, "presented");
});

test("a run that breaks off is told to everybody", async (t) => {
  const page = await open(t, "", options({}));
  await untilReady(page);
  await press(page, text.controls.train);
  await untilRuns(page, (runs) => runs.every(({ step }) => step >= 3), "training");
  const training = await workerOf(page, "worker.js");
  await training.evaluate(() => self.close()).catch(() => {});
  await page.getByRole("alert").waitFor();
  await assertState(page, "broken off");
  const diverges = [
    { preset: "baseline", size: "tiny", set: {} },
    { preset: "champion", size: "tiny", set: { lr: 2000 } },
  ];
  await page.evaluate(async (recipes) => {
    const { beginExperiment } = await import(new URL("ui/state/lab.js", location.href).href);
    await beginExperiment(recipes);
  }, diverges);
  await untilRuns(page, ([, hot]) => hot?.state === "diverged", "diverged");
  await assertState(page, "diverged");
});

test("whoever wishes for no motion sees none: nothing glides or fades in a whole lesson", async (t) => {
  const page = await open(t, "", {
    size: "tiny",
    context: { reducedMotion: "reduce" },
  });
  await untilReady(page);
  await page.evaluate(() => {
    const seen = /** @type {string[]} */ (/** @type {any} */ (window).moved) ?? [];
    Object.assign(window, { moved: seen });
    const look = () => {
      for (const one of document.getAnimations()) {
        const of = /** @type {KeyframeEffect} */ (one.effect).target?.className;
        seen.push(String(of));
      }
      requestAnimationFrame(look);
    };
    look();
  });
  await press(page, text.controls.train);
  await page.getByRole("button", { name: text.controls.again, exact: true }).waitFor();
  await press(page, text.controls.recipe);
  await page.waitForTimeout(300);
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).moved), []);
});

test("with the system's few colours lines, bars and shading are still told apart", async (t) => {
  const context = { forcedColors: /** @type {const} */ ("active") };
  const page = await open(t, "", { size: "tiny", context });
  await untilReady(page);
  await untilRuns(page, (runs) => runs.every(({ next }) => next.length > 0), "the first views");
  await page.getByRole("radio", { name: "AdamW" }).check();
  const grounds = (/** @type {string} */ parts) =>
    page.evaluate(
      (parts) =>
        [...document.querySelectorAll(parts)].map((one) => getComputedStyle(one).backgroundColor),
      parts,
    );
  const [paper] = await grounds("body");
  const bars = await grounds(".bar-fill");
  assert.ok(bars.length === 10 && bars.every((bar) => bar !== paper), `bars ${bars} on ${paper}`);
  const shades = new Set(await grounds(".surprise li"));
  assert.ok(shades.size >= 3, `tokens in ${[...shades]}`);
  const choices = await grounds(".choice span");
  assert.equal(new Set(choices).size, 2, `one of the guesses is chosen: ${choices}`);
  const [progress] = await grounds(".progress span");
  assert.notEqual(progress, paper, "the progress is seen");
  // A line is told by its dash as well, in the chart as beside each name.
  const dashes = await page.evaluate(() =>
    [...document.querySelectorAll(".writer .stroke path")].map((path) =>
      path.getAttribute("stroke-dasharray"),
    ),
  );
  assert.equal(new Set(dashes).size, 2, `dashes ${dashes}`);
});

test("every live view can be held still while the training goes on", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  await press(page, text.controls.train);
  await untilRuns(page, (runs) => runs.every(({ step }) => step >= 5), "training");
  const hold = page.getByRole("button", { name: text.writers.hold });
  await hold.click();
  await page.waitForTimeout(400);
  const shown = () =>
    page.evaluate(() =>
      [".bars", ".surprise", ".written"]
        .map((part) => [...document.querySelectorAll(part)].map((one) => one.innerHTML).join())
        .join(),
    );
  const before = await shown();
  const [{ step }] = await untilRuns(page, () => true, "now");
  await untilRuns(page, ([run]) => run.step > step + 8, "training on");
  assert.equal(await shown(), before, "the writers stand still");
  await hold.click();
  await page.waitForFunction(
    (was) => !was.includes(document.querySelector(".bars")?.innerHTML ?? was),
    before,
  );
});

test("a question's figure and its pairs can be held still beside them, and its verdict still comes", async (t) => {
  const page = await open(t, "?lesson=ask&size=tiny", { size: "tiny" });
  await page.getByRole("button", { name: text.ask.train(6) }).click();
  const drawn = page.locator(".evidence .median-line").first();
  await drawn.waitFor();
  await page.waitForFunction(
    () => (document.querySelector(".median-line")?.getAttribute("d") ?? "").split("L").length > 3,
  );
  const hold = page.getByRole("button", { name: text.writers.hold, exact: true });
  await hold.click();
  // The views draw what stands a frame later.
  await page.waitForTimeout(200);
  const shown = (/** @type {string} */ part) => page.locator(part).innerHTML();
  const [figure, table] = [await shown(".figure"), await shown(".evidence-table")];
  const [{ evals }] = await untilRuns(page, () => true, "now");
  await untilRuns(page, (all) => all.every((run) => run.evals.length > evals.length + 2), "on");
  assert.equal(await shown(".figure"), figure, "the curves stand still");
  assert.equal(await shown(".evidence-table"), table, "so do the pairs");
  await page.getByRole("button", { name: text.ask.handIn }).waitFor();
  assert.notEqual(await shown(".evidence-table"), table, "what came out is told");
  assert.equal(await shown(".figure"), figure);
  await hold.click();
  await page.waitForFunction((was) => document.querySelector(".figure")?.innerHTML !== was, figure);
});

test("the polite line says a sentence in 15 seconds at most, and of a stream only that it is done", async (t) => {
  const page = await open(t, "", { size: "tiny" });
  await untilReady(page);
  const polite = page.getByRole("status");
  assert.equal(await polite.count(), 1);
  await polite.evaluate((line) => {
    /** @type {{ said: string, at: number }[]} */
    const heard = [];
    Object.assign(window, { heard });
    new MutationObserver(() => {
      heard.push({ said: line.textContent ?? "", at: performance.now() });
    }).observe(line, { childList: true, characterData: true, subtree: true });
  });
  await press(page, text.controls.train);
  await page.getByRole("button", { name: text.controls.again, exact: true }).waitFor();
  await press(page, text.controls.write);
  await page.getByLabel(text.panels.write.count).fill("4");
  await press(page, text.panels.write.go);
  const written = text.announce.wrote("4");
  await polite.getByText(written).waitFor({ timeout: 40_000 });
  /** @type {{ said: string, at: number }[]} */
  const heard = await page.evaluate(() => /** @type {any} */ (window).heard);
  const gaps = heard.slice(1).map(({ at }, i) => at - heard[i].at);
  assert.ok(
    gaps.every((gap) => gap > 14_900),
    `${JSON.stringify(heard)}`,
  );
  assert.equal(heard.filter(({ said }) => said === written).length, 1);
  const [run] = await untilRuns(page, () => true, "now");
  assert.ok(
    heard.every(({ said }) => !run.written.some((one) => one.text && said.includes(one.text))),
    "no headline is read out while it streams",
  );
});

/** Says of every shift of the layout what moved. @param {Page} page */
function watchShifts(page) {
  return page.addInitScript(() => {
    /** @type {{ value: number, of: string }[]} */
    const shifts = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of /** @type {any[]} */ (list.getEntries())) {
        if (entry.hadRecentInput) continue;
        const of = entry.sources.map((/** @type {any} */ one) => one.node?.className).join(" ");
        shifts.push({ value: entry.value, of });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** @param {Page} page */
const shiftsOf = (page) =>
  page.evaluate(() => /** @type {{ value: number }[]} */ (/** @type {any} */ (window).shifts));

// Whoever has a slow machine is told the most before the click: the time, the size, and why.
for (const [language, words] of Object.entries({ en: english, de: german })) {
  for (const [width, height] of [
    [360, 740],
    [390, 844],
    [1280, 720],
  ]) {
    test(`nothing on the page jumps at ${width} px in ${words.locale}, from its first paint to the last headline`, async (t) => {
      const page = await open(t, "blank.html", {
        size: null,
        viewport: { width, height },
        prepare: withSpeed(4e9, 300),
      });
      await watchShifts(page);
      await page.goto(`${new URL(page.url()).origin}/?lang=${language}`);
      const { controls, machine, prediction } = words;
      await page.getByText(machine.measuring).waitFor();
      await page.getByText(machine.classroom).waitFor();
      await untilRuns(
        page,
        (runs) => runs.length === 2 && runs.every(({ state }) => state === "ready"),
        "ready to train",
      );
      await page
        .locator(".facts")
        .getByText(/\d\s(s|min)/)
        .waitFor();
      await page.waitForTimeout(500);
      assert.deepEqual(await shiftsOf(page), [], "before the click");

      const guesses = width > 900;
      if (guesses) await page.getByRole("radio", { name: "AdamW" }).check();
      await page.getByRole("button", { name: controls.begin(2), exact: true }).click();
      if (!guesses) await page.getByText(prediction.legendNone).waitFor();
      await page.getByRole("button", { name: controls.again, exact: true }).waitFor();
      await page.waitForTimeout(1500);
      const shifts = await shiftsOf(page);
      const sum = shifts.reduce((all, one) => all + one.value, 0);
      assert.ok(sum < 0.01, `${sum} of ${JSON.stringify(shifts)}`);
    });
  }
}

test("a lesson in another page, on a phone and in its largest frame", async (t) => {
  const page = await open(t, "?embed=1", options(WAYS["a small phone, 360 × 640"]));
  await untilReady(page);
  await assertState(page, "embedded, narrow");
  await page.setViewportSize({ width: 1000, height: 560 });
  await press(page, text.controls.train);
  await page.getByRole("button", { name: text.controls.again, exact: true }).waitFor();
  await assertState(page, "embedded, ended");
});
