/**
 * What only shows over time, in a short version: `cargo xtask soak reloads lockstep` runs the long ones.
 */

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { text } from "../../www/ui/text.js";
import { useLab } from "./support/lab.js";
import { press, runsOf, untilRuns } from "./support/page.js";
import { randomFrom } from "./support/random.js";

const { open } = useLab();

const RELOADS = Number(process.env.HEADLINE_RELOADS ?? 4);
const LOCKSTEP_S = Number(process.env.HEADLINE_LOCKSTEP_S ?? 10);
// Short ones are over soon: few titles, small runs.
const LESSON = process.env.HEADLINE_RELOADS
  ? "?threads=1&size=tiny"
  : "?threads=1&size=tiny&run=baseline&run=champion&tt=3000";
const SIZE = process.env.HEADLINE_LOCKSTEP_S ? "classroom" : "tiny";
/** The longest time between two reloads. */
const MOST_MS = 4000;
/** A curve and its headlines grow; what computes does not. */
const FLAT = 1.05;

/** @typedef {import("playwright-core").Page} Page */

const begins = [text.controls.goOn, text.controls.train];

/** Presses the button that trains, where it comes up until then. @param {Page} page @param {number} until a time */
async function trainsOn(page, until) {
  const button = page.getByRole("button", { name: new RegExp(`^(${begins.join("|")})$`) });
  await button.click({ timeout: Math.max(1, until - Date.now()) }).catch(() => {});
}

/** What was measured of each run, without what a clock says. @param {Page} page */
async function measured(page) {
  const ended = await untilRuns(
    page,
    (runs) => runs.every(({ state }) => state === "finished"),
    "the end",
  );
  return ended.map(({ name, evals, train }) => ({
    name,
    train: train.map((/** @type {any} */ { step, loss, lr }) => ({ step, loss, lr })),
    evals: evals.map((/** @type {any} */ { seconds, ...rest }) => rest),
  }));
}

test(`${RELOADS} reloads at random moments: the training ends where one without them does, bit for bit`, async (t) => {
  const undisturbed = await open(t, LESSON);
  await press(undisturbed, text.controls.train);
  const expected = await measured(undisturbed);
  await undisturbed.context().close();

  const page = await open(t, LESSON);
  const random = randomFrom(20_261_126);
  for (let i = 0; i < RELOADS; i += 1) {
    const until = Date.now() + random() * MOST_MS;
    await trainsOn(page, until);
    await page.waitForTimeout(Math.max(0, until - Date.now()));
    await page.reload({ waitUntil: "commit" });
  }
  await trainsOn(page, Date.now() + 60_000);
  assert.deepEqual(await measured(page), expected);
  assert.equal(await page.getByRole("alert").count(), 0);
});

/**
 * The memory of the process that holds the page and its workers, in MB: the largest of Chromium's renderers.
 * @returns {Promise<number>}
 */
async function rendererMemory() {
  const sizes = await Promise.all(
    (await readdir("/proc"))
      .filter((name) => /^\d+$/.test(name))
      .map(async (pid) => {
        // A process may end while it is looked at.
        const file = (/** @type {string} */ name) =>
          readFile(`/proc/${pid}/${name}`, "utf8").catch(() => "");
        if (!(await file("cmdline")).includes("--type=renderer")) return 0;
        return Number(/VmRSS:\s+(\d+) kB/.exec(await file("status"))?.[1] ?? 0) / 1024;
      }),
  );
  return Math.max(...sizes);
}

test(`ten runs in lock-step for ${LOCKSTEP_S} s: the memory does not grow`, async (t) => {
  if (process.platform !== "linux") return t.skip("SKIPPED: memory is read from /proc");
  const page = await open(t, `?lesson=ask&size=${SIZE}&ask=p:rope:learned&seeds=5`);
  await press(page, "Train 10 runs");
  await untilRuns(
    page,
    (runs) => runs.length === 10 && runs.every(({ step }) => step >= 3),
    "under way",
  );
  /** @type {number[]} */
  const sizes = [];
  for (const end = Date.now() + LOCKSTEP_S * 1000; Date.now() < end; ) {
    await page.waitForTimeout(1000);
    sizes.push(await rendererMemory());
  }
  const runs = await runsOf(page);
  const steps = runs.map(({ step }) => step);
  assert.ok(Math.max(...steps) - Math.min(...steps) <= 1, `in lock-step: ${steps}`);
  assert.ok(runs.every(({ state }) => state === "running"));
  const half = Math.floor(sizes.length / 2);
  const [early, late] = [sizes.slice(0, half), sizes.slice(half)].map((part) => Math.max(...part));
  const told = `${steps[0]} steps of each; at most ${early.toFixed(0)} MB, then ${late.toFixed(0)} MB`;
  t.diagnostic(told);
  assert.ok(late <= early * FLAT, told);
});
