/**
 * How long a first visit on a desktop waits: `node docs/benchmarks/first-step.mjs URL [visits] [share]`, against a server
 * that sends the headers of isolation, as `cargo xtask serve` does. Each visit has an empty cache; every other one clicks
 * as soon as the button is there, the others half a second after the runs are made. Prints one JSON object: medians in
 * milliseconds from the visit's start to first paint, button and runs, what the measuring of the machine took, from the
 * click to the first update of both runs and, in seconds, to losses that are 0.2 and 0.3 nats apart; and the most memory
 * that the page's process held, in MiB.
 *
 * With a share below 1 the page's process with all its workers may run for that share of the time alone, in slices: what
 * Chromium's own throttling does to the page's thread, which leaves workers as they are.
 */

import { existsSync, readFileSync } from "node:fs";
import { launchChromium } from "../../tests/browser/support/browser.js";

const DESKTOP = { viewport: { width: 1280, height: 720 } };
const APART = [0.2, 0.3];
const REST_MS = 500;
/** Of which a share is run. */
const SLICE_MS = 20;

/** Marks, within the page, when the button is there, the runs are made, have made an update, and are apart. */
async function watch(/** @type {number[]} */ gaps) {
  const here = (/** @type {string} */ path) => import(new URL(path, location.href).href);
  const until = async (/** @type {string} */ name, /** @type {() => boolean} */ holds) => {
    while (!holds()) await new Promise(requestAnimationFrame);
    performance.mark(name);
  };
  await until("button", () => document.querySelector("button.main") !== null);
  const [{ runs }, { machine }] = await Promise.all([
    here("ui/state/runs.js"),
    here("ui/state/machine.js"),
  ]);
  const all = (/** @type {(card: any) => boolean} */ holds) =>
    runs.value.length === 2 && runs.value.every(holds);
  const last = () => runs.value.map((/** @type {any} */ card) => card.evals.at(-1));
  await until("runs", () => all((card) => card.plan.value !== null));
  Object.assign(window, { probeMs: machine.value?.ms });
  await until("update", () => all((card) => card.step.value >= 1));
  for (const gap of gaps)
    await until(`apart ${gap}`, () => {
      const [a, b] = last();
      return a?.step === b?.step && Math.abs(a?.loss - b?.loss) >= gap;
    });
}

/** Whether a process is there still: that of the empty page before ends when another takes its place. @param {number} pid */
const isThere = (pid) => existsSync(`/proc/${pid}/smaps_rollup`);

/**
 * The processes of the browser's pages, each with its workers.
 * @param {import("playwright-core").Browser} browser @returns {Promise<number[]>}
 */
async function renderers(browser) {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send("SystemInfo.getProcessInfo");
  return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
}

/** Lets these processes run for a share of the time. @param {number[]} pids @param {number} share @returns {() => void} ends it */
function holdBack(pids, share) {
  if (share >= 1) return () => {};
  const all = (/** @type {NodeJS.Signals} */ signal) => {
    for (const pid of pids.filter(isThere)) process.kill(pid, signal);
  };
  const slices = setInterval(() => {
    all("SIGCONT");
    setTimeout(() => all("SIGSTOP"), share * SLICE_MS);
  }, SLICE_MS);
  return () => {
    clearInterval(slices);
    setTimeout(() => all("SIGCONT"), SLICE_MS);
  };
}

/** Watches the memory of these processes, shared pages by their part. @param {number[]} pids @returns {() => number} ends it and gives the most, in MiB */
function watchMemory(pids) {
  let most = 0;
  const look = setInterval(() => {
    const kib = pids.filter(isThere).map((pid) => {
      const held = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
      return Number(/^Pss: +(\d+)/m.exec(held)?.[1] ?? 0);
    });
    most = Math.max(most, kib.reduce((sum, one) => sum + one, 0) / 1024);
  }, 500);
  return () => {
    clearInterval(look);
    return most;
  };
}

/** @param {import("playwright-core").Browser} browser @param {string} url @param {boolean} early @param {number} share */
async function visit(browser, url, early, share) {
  const context = await browser.newContext(DESKTOP);
  try {
    const page = await context.newPage();
    await page.goto(url, { waitUntil: "commit" });
    const pids = await renderers(browser);
    const [letGo, memory] = [holdBack(pids, share), watchMemory(pids)];
    const watched = page.evaluate(watch, APART);
    // Told where it is awaited.
    watched.catch(() => {});
    const marked = (/** @type {string} */ name) =>
      page.waitForFunction((one) => performance.getEntriesByName(one).length > 0, name, {
        timeout: 120_000,
      });
    await marked(early ? "button" : "runs");
    if (!early) await page.waitForTimeout(REST_MS);
    await page.evaluate(() => {
      performance.mark("click");
      /** @type {HTMLButtonElement} */ (document.querySelector("button.main")).click();
    });
    await watched;
    letGo();
    const memory_mib = memory();
    const times = await page.evaluate(() => {
      const at = (/** @type {string} */ name) =>
        performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN;
      return {
        first_contentful_paint: at("first-contentful-paint"),
        button: at("button"),
        runs: at("runs"),
        probe: /** @type {any} */ (window).probeMs,
        click_to_update: at("update") - at("click"),
        ["click_to_0.2_apart_s"]: (at("apart 0.2") - at("click")) / 1000,
        ["click_to_0.3_apart_s"]: (at("apart 0.3") - at("click")) / 1000,
      };
    });
    return { ...times, memory_mib };
  } finally {
    await context.close();
  }
}

/** @param {number[]} values */
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

/** @param {Record<string, number>[]} found */
function medians(found) {
  const one = (/** @type {string} */ name) => median(found.map((visit) => visit[name]));
  return Object.fromEntries(Object.keys(found[0]).map((name) => [name, Math.round(10 * one(name)) / 10]));
}

const [url, visits = "10", share = "1"] = process.argv.slice(2);
if (!url) throw new Error("node docs/benchmarks/first-step.mjs URL [visits] [share]");
/** @type {Record<"early" | "rested", Record<string, number>[]>} */
const found = { early: [], rested: [] };
for (let i = 0; i < Number(visits); i += 1) {
  // A browser of its own, so that nothing is compiled yet.
  const browser = await launchChromium();
  const how = i % 2 === 0 ? "early" : "rested";
  found[how].push(await visit(browser, url, how === "early", Number(share)));
  await browser.close();
}
const told = Object.entries(found)
  .filter(([, all]) => all.length > 0)
  .map(([how, all]) => [how, medians(all)]);
process.stdout.write(`${JSON.stringify(Object.fromEntries(told))}\n`);
