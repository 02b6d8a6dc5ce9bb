/**
 * Opens bench.html once for every query and writes each result as a line of JSON.
 * Called by `cargo xtask bench`: node bench.js CHROMIUM ADDRESS QUERY…
 */

import { chromium } from "playwright-core";

/** The Paper size on a slow machine takes minutes. */
const TIMEOUT = 20 * 60 * 1000;

const [executablePath, address, ...queries] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  for (const query of queries) {
    // A page for each measurement: none inherits the memory or the warm code of another.
    const page = await browser.newPage();
    await page.goto(new URL(`bench.html?${query}`, address).href);
    await page.waitForFunction(() => "benchResult" in window, undefined, { timeout: TIMEOUT });
    const result = await page.evaluate(() => Reflect.get(window, "benchResult"));
    console.log(JSON.stringify(result));
    await page.close();
  }
} finally {
  await browser.close();
}
