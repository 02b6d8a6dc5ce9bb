import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { Channel } from "../../www/engine/channel.js";
import * as protocol from "../../www/protocol.js";

const www = new URL("../../www/", import.meta.url);

/** @param {string} folder */
async function scripts(folder) {
  const names = await readdir(new URL(folder, www));
  const files = names.filter((name) => name.endsWith(".js")).map((name) => `${folder}${name}`);
  return Promise.all(
    files.map(async (file) => ({ file, source: await readFile(new URL(file, www), "utf8") })),
  );
}

/**
 * The types of the message literals that a source makes with one of the functions.
 * @param {string} source
 * @param {RegExp} call
 */
function sentTypes(source, call) {
  return [
    ...source.matchAll(
      new RegExp(`${call.source}\\s*\\{\\s*(?:\\.\\.\\.\\w+, )?type: "(\\w+)"`, "g"),
    ),
  ].map((match) => match[1]);
}

test("a declared message passes, and its fields with it", () => {
  const pause = { type: "pause", id: 1 };
  assert.equal(protocol.trainingCommand(pause), pause);
  const state = { type: "state", run: "a", state: "paused", step: 3 };
  assert.equal(protocol.workerEvent(state), state);
});

test("what is not declared is refused", () => {
  const refused = [
    [protocol.trainingCommand, null, /object/],
    [protocol.trainingCommand, { type: "explode", id: 1 }, /explode/],
    [protocol.trainingCommand, { type: "constructor", id: 1 }, /constructor/],
    [protocol.trainingCommand, { type: "prepare", id: 1, source: {}, config: {} }, /prepare/],
    [protocol.trainingCommand, { type: "pause" }, /"id"/],
    [protocol.trainingCommand, { type: "pause", id: 1, now: true }, /"now"/],
    [protocol.trainingCommand, { type: "start", id: 1, runs: "run-1" }, /"runs"/],
    [protocol.dataCommand, { type: "pause", id: 1 }, /pause/],
    [
      protocol.dataCommand,
      { type: "prepare", id: 1, source: {}, config: {}, column: "2" },
      /"column"/,
    ],
    [protocol.benchCommand, { type: "start", id: 1, runs: [] }, /start/],
    [protocol.workerEvent, { type: "state", state: "paused", step: 3 }, /"run"/],
    [protocol.workerEvent, { type: "state", run: "a", state: "asleep", step: 3 }, /asleep/],
    [
      protocol.workerEvent,
      { type: "glance", run: "a", step: 1, tokens: 1, seconds: 1, loss: null },
      /"loss"/,
    ],
  ];
  for (const [check, message, says] of refused) {
    assert.throws(
      () => check(message),
      { name: "ProtocolError", code: "protocol", message: says },
      JSON.stringify(message),
    );
  }
});

test("every event about a run carries the run's id", () => {
  const others = ["reply", "part", "fault"];
  for (const [type, fields] of Object.entries(protocol.WORKER_EVENTS)) {
    assert.equal("run" in fields, !others.includes(type), type);
  }
});

test("each worker answers exactly the commands that are declared for it", async () => {
  const workers = [
    ["worker.js", protocol.TRAINING_COMMANDS],
    ["data-worker.js", protocol.DATA_COMMANDS],
    ["probe-worker.js", protocol.PROBE_COMMANDS],
    ["compile-worker.js", protocol.COMPILE_COMMANDS],
    ["worker/pool.js", protocol.POOL_COMMANDS],
    ["worker/bench.js", protocol.BENCH_COMMANDS],
  ];
  for (const [file, commands] of workers) {
    const source = await readFile(new URL(file, www), "utf8");
    const from = source.indexOf("\nserve(");
    const table = source.slice(from, source.indexOf("\n});", from));
    const handlers = [...table.matchAll(/^ {2}(?:async )?(\w+)(?:\(|:)/gm)].map(
      (match) => match[1],
    );
    assert.deepEqual(handlers.sort(), Object.keys(commands).sort(), file);
  }
});

test("every message that is sent is declared, and every declared one is sent", async () => {
  const page = [...(await scripts("")), ...(await scripts("engine/"))];
  const workers = [
    ...(await scripts("worker/")),
    ...(await scripts("worker/keep/")),
    ...page.filter(({ file }) => file.endsWith("worker.js")),
  ];
  const commands = new Set(
    page.flatMap(({ source }) => [
      ...sentTypes(source, /(?:ask|tell|request)\(/),
      ...[...source.matchAll(/const message = \{ type: .*?\("(\w+)"\)/g)].map((match) => match[1]),
    ]),
  );
  const declared = {
    ...protocol.TRAINING_COMMANDS,
    ...protocol.DATA_COMMANDS,
    ...protocol.POOL_COMMANDS,
    ...protocol.BENCH_COMMANDS,
    ...protocol.PROBE_COMMANDS,
    ...protocol.COMPILE_COMMANDS,
  };
  assert.deepEqual([...commands].sort(), Object.keys(declared).sort());

  const literals = workers.flatMap(({ source }) => [
    ...sentTypes(source, /(?:send|#emit|emit)\(/),
    ...[...source.matchAll(/const event = \{ type: (?:\/\*.*?\*\/ )?\(?"(\w+)"/g)].map(
      (match) => match[1],
    ),
  ]);
  assert.deepEqual([...new Set(literals)].sort(), Object.keys(protocol.WORKER_EVENTS).sort());
});

test("nobody posts a message around the checked senders", async () => {
  const all = [
    ...(await scripts("")),
    ...(await scripts("engine/")),
    ...(await scripts("worker/")),
    ...(await scripts("worker/keep/")),
    ...(await scripts("worker/store/")),
  ];
  const senders = all.flatMap(({ file, source }) =>
    [...source.matchAll(/(\S+)\.postMessage\(/g)].map((match) => `${file}: ${match[1]}`),
  );
  // The pump is the training worker's message to itself; the service worker, which takes no part in training, answers
  // the page on the port that came with the question.
  const others = [
    "worker.js: pump.port2",
    "isolate.js: waiting",
    "offline.js: worker",
    "sw.js: port",
  ];
  assert.deepEqual(
    [...new Set(senders)].sort(),
    ["engine/channel.js: this.#worker", "worker/serve.js: scope", ...others].sort(),
  );
});

test("a worker refuses what it does not know, and answers what it does", async () => {
  /** @type {any[]} */
  const sent = [];
  const scope = /** @type {any} */ (globalThis);
  scope.postMessage = (/** @type {unknown} */ event) => sent.push(event);
  let trapped = false;
  const { serve } = await import("../../www/worker/serve.js");
  serve(protocol.dataCommand, {
    init: () => {
      throw Object.assign(new Error("no such module"), { code: "load", field: "url", value: "x" });
    },
    prepare: () => {
      if (trapped) throw new WebAssembly.RuntimeError("unreachable");
      return 42;
    },
  });
  await scope.onmessage({ data: { type: "prepare", id: 1, source: {}, config: {} } });
  await scope.onmessage({
    data: { type: "init", id: 2, version: "0", module: {}, url: "", limit: 0, lock: "" },
  });
  await scope.onmessage({ data: { type: "pause", id: 3 } });
  await scope.onmessage({ data: "hello" });
  trapped = true;
  await scope.onmessage({ data: { type: "prepare", id: 4, source: {}, config: {} } });
  delete scope.onmessage;
  delete scope.postMessage;
  assert.deepEqual(sent[0], { type: "reply", id: 1, value: 42 });
  const error = { code: "load", message: "no such module", field: "url", value: "x" };
  assert.deepEqual(sent[1], { type: "reply", id: 2, error });
  assert.equal(sent[2].error.code, "protocol");
  assert.equal(sent[3].type, "fault");
  assert.deepEqual([sent[4].type, sent[4].code], ["fault", "worker"]);
  assert.match(sent[4].message, /unreachable/);
});

test("the page refuses what it does not know: the worker is ended, what waits is rejected", async () => {
  /** @type {any} */
  const worker = {
    posted: [],
    postMessage: (/** @type {any} */ m) => worker.posted.push(m),
    terminate: () => {},
  };
  /** @type {string[]} */
  const faults = [];
  const channel = new Channel(worker, protocol.trainingCommand, {
    onFault: (code) => faults.push(code),
  });
  const asked = channel.request({ type: "catalog" });
  worker.onmessage({ data: { type: "surprising" } });
  await assert.rejects(asked, { code: "protocol" });
  assert.deepEqual(faults, ["protocol"]);
  assert.equal(channel.dead, true);
  await assert.rejects(channel.request({ type: "catalog" }), { code: "worker" });
});

test("the page sends no command that is not declared", async () => {
  /** @type {any} */
  const worker = {
    posted: [],
    postMessage: (/** @type {any} */ m) => worker.posted.push(m),
    terminate: () => {},
  };
  const channel = new Channel(worker, protocol.trainingCommand, { onFault: () => {} });
  await assert.rejects(channel.request(/** @type {any} */ ({ type: "format_disk" })), {
    code: "protocol",
  });
  assert.equal(worker.posted.length, 0);
});
