/**
 * What `cargo test` holds on the host, held as wasm in every module: kernels to their oracles, the model and the trainer
 * to PyTorch's golden files, the tokenizer to Hugging Face's, random streams to what was recorded, a run to itself.
 */

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { MODULES } from "../../www/engine/modules.js";
import { bytes, CHECKS, check, checkedModules, hasThreads } from "./support/checks.js";
import { useLab } from "./support/lab.js";

// The checks hold the whole module, too, and are served in its place.
process.env.HEADLINE_PKG = CHECKS;
const { open } = useLab();

/** Every kernel's check: a new one is added here, too. */
const KERNELS = ["attention", "cross_entropy", "elementwise", "gelu", "gemm", "norm"];
const CASES = [
  "default",
  "rmsnorm_rope_he",
  "rmsnorm",
  "rope",
  "he",
  "odd_heads",
  "uneven_micro_batches",
  "wide",
];

/**
 * Holds a report to have compared much and to have found nothing off, and notes how close it came.
 * @param {import("node:test").TestContext} t
 * @param {{ name: string, told: string, ms: number }} result
 * @param {string} what
 * @param {number} [least] values compared
 */
function hold(t, { told, ms }, what, least = 1) {
  const { compared, largest, failures, failed } = JSON.parse(told);
  assert.equal(failed, 0, `${what}: ${failures.join("\n")}`);
  assert.ok(compared >= least, `${what}: only ${compared} values were compared`);
  const shares = Object.entries(largest).map(([kind, share]) => `${kind} ${share.toPrecision(2)}`);
  t.diagnostic(`${what}: ${compared} values in ${Math.round(ms)} ms; ${shares.join(", ")}`);
}

const modules = existsSync(CHECKS) ? await checkedModules() : [];

test("there are checks for every module", () => {
  const names = MODULES.map(({ name }) => name).sort();
  assert.deepEqual(modules.sort(), names, `${CHECKS}: "cargo xtask test" builds them`);
});

for (const module of modules) {
  test(`${module}: every kernel agrees with its oracle`, async (t) => {
    const page = await open(t, "blank.html");
    const [{ told, ms }] = await check(page, module, [{ name: "check_kernels" }]);
    const results = JSON.parse(told);
    assert.deepEqual(results.map(({ name }) => name).sort(), KERNELS);
    for (const { name, error } of results) assert.equal(error, "", name);
    t.diagnostic(`${module}: ${Math.round(ms)} ms`);
  });

  test(`${module}: logits, gradients, updates and losses are PyTorch's`, async (t) => {
    const page = await open(t, "blank.html");
    const calls = CASES.map(async (name) => ({
      name: "check_golden",
      args: [
        name,
        await bytes(`assets/golden/${name}.json`),
        await bytes(`assets/golden/${name}.safetensors`),
      ],
    }));
    const schedule = await bytes("assets/golden/schedule.json");
    const results = await check(page, module, [
      { name: "golden_cases" },
      { name: "check_rates", args: [schedule] },
      ...(await Promise.all(calls)),
    ]);
    assert.deepEqual(results[0].told, CASES);
    hold(t, results[1], `${module}, schedules`, 200);
    for (const [index, name] of CASES.entries()) {
      hold(t, results[index + 2], `${module}, ${name}`, 10_000);
    }
    if (!hasThreads(module)) return;
    const [shared] = await check(page, module, [await calls[CASES.indexOf("wide")]], 2);
    hold(t, shared, `${module}, wide, on two threads`, 10_000);
  });

  test(`${module}: the same seed draws the same and runs the same, bit for bit`, async (t) => {
    const page = await open(t, "blank.html");
    const calls = ["check_streams", "run_digest", "run_digest"].map((name) => ({ name }));
    const [streams, first, second] = await check(page, module, calls);
    hold(t, streams, `${module}, streams`, 6);
    assert.match(first.told, /^[0-9a-f]{16}$/);
    assert.equal(second.told, first.told, "twice in one worker");
    const [again] = await check(page, module, [{ name: "run_digest" }]);
    assert.equal(again.told, first.told, "in a fresh worker");
    if (!hasThreads(module)) return;
    for (const threads of [1, 3]) {
      const [shared] = await check(page, module, [{ name: "run_digest" }], threads);
      assert.equal(shared.told, first.told, `on ${threads} threads`);
    }
  });

  test(`${module}: a run that was kept goes on bit for bit`, async (t) => {
    const page = await open(t, "blank.html");
    const calls = ["check_state", "check_sizes"].map((name) => ({ name }));
    const [state, sizes] = await check(page, module, calls);
    hold(t, sizes, `${module}, sizes`, 6);
    hold(t, state, `${module}, runs kept`, 40);
  });

  test(`${module}: vocabulary, merges and ids are Hugging Face's`, async (t) => {
    const page = await open(t, "blank.html");
    const awkward = await bytes("assets/golden/awkward_titles.txt");
    const lists = [["tokenizer_sample_golden.json", "assets/sample/headlines.txt"]];
    const real = "../shared/data/hn_titles.txt";
    if (existsSync(new URL(`../../${real}`, import.meta.url))) {
      lists.push(["tokenizer_golden.json", real]);
    } else {
      t.diagnostic(`SKIPPED: ${real} is not there, so that REAL titles are NOT tested`);
    }
    for (const [golden, titles] of lists) {
      const args = [await bytes(`assets/golden/${golden}`), await bytes(titles), awkward];
      const [result] = await check(page, module, [{ name: "check_tokenizer", args }]);
      assert.ok(result.told, `${titles} is another list than ${golden} was made of`);
      hold(t, result, `${module}, ${titles}`, 50);
    }
  });
}
