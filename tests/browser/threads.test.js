/** Modules, threads and memory: what the engine takes, and what it does where one of them fails. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { MODULES } from "../../www/engine/modules.js";
import { useEngine } from "./support/engine.js";

const { engineOn } = useEngine();
const TIMEOUT = { timeout: 120_000 };

/** @typedef {import("playwright-core").Page} Page */

/** Trains six updates of a small run; with what engine, and what came out. @param {Page} page @param {object} [options] */
function train(page, options = {}) {
  return page.evaluate(async (options) => {
    const { engine, events, until } = await lab.make(options);
    const set = { ...lab.small, dropout: 0.1, steps: 6 };
    const { config } = await engine.resolve({ preset: "champion", size: "tiny", set });
    const run = await engine.createRun({ config, data: await lab.prepare(engine, config) });
    await engine.start([run.id]);
    await until(({ state, type }) => state === "finished" || type === "fault");
    const { info } = engine;
    engine.dispose();
    const curve = events
      .filter(({ type }) => type === "step" || type === "eval")
      .map(({ type, step, train_loss, grad_norm, val_loss_full }) =>
        JSON.stringify([type, step, train_loss, grad_norm, val_loss_full]),
      );
    return { info, curve, losses: events.map((event) => event.train_loss).filter(Number.isFinite) };
  }, options);
}

/** A learning model's curve. @param {{ losses: number[] }} trained */
function assertLearns({ losses }) {
  assert.equal(losses.length, 6);
  assert.ok(losses.every(Number.isFinite) && losses[5] < losses[0], `losses ${losses.join(", ")}`);
}

/** Done before the page's own scripts. @param {() => void} script */
const first = (script) => ({
  prepare: (/** @type {import("playwright-core").BrowserContext} */ context) =>
    context.addInitScript(script),
});

test(
  "with two threads the best module trains, the same curve each time and as with one",
  TIMEOUT,
  async (t) => {
    const page = await engineOn(t);
    /** @type {string[]} */
    const modules = [];
    page.context().on("request", (request) => {
      if (request.url().endsWith(".wasm")) modules.push(new URL(request.url()).pathname);
    });
    const two = await train(page, { threads: 2 });
    const { info, curve } = two;
    assert.deepEqual(modules, ["/pkg/threads-relaxed/headline_lab_bg.wasm"], "one for all workers");
    assertLearns(two);
    assert.deepEqual([info.module, info.threads, info.isolated], ["threads-relaxed", 2, true]);
    assert.equal(info.memory, 4 * 2 ** 30);
    assert.deepEqual((await train(page, { threads: 2 })).curve, curve);
    const one = await train(page, { threads: 1, module: "threads-relaxed" });
    assert.equal(one.info.threads, 1);
    assert.deepEqual(one.curve, curve);
    assert.match(
      one.info.why,
      /^The module threads-relaxed was asked for; one thread was asked for\.$/,
    );
  },
);

for (const { name } of MODULES.slice(1)) {
  test(`the module ${name} trains`, TIMEOUT, async (t) => {
    const page = await engineOn(t);
    const trained = await train(page, { module: name, threads: 2 });
    assertLearns(trained);
    assert.equal(trained.info.module, name);
    assert.equal(trained.info.threads, name.startsWith("threads") ? 2 : 1);
  });
}

test(
  "the page's address chooses module and threads, and the footer says so",
  TIMEOUT,
  async (t) => {
    const page = await engineOn(t, {}, "index.html?module=threads-plain&threads=1");
    await page.getByText("1 thread · threads-plain module · up to 4 GiB of memory").waitFor();
    await page.getByText("Why this module?").click();
    await page
      .getByText("The module threads-plain was asked for; one thread was asked for.")
      .waitFor();
  },
);

test("a page that is not isolated trains with one thread, and says why", TIMEOUT, async (t) => {
  const prepare = (/** @type {import("playwright-core").BrowserContext} */ context) =>
    context.route("**/bare.html", (route) =>
      route.fulfill({
        contentType: "text/html",
        body: '<!doctype html><link rel="icon" href="data:,">',
      }),
    );
  const trained = await train(await engineOn(t, { prepare }, "bare.html"));
  assertLearns(trained);
  assert.deepEqual([trained.info.module, trained.info.threads], ["relaxed", 1]);
  assert.match(trained.info.why, /^The page is not cross-origin isolated, which threads need\.$/);
});

test(
  "where the browser refuses a large shared memory a smaller one is taken",
  TIMEOUT,
  async (t) => {
    const refuse = first(() => {
      const { Memory } = WebAssembly;
      WebAssembly.Memory = class extends Memory {
        /** @param {WebAssembly.MemoryDescriptor} descriptor */
        constructor(descriptor) {
          if (descriptor.shared && (descriptor.maximum ?? 0) > 2 ** 14) throw new RangeError("no");
          super(descriptor);
        }
      };
    });
    const trained = await train(await engineOn(t, refuse), { threads: 2 });
    assertLearns(trained);
    assert.equal(trained.info.memory, 2 ** 30);
    assert.match(trained.info.why, /refused a shared memory of 4 GiB/);
  },
);

test("where it refuses every shared memory one thread trains", TIMEOUT, async (t) => {
  const refuse = first(() => {
    const { Memory } = WebAssembly;
    WebAssembly.Memory = class extends Memory {
      /** @param {WebAssembly.MemoryDescriptor} descriptor */
      constructor(descriptor) {
        if (descriptor.shared) throw new RangeError("no");
        super(descriptor);
      }
    };
  });
  const trained = await train(await engineOn(t, refuse), { threads: 2 });
  assertLearns(trained);
  assert.deepEqual([trained.info.module, trained.info.threads], ["relaxed", 1]);
  assert.match(trained.info.why, /grants no memory that threads can share/);
});

for (const [what, answer] of Object.entries({
  "does not load": { status: 404, body: "" },
  "is other bytes": { contentType: "application/wasm", body: "other bytes" },
})) {
  test(`where the module with threads ${what} another one trains`, TIMEOUT, async (t) => {
    const page = await engineOn(t, {
      expected: [/threads-\w+\/headline_lab_bg\.wasm/],
      prepare: (context) => context.route("**/threads-*/*.wasm", (route) => route.fulfill(answer)),
    });
    const trained = await train(page, { threads: 2 });
    assertLearns(trained);
    assert.equal(trained.info.module, "relaxed");
    assert.match(trained.info.why, /the module threads-relaxed did not load/i);
  });
}

test("a thread that does not start is done without", TIMEOUT, async (t) => {
  const broken = first(() => {
    const { Worker } = window;
    window.Worker = class extends Worker {
      /** @param {string | URL} url @param {WorkerOptions} [options] */
      constructor(url, options) {
        const thread = options?.name === "worker/pool.js";
        super(thread ? "data:text/javascript,close()//" : url, options);
        if (thread)
          setTimeout(() => this.dispatchEvent(new ErrorEvent("error", { message: "no" })), 50);
      }
    };
  });
  const trained = await train(await engineOn(t, broken), { threads: 2 });
  assertLearns(trained);
  assert.equal(trained.info.threads, 1);
  assert.match(trained.info.why, /1 of 2 threads did not start/i);
});

test(
  "a thread that stops ends in a sentence, and the next worker takes fewer",
  TIMEOUT,
  async (t) => {
    const page = await engineOn(
      t,
      first(() => {
        const { Worker } = window;
        /** @type {Worker[]} */
        const pool = [];
        window.Worker = class extends Worker {
          /** @param {string | URL} url @param {WorkerOptions} [options] */
          constructor(url, options) {
            super(url, options);
            if (options?.name === "worker/pool.js") pool.push(this);
          }
        };
        Object.assign(window, { pool });
      }),
    );
    const seen = await page.evaluate(async () => {
      const { engine, events, until } = await lab.make({ threads: 2 });
      const set = { ...lab.small, steps: 400 };
      const { config } = await engine.resolve({ preset: "champion", size: "tiny", set });
      const data = await lab.prepare(engine, config);
      const run = await engine.createRun({ config, data });
      await engine.start([run.id]);
      await until(({ type, step }) => type === "step" && step === 2);
      window.pool[0].terminate();
      const fault = await until(({ type }) => type === "fault");
      const again = await engine.createRun({ config, data });
      await engine.start([again.id]);
      await until(({ type, step, run }) => type === "step" && run === again.id && step === 2);
      const { info } = engine;
      engine.dispose();
      return { fault, info, run: run.id, events: events.filter(({ run: id }) => id === run.id) };
    });
    assert.equal(seen.fault.code, "thread");
    assert.match(seen.fault.message, /^[^.]*; the curves .* are kept, .* lost: train again, .*\.$/);
    assert.deepEqual(seen.fault.lost.runs, [seen.run]);
    assert.equal(seen.events.at(-1).state, "failed");
    assert.deepEqual([seen.info.threads, seen.info.module], [1, "relaxed"]);
    assert.match(seen.info.why, /a thread stopped/i);
  },
);

test(
  "memory that runs out ends in a sentence; then what does not fit is refused, and what fits trains",
  TIMEOUT,
  async (t) => {
    // The browser promises 4 GiB and gives 128 MiB.
    const short = first(() => {
      const { Memory } = WebAssembly;
      WebAssembly.Memory = class extends Memory {
        /** @param {WebAssembly.MemoryDescriptor} descriptor */
        constructor(descriptor) {
          super(descriptor.shared ? { ...descriptor, maximum: 2048 } : descriptor);
        }
      };
    });
    const page = await engineOn(t, { ...short, expected: [/memory|panicked/i] });
    const seen = await page.evaluate(async () => {
      const { engine, until } = await lab.make({ threads: 2 });
      const resolve = async (/** @type {string} */ size) =>
        (await engine.resolve({ preset: "champion", size, set: lab.small })).config;
      const large = { ...(await resolve("classroom")), d_model: 512, n_head: 8 };
      const data = await lab.prepare(engine, large);
      const ended = lab.code(async () => {
        const run = await engine.createRun({ config: large, data });
        await engine.start([run.id]);
        await until(({ type }) => type === "fault");
        return lab.code(() => Promise.reject(new Error("a fault")));
      });
      const fault = await until(({ type }) => type === "fault");
      await ended;
      const refused = await lab.code(() => engine.createRun({ config: large, data }));
      const run = await engine.createRun({ config: await resolve("tiny"), data });
      await engine.start([run.id]);
      await until(({ type, step, run: id }) => type === "step" && id === run.id && step === 2);
      const { info } = engine;
      engine.dispose();
      return { fault, refused, info };
    });
    assert.equal(seen.fault.code, "memory");
    assert.match(seen.fault.message, /^The memory ran out: .* train again at a smaller size\.$/);
    assert.equal(seen.refused.code, "memory");
    assert.match(seen.refused.message, /needs about \d+ MiB .*; choose the size \w+\.$/);
    assert.ok(seen.info.memory <= 2 ** 27, `${seen.info.memory} bytes`);
    assert.match(seen.info.why, /no more than 12\d MiB of memory/);
  },
);

test(
  "a run that no memory holds is refused before it starts, with the size that would",
  TIMEOUT,
  async (t) => {
    const page = await engineOn(t);
    const refused = await page.evaluate(async () => {
      const { engine } = await lab.make();
      const set = { ...lab.small, n_layer: 21, n_head: 16, d_model: 1024 };
      const { config, memory_bytes } = await engine.resolve({
        preset: "champion",
        size: "paper",
        set,
      });
      const data = await lab.prepare(engine, config);
      const refusal = await lab.code(() => engine.createRun({ config, data }));
      engine.dispose();
      return { ...refusal, memory_bytes };
    });
    assert.equal(refused.code, "memory");
    assert.ok(refused.memory_bytes > 2 ** 32, `${refused.memory_bytes} bytes`);
    assert.match(
      refused.message,
      /^The run needs about \d+(\.\d)? GiB .*; choose the size Paper\.$/,
    );
  },
);
