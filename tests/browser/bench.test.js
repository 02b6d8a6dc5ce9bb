/** The benchmark's page, as checks call it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { useLab } from "./support/lab.js";

const { open } = useLab();

/**
 * @param {import("node:test").TestContext} t
 * @param {string} query
 */
async function benchmark(t, query) {
  const page = await open(t, `bench.html?${query}`);
  await page.waitForFunction(() => "benchResult" in window, undefined, { timeout: 180_000 });
  const result = await page.evaluate(() => /** @type {any} */ (window).benchResult);
  assert.deepEqual(JSON.parse(await page.locator("#result").innerText()), result);
  return result;
}

const KEYS = [
  "gemm",
  "loss",
  "mode",
  "module",
  "params",
  "peak_memory_bytes",
  "step_ms",
  "threads",
  "tokens_per_second",
];

test("training is timed, and its loss begins near uniform guessing", async (t) => {
  const result = await benchmark(
    t,
    "mode=train&size=tiny&preset=champion&batch=4&steps=3&warmup=1",
  );
  assert.deepEqual(Object.keys(result).sort(), KEYS);
  assert.equal(result.mode, "train");
  assert.equal(result.step_ms.length, 3);
  assert.ok(result.tokens_per_second > 0 && Number.isFinite(result.tokens_per_second));
  const uniform = Math.log(1024);
  assert.ok(Math.abs(result.loss - uniform) < 1, `loss ${result.loss}, ln V ${uniform}`);
  assert.ok(result.peak_memory_bytes > 0);
  assert.deepEqual(Object.keys(result.gemm), ["1024x512x2048", "1024x1024x1024", "peak"]);
  for (const [name, rate] of Object.entries(result.gemm)) assert.ok(rate > 0.1, `${name}: ${rate}`);
});

test("evaluation, generation and the multiply alone are timed, on a model of the address", async (t) => {
  const model = "vocab=512&layers=1&heads=2&d=32&block=32";
  for (const mode of ["eval", "generate", "gemm"]) {
    const result = await benchmark(
      t,
      `mode=${mode}&size=tiny&${model}&steps=2&streams=2&profile=1`,
    );
    assert.equal(result.mode, mode);
    assert.equal(result.params, 512 * 32 + 32 * 32 + 3 * 2 * 32 + 12 * 32 * 32 + 9 * 32);
    if (mode === "gemm") assert.equal(result.tokens_per_second, null);
    else assert.ok(result.tokens_per_second > 0, mode);
  }
});

test("a setting that does not exist is refused by its name", async (t) => {
  const { error } = await benchmark(t, "mode=train&stpes=3");
  assert.equal(error.code, "config");
  assert.equal(error.field, "stpes");
  const wrong = await benchmark(t, "mode=train&size=huge");
  assert.equal(wrong.error.code, "config");
});
