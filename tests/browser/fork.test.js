/** What a run tells of itself, and runs that go on where it stands, in the module itself. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { useEngine } from "./support/engine.js";

const { engineOn } = useEngine();

test("a fork without a change ends as its run does, bit for bit, and one with a change does not", async (t) => {
  const page = await engineOn(t);
  const seen = await page.evaluate(async () => {
    const { engine, events, until } = await lab.make();
    const set = { ...lab.small, dropout: 0.1, micro_batch_size: 4 };
    const { config } = await engine.resolve({ preset: "champion", size: "tiny", set });
    const data = await lab.prepare(engine, config);
    const run = await engine.createRun({ config, data });
    for (let step = 1; step <= 5; step += 1) {
      await engine.step([run.id]);
      await until((event) => event.state === "paused" && event.step === step);
    }
    const same = await engine.forkRun(run.id);
    const other = await engine.forkRun(run.id, { set: { lr: 2 * Number(config.lr), dropout: 0 } });
    const refused = {
      field: await lab.code(() => engine.forkRun(run.id, { set: { n_layer: 3 } })),
      value: await lab.code(() => engine.forkRun(run.id, { set: { dropout: 1 } })),
      onward: await lab.code(() =>
        engine.forkRun(run.id, { onward: /** @type {any} */ ({ epochs: 1, schedule: "up" }) }),
      ),
    };
    await engine.start([run.id, same.id, other.id]);
    for (const { id } of [run, same, other])
      await until((event) => event.run === id && event.state === "finished");
    const losses = (/** @type {string} */ id) =>
      events
        .filter(({ run, type, step }) => run === id && type === "step" && step > 5)
        .map(({ step, train_loss, grad_norm, lr }) =>
          JSON.stringify([step, train_loss, grad_norm, lr]),
        );
    const weights = async (/** @type {string} */ id) =>
      JSON.stringify(Array.from(await engine.weights(id)));
    return {
      losses: [run, same, other].map(({ id }) => losses(id)),
      weights: [await weights(run.id), await weights(same.id), await weights(other.id)],
      refused,
    };
  });
  const [run, same, other] = seen.losses;
  assert.equal(run.length, 7);
  assert.deepEqual(same, run);
  assert.ok(seen.weights[0] === seen.weights[1], "the weights differ");
  assert.notDeepEqual(other, run);
  assert.ok(seen.weights[0] !== seen.weights[2], "the rate changed nothing");
  assert.deepEqual(
    [seen.refused.field, seen.refused.value, seen.refused.onward].map(({ code, field }) => [
      code,
      field,
    ]),
    [
      ["config", "n_layer"],
      ["config", "dropout"],
      ["config", "onward"],
    ],
  );
});

test("a finished run trains on for an epoch, and holds no rate of 0", async (t) => {
  const page = await engineOn(t);
  const seen = await page.evaluate(async () => {
    const { engine, events, until } = await lab.make();
    const set = { ...lab.small, steps: 6 };
    const { config } = await engine.resolve({ preset: "champion", size: "tiny", set });
    const data = await lab.prepare(engine, config);
    const run = await engine.createRun({ config, data });
    const cosine = await engine.createRun({ config: { ...config, schedule: "cosine" }, data });
    await engine.start([run.id, cosine.id]);
    for (const { id } of [run, cosine])
      await until((event) => event.run === id && event.state === "finished");
    const onward = /** @type {const} */ ({ epochs: 1, schedule: "hold" });
    const held = await engine.forkRun(run.id, { onward });
    const zero = await lab.code(() => engine.forkRun(cosine.id, { onward }));
    await engine.start([held.id]);
    await until((event) => event.run === held.id && event.state === "finished");
    const rates = events
      .filter((event) => event.run === held.id && event.type === "step")
      .map(({ lr }) => lr);
    return { rates, lr: Number(config.lr), plan: held.plan, zero };
  });
  assert.equal(seen.plan.steps, 6 + seen.plan.steps_per_epoch);
  assert.equal(seen.rates.length, seen.plan.steps_per_epoch);
  for (const rate of seen.rates) assert.ok(Math.abs(rate - 0.1 * seen.lr) < 1e-12, `${rate}`);
  assert.deepEqual([seen.zero.code, seen.zero.field], ["config", "schedule"]);
});

test("updates tell what they did to each part, and a title has itself for its nearest", async (t) => {
  const page = await engineOn(t);
  const seen = await page.evaluate(async () => {
    const { engine, events, until } = await lab.make();
    const { config } = await engine.resolve({ preset: "champion", size: "tiny", set: lab.small });
    const data = await lab.prepare(engine, config);
    const run = await engine.createRun({ config, data });
    await engine.start([run.id]);
    await until(({ state }) => state === "finished");
    const inside = events.find(({ type, step }) => type === "step" && step === 1);
    const near = await engine.nearestTitle(run.id, "a robot");
    const itself = near && (await engine.nearestTitle(run.id, near.title));
    return {
      inside: inside.inside,
      norm: inside.grad_norm,
      near,
      itself,
      none: await engine.nearestTitle(run.id, " "),
    };
  });
  const { groups, grad_norm, update_ratio } = seen.inside;
  assert.deepEqual(groups, ["embedding", "positions", "block 1", "block 2", "final norm"]);
  const whole = Math.hypot(...grad_norm);
  assert.ok(
    Math.abs(whole - seen.norm) < 1e-6 * seen.norm,
    `${whole} of parts, ${seen.norm} of all`,
  );
  assert.ok(update_ratio.every((ratio) => Number.isFinite(ratio) && ratio > 0));
  assert.ok(seen.near && !seen.near.exact && seen.near.similarity > 0 && seen.near.similarity < 1);
  assert.deepEqual(seen.itself, { title: seen.near.title, exact: true, similarity: 1 });
  assert.equal(seen.none, null);
});
