/** What keeps runs while they train, on a storage that refuses, is deleted from, or has other tabs. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { AGAIN_MS } from "../../www/worker/keep/serve.js";
import { keeping } from "./support/made-up-keeping.js";
import { MadeUpStore } from "./support/made-up-store.js";

const FULL = "no space is left";

test("a run that storage refused is tried again at rest, at once where there may be room, and told once", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const store = new MadeUpStore();
  const tab = keeping(store);
  await tab.begin("a", "run-a");
  store.refuse = FULL;
  tab.scheduler.start(["a"]);
  await tab.rest();
  const told = () => tab.events.filter(({ type }) => type === "kept");
  assert.deepEqual(
    told().map(({ problem }) => problem),
    [FULL],
  );
  const tried = store.tried.length;
  t.mock.timers.tick(AGAIN_MS);
  await tab.rest();
  assert.equal(store.tried.length, tried + 1);
  assert.equal(told().length, 1, "the reason is the same");

  await tab.keeping.forget(null);
  await tab.rest();
  assert.deepEqual([store.tried.length, told().length], [tried + 2, 2], "deleting was in vain");
  await tab.keeping.forget(null);
  store.refuse = "";
  await tab.rest();
  assert.deepEqual(store.keys(), ["data-1", "run-a"]);
  const { note } = store.values.get("run-a") ?? {};
  assert.deepEqual([note.state, note.step], ["finished", 12]);
  assert.equal(told().at(-1)?.problem, undefined);

  t.mock.timers.tick(5 * AGAIN_MS);
  await tab.rest();
  assert.equal(store.tried.filter((key) => key === "run-a").length, tried + 3, "and then no more");
});

test("what the page tells of a run is kept: of one that came back, and of one without weights", async () => {
  const store = new MadeUpStore();
  const before = keeping(store);
  await before.begin("a", "run-a");
  await before.begin("b", "run-b");
  before.scheduler.start(["a", "b"]);
  before.ticks(9);
  before.scheduler.pause();
  await before.rest();
  const about = (/** @type {string} */ key) => store.values.get(key)?.note.about;
  assert.deepEqual([about("run-a"), about("run-b")], [{ name: "run-a" }, { name: "run-b" }]);

  store.held.clear();
  const after = keeping(store);
  const { state } = await after.restore("a", "run-a");
  assert.equal(state, "paused");
  await after.keeping.describe(after.wish("a", "run-a", { name: "pinned" }));
  await after.rest();
  const whole = store.values.get("run-b")?.bytes;
  await after.keeping.annotate({ key: "run-b", about: { name: "renamed" } });
  assert.deepEqual([about("run-a"), about("run-b")], [{ name: "pinned" }, { name: "renamed" }]);
  assert.deepEqual(store.values.get("run-b")?.bytes, whole, "its weights are as they were");

  // Those that another tab has, and those that are gone, stay so.
  const elsewhere = keeping(store);
  await elsewhere.keeping.annotate({ key: "run-a", about: { name: "other" } });
  assert.deepEqual(about("run-a"), { name: "pinned" });
  await elsewhere.keeping.annotate({ key: "run-c", about: { name: "gone" } });
  assert.equal(about("run-c"), undefined);
});

test("what is kept can be deleted at any moment of a training, and no run is left without its headlines", async () => {
  for (const when of ["run-a", "data-1"]) {
    const store = new MadeUpStore();
    const tab = keeping(store);
    await tab.begin("a", "run-a");
    tab.scheduler.start(["a"]);
    tab.ticks(12);
    await tab.written();
    assert.deepEqual(store.keys(), ["data-1", "run-a"]);
    store.beforeRemoval = async (key) => {
      if (key !== when) return;
      // The run goes on, and is due again, before the removal is through.
      tab.ticks(30);
      for (let i = 0; i < 20; i += 1) await null;
    };
    await tab.keeping.forget(null);
    await tab.written();
    assert.deepEqual(store.keys(), ["data-1", "run-a"], `while ${when} is deleted`);
  }
});

test("a run that came back after a fault brings its headlines again where they were deleted", async () => {
  const store = new MadeUpStore();
  const before = keeping(store);
  await before.begin("a", "run-a");
  before.scheduler.start(["a"]);
  before.ticks(9);
  before.scheduler.pause();
  await before.rest();
  store.held.clear();
  // The page gives the headlines to the next worker itself.
  const after = keeping(store);
  await after.restore("a", "run-a");
  await after.keeping.forget(null);
  assert.deepEqual(store.keys(), []);
  after.scheduler.start(["a"]);
  await after.rest();
  assert.deepEqual(store.keys(), ["data-1", "run-a"]);
  assert.deepEqual(store.values.get("data-1")?.note.facts, { name: "made up" });
});

test("a run that is gone while it is due, or whose headlines are, is told of and holds up no other", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const store = new MadeUpStore();
  const tab = keeping(store);
  for (const id of ["a", "b", "c"]) await tab.begin(id, `run-${id}`);
  tab.scheduler.start(["a", "b", "c"]);
  tab.ticks(40);
  tab.scheduler.pause();
  tab.scheduler.remove("a");
  tab.headlines.delete("b");
  await tab.rest();
  const problems = tab.events.flatMap(({ type, run, problem }) =>
    type === "kept" ? [[run, problem ?? "kept"]] : [],
  );
  assert.deepEqual(problems, [
    ["a", 'There is no run "a" here.'],
    ["b", "The headlines data-1 can't be read any more; train it again."],
    ["c", "kept"],
  ]);
});
