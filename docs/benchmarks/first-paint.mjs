/**
 * How long a first visit waits on a phone: `node docs/benchmarks/first-paint.mjs URL [visits]`, against any server of the
 * page. Each visit has an empty cache, a processor four times slower and a slow mobile network (1.6 Mbit/s down, 150 ms
 * a round trip), both by Chromium's own throttling. Prints one JSON object: medians, in milliseconds and bytes.
 */

import { launchChromium } from "../../tests/browser/support/browser.js";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const SLOW_4G = {
  offline: false,
  latency: 150,
  downloadThroughput: 1.6e6 / 8,
  uploadThroughput: 0.75e6 / 8,
};
const CPU_SLOWDOWN = 4;

/** Notes when the button can be pressed, when the chart is drawn, and when the runs show something, within the page. */
function watchParts() {
  const parts = { button: "button.main", chart: ".plot canvas", runs: ".bars li" };
  for (const [name, selector] of Object.entries(parts)) {
    const look = () => {
      if (!document.querySelector(selector)) return requestAnimationFrame(look);
      performance.mark(name);
    };
    requestAnimationFrame(look);
  }
  new PerformanceObserver((list) => {
    const last = list.getEntries().at(-1);
    if (last) Object.assign(window, { largestPaint: last.startTime });
  }).observe({ type: "largest-contentful-paint", buffered: true });
}

/** @param {import("playwright-core").Browser} browser @param {string} url */
async function visit(browser, url) {
  const context = await browser.newContext(PHONE);
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    await devtools.send("Network.emulateNetworkConditions", SLOW_4G);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
    await page.addInitScript(watchParts);
    await page.goto(url, { waitUntil: "commit" });
    const marks = ["button", "chart", "runs"];
    await page.waitForFunction(
      (names) => names.every((name) => performance.getEntriesByName(name).length > 0),
      marks,
      { timeout: 120_000 },
    );
    return await page.evaluate(() => {
      const at = (/** @type {string} */ name) =>
        performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN;
      const button = at("button");
      const files = /** @type {PerformanceResourceTiming[]} */ (
        performance.getEntriesByType("resource")
      ).filter(({ responseEnd }) => responseEnd > 0 && responseEnd <= button);
      return {
        first_contentful_paint: at("first-contentful-paint"),
        largest_contentful_paint: /** @type {any} */ (window).largestPaint ?? Number.NaN,
        button,
        chart: at("chart"),
        runs: at("runs"),
        requests: files.length,
        bytes: files.reduce((sum, { transferSize }) => sum + transferSize, 0),
      };
    });
  } finally {
    await context.close();
  }
}

/** @param {number[]} values */
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

const [url, visits = "5"] = process.argv.slice(2);
if (!url) throw new Error("node docs/benchmarks/first-paint.mjs URL [visits]");
const browser = await launchChromium();
/** @type {Record<string, number>[]} */
const found = [];
for (let i = 0; i < Number(visits); i += 1) found.push(await visit(browser, url));
await browser.close();
const names = Object.keys(found[0]);
const medians = names.map((name) => [name, Math.round(median(found.map((one) => one[name])))]);
process.stdout.write(`${JSON.stringify(Object.fromEntries(medians))}\n`);
