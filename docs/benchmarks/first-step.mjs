/**
 * How long a first visit on a desktop waits: `node docs/benchmarks/first-step.mjs URL [visits]`, against any server of the
 * page. Each visit has an empty cache; every other one clicks as soon as the button is there, the others half a second
 * after the runs are made. Prints one JSON object: medians in milliseconds from the visit's start to first paint, button
 * and runs, what the measuring of the machine took, and from the click to the first update of both runs and, in seconds,
 * to losses that are 0.3 nats apart.
 */

import { launchChromium } from "../../tests/browser/support/browser.js";

const DESKTOP = { viewport: { width: 1280, height: 720 } };
const APART = 0.3;
const REST_MS = 500;

/** Marks, within the page, when the button is there, the runs are made, have made an update, and are apart. */
async function watch(/** @type {number} */ apart) {
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
  await until("apart", () => {
    const [a, b] = last();
    return a?.step === b?.step && Math.abs(a?.loss - b?.loss) >= apart;
  });
}

/** @param {import("playwright-core").Browser} browser @param {string} url @param {boolean} early */
async function visit(browser, url, early) {
  const context = await browser.newContext(DESKTOP);
  try {
    const page = await context.newPage();
    await page.goto(url, { waitUntil: "commit" });
    const watched = page.evaluate(watch, APART);
    // Told where it is awaited.
    watched.catch(() => {});
    const marked = (/** @type {string} */ name) =>
      page.waitForFunction((one) => performance.getEntriesByName(one).length > 0, name);
    await marked(early ? "button" : "runs");
    if (!early) await page.waitForTimeout(REST_MS);
    await page.evaluate(() => {
      performance.mark("click");
      /** @type {HTMLButtonElement} */ (document.querySelector("button.main")).click();
    });
    await watched;
    return await page.evaluate(() => {
      const at = (/** @type {string} */ name) =>
        performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN;
      return {
        first_contentful_paint: at("first-contentful-paint"),
        button: at("button"),
        runs: at("runs"),
        probe: /** @type {any} */ (window).probeMs,
        click_to_update: at("update") - at("click"),
        click_to_apart_s: (at("apart") - at("click")) / 1000,
      };
    });
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

const [url, visits = "10"] = process.argv.slice(2);
if (!url) throw new Error("node docs/benchmarks/first-step.mjs URL [visits]");
/** @type {Record<"early" | "rested", Record<string, number>[]>} */
const found = { early: [], rested: [] };
for (let i = 0; i < Number(visits); i += 1) {
  // A browser of its own, so that nothing is compiled yet.
  const browser = await launchChromium();
  const how = i % 2 === 0 ? "early" : "rested";
  found[how].push(await visit(browser, url, how === "early"));
  await browser.close();
}
const told = Object.entries(found).map(([how, all]) => [how, medians(all)]);
process.stdout.write(`${JSON.stringify(Object.fromEntries(told))}\n`);
