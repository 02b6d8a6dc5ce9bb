/** Runs that outlive their tab: kept while they train, found after a reload or a crash, gone on with bit for bit. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { useLab } from "./support/lab.js";

const { open } = useLab();

/** @typedef {import("playwright-core").Page} Page */

/** Small enough to end within seconds, with dropout, and with micro-batches to be interrupted between. */
const SMALL = {
  n_layer: 1,
  n_head: 2,
  d_model: 32,
  block_size: 32,
  batch_size: 8,
  micro_batch_size: 2,
  vocab_size: 300,
  titles: 1000,
  dropout: 0.1,
  epochs: 1,
  evals_per_epoch: 6,
};
const RECIPES = [
  { key: "run-sgd", preset: "baseline", set: { ...SMALL, momentum: 0.9 } },
  { key: "run-adamw", preset: "champion", set: SMALL },
];

/**
 * Trains the recipes that are not kept yet, goes on with those that are, and gives what each run came to.
 * @param {Page} page
 * @param {{ keep: boolean, until?: number }} how `until`: pauses after this update
 */
function trained(page, how) {
  return page.evaluate(
    async ({ recipes, keep, until }) => {
      const { createEngine } = await import(new URL("engine.js", location.href).href);
      const engine = await createEngine({ threads: 1, module: "plain" });
      /** @type {Map<string, { events: any[], restored: string | null }>} */
      const runs = new Map();
      /** @type {any[]} */
      const kept = [];
      for (const type of ["step", "eval", "glance"])
        engine.on(type, (event) => runs.get(event.run)?.events.push(event));
      engine.on("kept", (event) => kept.push(event));
      const ended = new Set();
      const settled = new Promise((resolve, reject) => {
        engine.on("fault", (event) => reject(new Error(event.message)));
        engine.on("state", (event) => {
          if (["finished", "paused", "failed"].includes(event.state)) ended.add(event.run);
          if (runs.size === recipes.length && [...runs.keys()].every((id) => ended.has(id)))
            resolve(null);
        });
        engine.on("step", (event) => {
          if (event.step === until) engine.pause();
        });
      });
      const stored = await engine.kept.list();
      let data = null;
      for (const { key, preset, set } of recipes) {
        const found = stored.find((one) => one.key === key);
        if (found) {
          const { run, state } = await engine.kept.restore(found);
          const events = engine.kept.events(found);
          runs.set(run.id, { events, restored: state });
          continue;
        }
        const { config } = await engine.resolve({ preset, size: "tiny", set });
        data ??= await engine.prepare({ source: { kind: "sample" }, config });
        const wish = keep ? { key, about: { preset } } : undefined;
        const run = await engine.createRun({ config, data, keep: wish });
        runs.set(run.id, { events: [], restored: null });
      }
      const left = [...runs]
        .filter(([, { restored }]) => restored !== "finished")
        .map(([id]) => id);
      for (const id of runs.keys()) if (!left.includes(id)) ended.add(id);
      if (left.length > 0) {
        await engine.start(left);
        await settled;
      }
      const results = [];
      for (const [id, { events, restored }] of runs) {
        const weights = await engine.weights(id);
        const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", weights));
        const told = events.map(({ type, step, train_loss, grad_norm, val_loss_full }) => ({
          type,
          step,
          train_loss,
          grad_norm,
          val_loss_full,
        }));
        results.push({
          told: told.filter(({ type }) => type !== "glance"),
          restored,
          hash: hash.join(),
        });
      }
      // Until the last write is through.
      while (
        keep &&
        !(await engine.kept.list()).every(({ note }) => ["finished", "paused"].includes(note.state))
      )
        await new Promise((resolve) => setTimeout(resolve, 20));
      const storage = await engine.kept.storage();
      engine.dispose();
      return { results, kept, storage, abouts: stored.map(({ note }) => note.about) };
    },
    { recipes: RECIPES, ...how },
  );
}

test("a paused run is back after a reload and goes on bit for bit", async (t) => {
  const page = await open(t, "blank.html");
  const whole = await trained(page, { keep: false });
  const steps = whole.results[0].told.filter(({ type }) => type === "step").length;
  assert.ok(steps > 20, `${steps} updates`);
  const first = await trained(page, { keep: true, until: 9 });
  assert.ok(
    first.kept.every(({ problem }) => problem === undefined),
    JSON.stringify(first.kept),
  );
  assert.equal(first.storage.kind, "opfs");
  assert.ok(first.storage.used > 100_000, `${first.storage.used} bytes`);
  await page.reload();
  const second = await trained(page, { keep: true });
  assert.deepEqual(second.abouts.map(({ preset }) => preset).sort(), ["baseline", "champion"]);
  for (const [index, { told, hash, restored }] of second.results.entries()) {
    assert.equal(restored, "paused");
    assert.deepEqual(told, whole.results[index].told, "every update and evaluation, told once");
    assert.equal(hash, whole.results[index].hash, "the last weights");
  }
  await page.reload();
  const third = await trained(page, { keep: true });
  for (const [index, { told, hash, restored }] of third.results.entries()) {
    assert.equal(restored, "finished");
    assert.deepEqual(told, whole.results[index].told);
    assert.equal(hash, whole.results[index].hash);
  }
});

test("a tab that is killed at any moment leaves runs that come to the same end", async (t) => {
  const page = await open(t, "blank.html");
  const whole = await trained(page, { keep: false });
  const context = page.context();
  const address = page.url();
  let tab = page;
  let returns = 0;
  for (let round = 0; round < 6; round += 1) {
    const training = trained(tab, { keep: true }).catch(() => null);
    await new Promise((resolve) => setTimeout(resolve, 300 + 130 * round));
    await tab.close({ runBeforeUnload: false });
    const ended = (await training) !== null;
    tab = await context.newPage();
    await tab.goto(address);
    // On a fast machine the runs can come to their end before the last tab is killed.
    if (ended) break;
    returns += 1;
  }
  assert.ok(returns > 0, "the tab was killed before its runs had ended");
  const last = await trained(tab, { keep: true });
  for (const [index, { told, hash }] of last.results.entries()) {
    assert.deepEqual(told, whole.results[index].told);
    assert.equal(hash, whole.results[index].hash);
  }
});
