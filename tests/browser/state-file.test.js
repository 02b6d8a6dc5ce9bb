/** A run's whole state as a file, in the module itself: it goes on in another browser, bit for bit, or says why not. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { useEngine } from "./support/engine.js";

const { engineOn } = useEngine();

test("a run that was saved goes on in another browser as the one that was never interrupted, bit for bit", async (t) => {
  const first = await engineOn(t);
  const before = await first.evaluate(async () => {
    const { engine, events, until } = await lab.make();
    const told = (/** @type {string} */ id, /** @type {number} */ from) =>
      events
        .filter(({ run, type, step }) => run === id && /^(step|eval)$/.test(type) && step > from)
        .map(({ type, step, train_loss, grad_norm, lr, val_loss_full }) =>
          JSON.stringify([type, step, train_loss, grad_norm, lr, val_loss_full]),
        );
    const base64 = async (/** @type {Blob} */ blob) => {
      let text = "";
      for (const byte of new Uint8Array(await blob.arrayBuffer()))
        text += String.fromCharCode(byte);
      return btoa(text);
    };
    const runs = [];
    for (const preset of ["champion", "baseline"]) {
      const set = { ...lab.small, dropout: 0.1, momentum: 0.9, steps: 8 };
      const { config } = await engine.resolve({ preset, size: "tiny", set });
      const data = await lab.prepare(engine, config);
      const run = await engine.createRun({ config, data });
      for (let step = 1; step <= 3; step += 1) {
        await engine.step([run.id]);
        await until(
          (event) => event.run === run.id && event.state === "paused" && event.step === step,
        );
      }
      const file = await base64(await engine.kept.stateFile(run.id));
      await engine.start([run.id]);
      await until((event) => event.run === run.id && event.state === "finished");
      const weights = await base64(new Blob([await engine.weights(run.id)]));
      runs.push({ config, file, weights, told: told(run.id, 3) });
    }
    return runs;
  });

  const other = await engineOn(t);
  const after = await other.evaluate(async (saved) => {
    const { engine, events, until } = await lab.make();
    const told = { fields: ["step"], steps: [], inside: [], evals: [], glances: [], headlines: [] };
    const seen = [];
    for (const { file, config, weights } of saved) {
      const bytes = Uint8Array.from(atob(file), (sign) => sign.charCodeAt(0));
      const blob = new Blob([bytes]);
      const head = await engine.kept.stateHead(blob);
      const data = await lab.prepare(engine, head.config);
      const others = await lab.prepare(engine, { ...head.config, titles: 1400 });
      const open = (/** @type {Blob} */ of, /** @type {any} */ on = data) =>
        engine.kept.openState({ file: of, config: head.config, data: on, told });
      const { run, state, step } = await open(blob);
      await engine.start([run.id]);
      await until((event) => event.run === run.id && event.state === "finished");
      let text = "";
      for (const byte of await engine.weights(run.id)) text += String.fromCharCode(byte);

      const changed = (/** @type {(copy: Uint8Array) => void} */ change) => {
        const copy = bytes.slice();
        change(copy);
        return new Blob([copy]);
      };
      const why = async (/** @type {() => Promise<unknown>} */ work) => {
        try {
          await work();
          return "nothing was refused";
        } catch (error) {
          const { code, value } = /** @type {any} */ (error);
          return `${code} ${value}`;
        }
      };
      const headOf = (/** @type {Blob} */ of) => why(() => engine.kept.stateHead(of));
      const inHeader = (/** @type {string} */ from, /** @type {string} */ to) =>
        changed((copy) => {
          const at = new TextDecoder("latin1").decode(copy.slice(0, 4096)).indexOf(from);
          copy.set(new TextEncoder().encode(to), at);
        });
      seen.push({
        same: JSON.stringify(head.config) === JSON.stringify(config),
        ...{ state, step },
        own: await Promise.all([data, others].map((one) => engine.kept.isStateOf(head, one))),
        weights: btoa(text) === weights,
        told: events
          .filter((event) => event.run === run.id && /^(step|eval)$/.test(event.type))
          .map(({ type, step, train_loss, grad_norm, lr, val_loss_full }) =>
            JSON.stringify([type, step, train_loss, grad_norm, lr, val_loss_full]),
          ),
        refused: {
          cut: await headOf(blob.slice(0, blob.size - 1)),
          header: await headOf(blob.slice(0, 300)),
          long: await headOf(new Blob([blob, "1"])),
          empty: await headOf(new Blob([])),
          text: await headOf(new Blob(["One headline\nand another\n"])),
          claims: await headOf(changed((copy) => copy.fill(255, 0, 8))),
          version: await headOf(inHeader('version\\":1', 'version\\":9')),
          nan: await why(() => open(changed((copy) => copy.fill(255, copy.length - 4)))),
          // One more layer than there are tensors for, and other headlines: the module itself finds it.
          shape: await why(() => open(inHeader('n_layer\\":2', 'n_layer\\":3'))),
          others: await why(() => open(blob, others)),
          cutInside: await why(() => open(blob.slice(0, blob.size - 4))),
        },
        weightsAlone: await headOf(new Blob([await engine.weights(run.id)])),
        alive: (await engine.attention(run.id, "Still here")).n_layer,
      });
    }
    return seen;
  }, before);

  for (const [i, one] of after.entries()) {
    assert.ok(one.same);
    assert.deepEqual([one.state, one.step], ["paused", 3]);
    assert.deepEqual(one.own, [true, false]);
    // The state is that after an update; its evaluation, where one is due, is made again.
    assert.deepEqual(one.told, before[i].told);
    assert.equal(before[i].told.filter((line) => line.includes('"step"')).length, 5);
    assert.ok(one.weights, "the weights at the end differ");
    const { shape, others, cutInside, ...refused } = one.refused;
    assert.deepEqual(refused, {
      ...{ cut: "checkpoint cut", header: "checkpoint cut", long: "checkpoint long" },
      ...{ empty: "checkpoint none", text: "checkpoint none", claims: "checkpoint none" },
      ...{ version: "checkpoint version", nan: "checkpoint nan" },
    });
    for (const refusal of [shape, others, cutInside]) assert.match(refusal, /^checkpoint/);
    assert.match(one.weightsAlone, /^checkpoint (weights|none)$/);
    assert.equal(one.alive, 2);
  }
});
