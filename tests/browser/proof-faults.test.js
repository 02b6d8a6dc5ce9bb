/** What comes from outside through the engine and is wrong, and a run that stops being finite, in a page of its own. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { useLab } from "./support/lab.js";
import { madeUpTitles } from "./support/titles.js";

const { open } = useLab();

test("a configuration from outside is refused by the field's name, its value and a remedy", async (t) => {
  const page = await open(t, "blank.html");
  const cases = await page.evaluate(async () => {
    const { createEngine } = await import(/** @type {any} */ ("/engine.js"));
    const engine = await createEngine();
    const sets = [
      [{ nlayer: 2 }, "nlayer", "2"],
      [{ lr: Number.NaN }, "lr", "NaN"],
      [{ lr: Number.POSITIVE_INFINITY }, "lr", "inf"],
      [{ lr: 1e300 }, "lr", "1000000"],
      [{ lr: "fast" }, "lr", '"fast"'],
      [{ lr: null }, "lr", "null"],
      [{ lr: [0.1] }, "lr", "[0.1]"],
      [{ lr: { value: 0.1 } }, "lr", '{"value":0.1}'],
      [{ n_layer: 2.5 }, "n_layer", "2.5"],
      [{ n_layer: -1 }, "n_layer", "-1"],
      [{ n_layer: 2 ** 60 }, "n_layer", "1.15"],
      [{ shuffle: 1 }, "shuffle", "1"],
      [{ norm: "batchnorm" }, "norm", '"batchnorm"'],
      [{ d_model: 65 }, "d_model", "65"],
      [{ seed: 2 ** 53 }, "seed", "9007199254740992"],
      [{ constructor: 1 }, "constructor", "1"],
      [{ lr: 0.1, __proto__: { n_layer: 7 } }, null, null],
      [{ "n_layer\u0000": 1 }, "n_layer\u0000", "1"],
    ];
    const told = [];
    for (const [set, field, value] of sets) {
      /** @type {any} */
      let error = {};
      const resolved = await engine
        .resolve({ preset: "champion", size: "tiny", set })
        .catch((/** @type {any} */ refused) => {
          error = refused;
        });
      const { code, message, field: found, value: given, remedy } = error;
      const n_layer = resolved?.config.n_layer;
      told.push({ field, value, code, message, found, given, remedy, n_layer });
    }
    engine.dispose();
    return told;
  });
  for (const { field, value, code, message, found, given, remedy, n_layer } of cases) {
    if (field === null) {
      assert.equal(n_layer, 2, "what is inherited is no field");
      continue;
    }
    assert.equal(code, "config", `${field}: ${message}`);
    assert.equal(found, field, message);
    assert.ok(given.startsWith(value), `${message}: ${given}`);
    assert.ok(remedy && message.includes(`${field} = ${given}`) && message.endsWith("."), message);
  }
});

test("a run that diverges stops with its step, keeps its curve and its last finite weights, and the other goes on", async (t) => {
  const page = await open(t, "blank.html");
  const seen = await page.evaluate(async (text) => {
    const { createEngine } = await import(/** @type {any} */ ("/engine.js"));
    const engine = await createEngine();
    /** @type {any[]} */
    const events = [];
    for (const type of ["state", "step", "fault"]) {
      engine.on(type, (/** @type {any} */ event) => events.push(event));
    }
    const set = { vocab_size: 300, steps: 12, batch_size: 4, titles: 600, schedule: "constant" };
    const hot = { ...set, optimizer: "sgd", lr: 1000, weight_decay: 100, grad_clip: 0 };
    const configs = [];
    for (const one of [set, hot]) {
      configs.push((await engine.resolve({ preset: "champion", size: "tiny", set: one })).config);
    }
    const source = { kind: "text", text, name: "made up" };
    const data = await engine.prepare({ source, config: configs[0] });
    const [calm, wild] = [
      await engine.createRun({ config: configs[0], data }),
      await engine.createRun({ config: configs[1], data }),
    ];
    await engine.start([calm.id, wild.id]);
    while (!events.some(({ run, state }) => run === calm.id && state === "finished")) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const weights = await engine.weights(wild.id);
    const header =
      8 + Number(new DataView(weights.buffer, weights.byteOffset).getBigUint64(0, true));
    const floats = new Float32Array(weights.slice(header).buffer);
    engine.dispose();
    return {
      calm: events.filter(({ run }) => run === calm.id),
      wild: events.filter(({ run }) => run === wild.id),
      finite: floats.every(Number.isFinite),
      n: floats.length,
    };
  }, madeUpTitles(600).join("\n"));
  const steps = (/** @type {any[]} */ events) => events.filter(({ type }) => type === "step");
  const end = seen.wild.at(-1);
  assert.equal(end.state, "diverged");
  assert.match(end.reason, /^(loss|norm|size)$/);
  assert.equal(steps(seen.wild).length, end.step, "every update before it is on the curve");
  assert.ok(end.step >= 1 && end.step < 12, `after ${end.step} updates`);
  assert.ok(steps(seen.wild).every((step) => Number.isFinite(step.train_loss)));
  assert.equal(steps(seen.calm).length, 12);
  assert.ok(seen.finite && seen.n > 10_000, `${seen.n} weights`);
});
