/**
 * How long it takes to keep a run: `node docs/benchmarks/keep.mjs URL [size] [times]`, against any server of the page with the
 * real modules. A run of the champion is paused after its first update and written again and again, weights and moments.
 * Prints one JSON object: its bytes, and the milliseconds from the wish to the word that it is kept, sorted.
 */

import { launchChromium } from "../../tests/browser/support/browser.js";

const [url, size = "classroom", times = "7"] = process.argv.slice(2);

/** In the page. @param {{ size: string, times: number }} wish */
async function measured({ size, times }) {
  const { createEngine } = await import(new URL("engine.js", location.href).href);
  const engine = await createEngine();
  const { config } = await engine.resolve({ preset: "champion", size, set: { titles: 5000 } });
  const data = await engine.prepare({ source: { kind: "sample" }, config });
  const next = (/** @type {string} */ type, /** @type {(event: any) => boolean} */ wanted) =>
    new Promise((resolve) => engine.on(type, (/** @type {any} */ event) => wanted(event) && resolve(event)));
  const key = `run-${size}`;
  const run = await engine.createRun({ config, data, keep: { key, about: null } });
  const paused = next("state", ({ state }) => state === "paused");
  const first = next("kept", () => true);
  await engine.step([run.id]);
  await Promise.all([paused, first]);
  const ms = [];
  let bytes = 0;
  for (let about = 0; about < times; about += 1) {
    const kept = next("kept", () => true);
    const start = performance.now();
    await engine.kept.describe({ id: run.id, config }, { key, about, data });
    const event = await kept;
    if (event.problem) throw new Error(event.problem);
    ms.push(Math.round(performance.now() - start));
    bytes = event.bytes;
  }
  await engine.kept.forget([key]);
  engine.dispose();
  return { size, bytes, ms: ms.sort((a, b) => a - b) };
}

const browser = await launchChromium();
try {
  const page = await browser.newPage();
  await page.goto(new URL("bench.html", url).href);
  console.log(JSON.stringify(await page.evaluate(measured, { size, times: Number(times) })));
} finally {
  await browser.close();
}
