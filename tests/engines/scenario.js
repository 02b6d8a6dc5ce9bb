/** What a person does in a first visit, the same in every browser. */

import assert from "node:assert/strict";
import { text } from "../../www/ui/text.js";
import { button, field, named, showing } from "./drivers/driver.js";

/** @typedef {import("./drivers/driver.js").Driver} Driver */

const PATIENCE_MS = 60_000;
const { controls, line, panels } = text;

/**
 * Opens the page, uploads headlines, trains the Tiny size, pauses, goes on and has a headline written.
 * @param {Driver} driver
 * @param {string} url
 * @param {{ headlines: string, name: string, expects: RegExp, picture?: string }} options `expects`: what the page says
 *   it runs on; `picture`: a file for what it looks like while it trains.
 */
export async function firstVisit(driver, url, { headlines, name, expects, picture }) {
  await driver.open(url);
  await until(driver, button(controls.train), /./, "the button");

  await driver.press(button(controls.recipe));
  await driver.choose(field(panels.recipe.size), "tiny");
  await driver.press(button(controls.recipe));
  await driver.press(button(controls.mine));
  await driver.upload(field(panels.mine.file), headlines);
  await until(driver, showing(panels.mine.ready(name)), /./, "the headlines");
  await driver.press(button(controls.mine));

  await driver.press(button(controls.train));
  await trainedTo(driver, 3);
  // Only with the first training is it known which module and how many threads started.
  assert.match((await driver.read(named(line.label, "/p"))) ?? "", expects);
  await driver.press(button(controls.pause));
  await until(driver, button(controls.goOn), /./, "the pause");
  if (picture) await driver.screenshot(picture);
  const paused = await trainedTo(driver, 1);
  await driver.press(button(controls.goOn));
  await trainedTo(driver, paused + 2);

  await driver.press(button(controls.write));
  await driver.write(field(panels.write.prompt), "Ask HN:");
  await driver.write(field(panels.write.count), "1");
  await driver.press(button(panels.write.go));
  const written = named(panels.write.list, "[@aria-busy='false']/li[1]");
  assert.match(await until(driver, written, /./, "a headline"), /^Ask HN:/);

  assert.equal(await driver.read("//*[@role='alert']"), null);
  assert.deepEqual(driver.errors(), [], "errors on the page");
}

/**
 * Waits until the page says that it has made so many updates, and gives how many it has made.
 * @param {Driver} driver
 * @param {number} steps
 */
async function trainedTo(driver, steps) {
  const where = named(controls.label);
  const made = (/** @type {string} */ shown) => Number(/step (\d+) of/.exec(shown)?.[1] ?? 0);
  const enough = { test: (/** @type {string} */ shown) => made(shown) >= steps };
  return made(await until(driver, where, enough, `${steps} updates`));
}

/**
 * Waits until an element shows what it should, and gives it.
 * @param {Driver} driver
 * @param {string} xpath
 * @param {{ test: (shown: string) => boolean }} wanted
 * @param {string} what
 */
async function until(driver, xpath, wanted, what) {
  let shown = null;
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
    // An element may go between two questions about it.
    shown = await driver.read(xpath).catch(() => null);
    if (shown !== null && wanted.test(shown)) return shown;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const problems = [await driver.read("//*[@role='alert']").catch(String), ...driver.errors()];
  throw new Error(
    `${what}: not within ${PATIENCE_MS / 1000} s; shown is ${shown}; ${problems.join("; ")}`,
  );
}
