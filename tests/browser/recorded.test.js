/** Recorded runs: what is read of them, the clock that plays them, and the player on the page. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { pairsOfRecorded } from "../../www/ui/ask/recorded.js";
import { lessons, question } from "../../www/ui/lessons/table.js";
import { cardsOf, showAt, stepsOf } from "../../www/ui/recorded/cards.js";
import { checked, RECORDED } from "../../www/ui/recorded/format.js";
import * as playback from "../../www/ui/recorded/playback.js";
import { engine } from "../../www/ui/state/engine.js";
import { packed } from "../../www/ui/state/packed.js";
import * as player from "../../www/ui/state/recorded.js";
import { createCards, earlierRuns, runs } from "../../www/ui/state/runs.js";
import { text } from "../../www/ui/text.js";
import { useLab } from "./support/lab.js";
import { press, runsOf, untilReady } from "./support/page.js";

const { open } = useLab();
const FOLDER = fileURLToPath(new URL("../../assets/recorded/", import.meta.url));
const words = text.recorded;

/** The label that stands in the foot as long as a recording is on the screen. @param {import("playwright-core").Page} page */
function standing(page) {
  const foot = page.getByRole("region", { name: words.label, exact: true });
  return foot.getByText(words.standing, { exact: true });
}

/** A recording of two runs over ten updates, of which the second breaks off in the eighth. */
function madeUp() {
  const plan = { steps: 10, batch_tokens: 100, tokens_per_title: 10, uniform_full: 2.5, params: 9 };
  const run = (/** @type {string} */ optimizer, /** @type {number} */ updates) => ({
    id: optimizer,
    recipe: { preset: optimizer === "sgd" ? "baseline" : "champion", size: "classroom", set: {} },
    config: { optimizer, lr: 1 },
    changed_by_size: [],
    plan,
    train: Array.from({ length: updates }, (_, i) => 2 - i / 10),
    evals: [1, 4, 7, 10]
      .filter((step) => step <= updates)
      .map((step) => [step, step === 1 ? 2 : null, 2.1 - step / 10, 7]),
    looks: [0, 1, 5, 10]
      .filter((step) => step <= updates)
      .map((step) => [step, [[3, " a", 0.5]], [step, 1], `after ${step}`]),
    diverged: updates < 10 ? { step: updates + 1, what: "norm" } : null,
  });
  return {
    format: "headline-lab-recording",
    version: 1,
    lesson: "sgd-vs-adamw",
    prompt: "Show HN:",
    title: "b",
    pieces: ["b", "<eos>"],
    runs: [run("sgd", 10), run("adamw", 7)],
  };
}

test("a recording plays in a minute, at four times in a quarter of one, and stops at its end", () => {
  let now = playback.begun(600);
  now = playback.advanced(now, 30_000);
  assert.equal(playback.stepOf(now), 300);
  now = playback.advanced(playback.atSpeed(now, 4), 5_000);
  assert.equal(playback.stepOf(now), 500);
  assert.equal(playback.isAtEnd(now), false);
  now = playback.advanced(now, 60_000);
  assert.deepEqual([playback.stepOf(now), now.playing, playback.isAtEnd(now)], [600, false, true]);
});

test("a recording that is paused stands still, and one at its end begins again", () => {
  const paused = playback.toggled(playback.advanced(playback.begun(600), 10_000));
  assert.equal(paused.playing, false);
  assert.deepEqual(playback.advanced(paused, 5_000), paused);
  assert.equal(playback.stepOf(playback.jumped(paused, 7)), 7);
  assert.equal(playback.jumped(paused, 7).playing, false, "a jump starts nothing");
  const over = playback.jumped(playback.begun(600), 9_999);
  assert.deepEqual([over.position, over.playing], [600, false]);
  assert.deepEqual([playback.toggled(over).position, playback.toggled(over).playing], [0, true]);
});

test("runs that give way to others behind a recording are freed, and the others are there when it is left", async () => {
  const recording = checked(madeUp());
  /** @type {string[]} */
  const freed = [];
  const disposeRun = async (/** @type {string} */ id) => freed.push(id);
  engine.value = /** @type {any} */ ({ disposeRun });
  packed.value = /** @type {any} */ ({ recording });
  player.followRecording();
  const [unused, made] = recording.runs.map(({ recipe, config, changed_by_size }) =>
    createCards([{ recipe, resolved: { config, changed_by_size, params: 9 } }]),
  );
  unused[0].engineId.value = "run-1";
  runs.value = unused;
  player.watchBrought();
  // As lab.js makes runs: those before leave the screen first.
  runs.value = [];
  await null;
  await null;
  runs.value = made;
  await null;
  assert.equal(runs.value[0].state.value, "recorded");
  player.leaveRecording();
  assert.deepEqual(runs.value, made);
  assert.deepEqual([freed, earlierRuns.value], [["run-1"], []]);
  [runs.value, packed.value, engine.value] = [[], null, null];
});

test("cards show what was known after an update, forwards and backwards", () => {
  const recording = checked(madeUp());
  const cards = cardsOf(recording);
  assert.equal(stepsOf(recording), 10);
  const seen = (/** @type {number} */ step) => {
    showAt(recording, cards, step);
    return cards.map((card) => ({
      state: card.state.value,
      step: card.step.value,
      train: card.train.length,
      evals: card.evals.map((reading) => reading.step),
      surprise: card.surprise.value.map((token) => token.nats),
      newest: card.written.value[0].text,
      broken: card.reason.value !== "",
    }));
  };
  const early = { state: "recorded", step: 4, train: 4, evals: [1, 4], surprise: [1, 1] };
  const before = seen(4);
  for (const one of before) assert.deepEqual(one, { ...early, newest: "after 1", broken: false });
  const [sgd, adamw] = seen(10);
  assert.deepEqual([sgd.step, sgd.evals, sgd.newest], [10, [1, 4, 7, 10], "after 10"]);
  assert.deepEqual([adamw.step, adamw.evals, adamw.broken], [7, [1, 4, 7], true]);
  assert.deepEqual(seen(4), before, "going back shows the same as going there");
  assert.deepEqual(
    cards[0].evals[0],
    { step: 1, tokens: 100, loss: 2, val_loss: 2, val_loss_token: 7 },
    "a reading has what one of a run has",
  );
});

test("what is no recording is refused in a sentence that names the fault", () => {
  assert.equal(checked(madeUp()).runs.length, 2);
  /** @type {[(recording: any) => void, RegExp][]} */
  const faults = [
    [(recording) => delete recording.format, /format/],
    [(recording) => (recording.version = 2), /version is 2/],
    [(recording) => (recording.pieces = null), /pieces/],
    [(recording) => (recording.runs = []), /no runs/],
    [(recording) => delete recording.runs[1].plan.steps, /plan's steps of the run sgd/],
    [(recording) => (recording.runs[0].train[3] = "2.0"), /train of the run sgd/],
    [(recording) => recording.runs[0].train.push(2), /train/],
    [(recording) => recording.runs[0].evals.reverse(), /evals/],
    [(recording) => recording.runs[0].looks[1][2].pop(), /looks/],
  ];
  for (const [spoil, reason] of faults) {
    const recording = madeUp();
    spoil(recording);
    assert.throws(() => checked(recording), reason);
  }
  for (const value of [null, 7, "[]", []]) assert.throws(() => checked(value), /format/);
});

test("the recordings that ship are whole, small, and the lessons' own", () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
  assert.deepEqual(files.map((name) => name.replace(".json", "")).sort(), [...RECORDED].sort());
  for (const name of files) {
    const recording = checked(JSON.parse(readFileSync(`${FOLDER}${name}`, "utf8")));
    const bytes = statSync(`${FOLDER}${name}`).size;
    assert.ok(bytes <= 100_000, `${name} has ${bytes} bytes`);
    const lesson = [...lessons, question].find(({ id }) => id === recording.lesson);
    assert.equal(`${recording.lesson}.json`, name);
    assert.deepEqual(
      recording.runs.map(({ id }) => id),
      lesson?.runs.map(({ id }) => id),
      `the runs of ${name}`,
    );
    for (const run of recording.runs) {
      const last = run.evals.at(-1)?.[0];
      assert.ok(run.diverged !== null || last === run.plan.steps, `the end of ${run.id}`);
      assert.ok(run.looks.length >= 20, `${run.id} has ${run.looks.length} looks`);
    }
  }
});

test("a recording plays under its label without the engine, and gives the screen back", async (t) => {
  const page = await open(t, "", { expected: [/pkg/, /engine|module|worker/i] });
  // The player owes nothing to the modules: without them it works all the same.
  await page.route("**/pkg/**", (route) => route.abort());
  await page.reload();
  await press(page, words.watch);
  await standing(page).waitFor();
  const position = page.getByRole("slider", { name: words.position });
  const first = (await runsOf(page)).map(({ state }) => state);
  assert.deepEqual(first, ["recorded", "recorded"]);

  await page.getByRole("radio", { name: words.times("16") }).check({ force: true });
  await page.waitForFunction(
    (name) => {
      const slider = /** @type {HTMLInputElement | null} */ (
        document.querySelector(`input[aria-label="${name}"]`)
      );
      return slider && slider.valueAsNumber > 20;
    },
    words.position,
    { timeout: 20_000 },
  );
  await position.focus();
  await page.keyboard.press("End");
  await page.getByRole("button", { name: words.again }).waitFor();
  const ended = await runsOf(page);
  for (const run of ended) assert.equal(run.evals.at(-1).step, run.step, `the end of ${run.name}`);
  assert.ok(ended[0].evals.at(-1).loss > ended[1].evals.at(-1).loss, "the lines have parted");
  const written = page.getByRole("list", { name: text.writers.wroteOf("AdamW") });
  assert.notEqual(await written.getByRole("listitem").first().innerText(), text.writers.nothing);

  await press(page, words.leave);
  await standing(page).waitFor({ state: "detached" });
  assert.deepEqual(await runsOf(page), []);
});

test("a recording makes way for another lesson, and for the question that a person asks", async (t) => {
  const page = await open(t);
  await untilReady(page);
  for (const to of ["modern-parts", "ask"]) {
    await press(page, words.watch);
    await standing(page).waitFor();
    await page.getByRole("link", { name: text.lesson[to].title }).click();
    await standing(page).waitFor({ state: "detached" });
    const states = (await runsOf(page)).map(({ state }) => state);
    assert.ok(!states.includes("recorded"), `${states}`);
  }
});

test("a recording that comes late does not open on another screen, nor over one that was chosen after it", async (t) => {
  const page = await open(t);
  await untilReady(page);
  let release = () => {};
  const released = new Promise((/** @type {(_: void) => void} */ resolve) => {
    release = resolve;
  });
  await page.route("**/recorded/sgd-vs-adamw.json", async (route) => {
    await released;
    await route.continue();
  });
  await press(page, words.watch);
  await page.getByRole("link", { name: text.lesson["modern-parts"].title }).click();
  await page.getByRole("heading", { name: text.lesson["modern-parts"].question }).waitFor();
  const late = page.waitForResponse(/sgd-vs-adamw\.json/);
  release();
  await (await late).finished();
  await press(page, words.watch);
  await standing(page).waitFor();
  await page.waitForTimeout(200);
  const names = (await runsOf(page)).map(({ name }) => name);
  assert.ok(names.length > 2, `the lesson's own: ${names}`);
  await press(page, words.leave);
  assert.ok((await runsOf(page)).every(({ state }) => state !== "recorded"));
});

test("a recording is drawn under the runs of the experiment, and taken away again", async (t) => {
  const page = await open(t);
  await untilReady(page);
  await press(page, words.watch);
  await standing(page).waitFor();
  await press(page, words.under);
  await untilReady(page);
  assert.deepEqual(
    (await runsOf(page)).map(({ state }) => state),
    ["ready", "ready"],
  );
  const chart = page.getByRole("figure", { name: text.chart.label });
  await chart.getByText(/^AdamW, recorded/).waitFor();
  await press(page, words.remove);
  await chart.getByText(/^AdamW, recorded/).waitFor({ state: "hidden" });
  await page.getByRole("button", { name: words.watch }).waitFor();
});

test("a question's recording plays to its verdict, and is drawn under one's own question", async (t) => {
  const shipped = checked(JSON.parse(readFileSync(`${FOLDER}ask.json`, "utf8")));
  const ends = shipped.runs.map(({ evals }) => Number(evals.at(-1)?.[2]));
  const page = await open(t, "?lesson=ask");
  const verdict = page.locator(".verdict");
  const none = verdict.getByRole("heading", { name: text.verdict.kinds.none });
  const under = page.locator('.under-line[d^="M"]');
  await none.waitFor();
  await press(page, words.watch);
  await standing(page).waitFor();
  await page.getByRole("heading", { name: /RoPE.*3 seeds/ }).waitFor();
  await none.waitFor();
  assert.equal(await page.getByRole("combobox", { name: words.which }).count(), 0, "one to choose");

  await page.getByRole("slider", { name: words.position }).press("End");
  await none.waitFor({ state: "detached" });
  const rows = verdict.getByRole("rowheader").filter({ hasText: /^\d+$/ });
  assert.equal(await rows.count(), 3);
  for (const [i, difference] of [0, 2, 4].map((at) => ends[at + 1] - ends[at]).entries()) {
    const cells = rows.nth(i).locator("..").getByRole("cell");
    const told = Number((await cells.last().innerText()).replace("−", "-"));
    assert.ok(Math.abs(told - difference) < 0.001, `${told} of ${difference}`);
  }

  await press(page, words.under);
  await standing(page).waitFor({ state: "detached" });
  // Both variants and their difference; no recorded run counts for one's own question.
  await under.nth(2).waitFor({ state: "attached" });
  assert.equal(await under.count(), 3);
  await none.waitFor();
  await page.getByText(text.verdict.figure.under).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.className), "main");
  // Another question has no recording, be it of another part or in another recipe.
  const preset = page.getByRole("combobox", { name: text.ask.names.preset });
  await preset.selectOption({ index: 0 });
  await under.first().waitFor({ state: "detached" });
  await preset.selectOption({ index: (await preset.locator("option").count()) - 1 });
  await page.getByRole("combobox", { name: text.ask.names.part }).selectOption("dropout");
  await under.first().waitFor({ state: "detached" });
  await page.getByRole("combobox", { name: text.ask.names.part }).selectOption("position");
  await under.first().waitFor({ state: "attached" });
  // Under a lesson's chart there is nothing of it.
  await page.getByRole("link", { name: text.lesson["sgd-vs-adamw"].title }).click();
  await page.getByRole("button", { name: words.watch }).waitFor();
  await page.getByRole("link", { name: text.lesson.ask.title }).click();
  await press(page, words.remove);
  await under.first().waitFor({ state: "detached" });
});

test("of a recording of somebody's only pairs of one question count, each seed once", () => {
  const run = (/** @type {string} */ position, /** @type {number} */ seed, norm = "layernorm") => ({
    recipe: { preset: "champion", size: "tiny", set: { position, seed, norm } },
    config: { position, seed, norm },
    evaluated: { value: 0 },
  });
  const [first, second] = [1, 2].map((seed) => [run("learned", seed), run("rope", seed)]);
  const other = [run("learned", 3), run("rope", 3, "rmsnorm")];
  const seedsIn = (/** @type {any[]} */ cards) => pairsOfRecorded(cards).map(({ seed }) => seed);
  assert.deepEqual(seedsIn([...first, ...second]), [1, 2]);
  assert.deepEqual(seedsIn([...first, ...first, ...other, ...second]), [1, 2]);
  assert.deepEqual(seedsIn([first[0], second[1], ...first.slice(0, 1)]), []);
  assert.deepEqual(seedsIn([first[0]]), []);
  assert.deepEqual(seedsIn([]), []);
});
