/** Runs that do not fit into the memory together. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Budget } from "../../www/worker/budget.js";
import { CLASSROOM, FakeRun, lab, OPTIONS } from "./support/made-up-runs.js";

const MIB = 2 ** 20;
/** Two of these fit into 500 MiB and a third does not; one that has ended keeps 40. */
const PLAN = { ...CLASSROOM, params: 10 * MIB, held_bytes: 120 * MIB, memory_bytes: 270 * MIB };

/** A scheduler with room for two runs, and those that were asked for. @param {string[]} ids @param {object} [plan] */
function crowded(ids, plan = {}) {
  const made = lab({});
  made.scheduler.budget.limit = 500 * MIB;
  /** @type {Record<string, FakeRun>} */
  const runs = {};
  const states = ids.map((id) =>
    made.scheduler.enqueue(id, /** @type {any} */ ({ ...PLAN, ...plan }), () => {
      runs[id] = new FakeRun(made.clock, { ...PLAN, ...plan });
      return /** @type {any} */ (runs[id]);
    }),
  );
  return { ...made, runs, made: states };
}

test("a run fits alone by all that it needs, and beside others by what they hold and the most that one needs", () => {
  const budget = new Budget();
  const plan = /** @type {any} */ (PLAN);
  assert.ok(budget.fits(plan), "without a limit everything fits");
  budget.limit = 400 * MIB;
  assert.ok(budget.fitsAlone(plan));
  budget.take("a", plan);
  assert.ok(!budget.fits(plan), "390 of 328 MiB");
  budget.limit = 500 * MIB;
  assert.ok(budget.fits(plan), "390 of 418 MiB");
  budget.addData(40 * MIB);
  assert.ok(!budget.fits(plan), "430 of 418 MiB");
  budget.keepWeights("a", plan);
  assert.ok(budget.fits(plan));
});

test("a run that does not fit beside the others is not made until one of them is gone", () => {
  const { made, runs, scheduler, states } = crowded(["a", "b", "c"]);
  assert.deepEqual(made, ["ready", "ready", "queued"]);
  assert.deepEqual(Object.keys(runs), ["a", "b"]);
  assert.throws(() => scheduler.run("c"), { code: "state", message: /waits for memory/ });
  scheduler.remove("a");
  assert.deepEqual(Object.keys(runs), ["a", "b", "c"]);
  assert.deepEqual(states("c"), ["ready"]);
});

test("a queued run that was started trains as soon as another has finished", () => {
  const { scheduler, states, drain, of } = crowded(["a", "b", "c"], { steps: 3, eval_every: 9 });
  scheduler.start(["a", "b", "c"]);
  drain();
  assert.deepEqual(states("c"), ["running", "finished"]);
  const finished = of("state", "a").find(({ state }) => state === "finished").at;
  assert.ok(of("step", "c")[0].at > finished);
  assert.equal(of("step", "c").length, 3);
});

test("a run that diverged keeps its weights, one that failed nothing, and the waiting ones begin", () => {
  const { scheduler, runs, states, drain, of } = crowded(["a", "b", "c", "d"], { steps: 3 });
  runs.a.diverges = 2;
  runs.b.advance = () => {
    throw Object.assign(new Error("made up"), { code: "config" });
  };
  scheduler.start(["a", "b", "c", "d"]);
  drain();
  assert.deepEqual(states("a"), ["running", "diverged"]);
  assert.deepEqual(states("b"), ["running", "failed"]);
  assert.equal(of("state", "b")[1].reason, "made up");
  for (const id of ["c", "d"]) assert.deepEqual(states(id), ["running", "finished"], id);
  assert.equal(scheduler.run("a"), runs.a, "its last finite weights can be written with");
  assert.equal(runs.b.freed, 1);
  assert.throws(() => scheduler.run("b"), { code: "unknown" });
});

test("it stays paused where a person paused, and goes on with the others", () => {
  const { scheduler, states, drain } = crowded(["a", "b", "c"], { steps: 3 });
  scheduler.start(["a", "b", "c"]);
  drain(4);
  scheduler.pause();
  scheduler.remove("a");
  assert.deepEqual(states("c"), ["paused"]);
  scheduler.start([]);
  drain();
  assert.deepEqual(states("c"), ["paused", "running", "finished"]);
});

test("while a started run waits for memory, one that was paused before does not go on in its place", () => {
  const { scheduler, states, drain } = crowded(["a", "b", "c"], { steps: 3 });
  scheduler.start(["a", "b"]);
  drain(4);
  scheduler.pause();
  scheduler.start(["c"]);
  drain();
  assert.equal(states("a").at(-1), "paused");
  scheduler.remove("b");
  drain();
  assert.deepEqual([states("a").at(-1), states("c").at(-1)], ["paused", "finished"]);
});

test("a queued run can be stopped or disposed of before it was ever made", async () => {
  const { scheduler, runs, states } = crowded(["a", "b", "c", "d"]);
  scheduler.start(["c"]);
  scheduler.stop();
  assert.deepEqual(states("c"), ["stopped"]);
  scheduler.remove("a");
  assert.deepEqual(Object.keys(runs), ["a", "b", "d"], "the one behind it takes the room");
  assert.throws(() => scheduler.run("c"), { code: "state", message: /stopped before it began/ });
  assert.throws(() => scheduler.generate(1, "c", OPTIONS, () => {}), { code: "state" });
  scheduler.remove("c");
  assert.throws(() => scheduler.run("c"), { code: "unknown" });
});

test("a fork takes memory like a run, and is refused where there is none: it can't wait", () => {
  const { scheduler, drain } = crowded(["a"], { steps: 3 });
  scheduler.start(["a"]);
  drain();
  const { plan } = scheduler.fork("c", "a", {}, { epochs: 1, schedule: "hold" });
  assert.equal(plan.steps, 103);
  assert.throws(() => scheduler.fork("d", "a", {}, { epochs: 1, schedule: "hold" }), {
    code: "memory",
    message: /delete a run/,
  });
  scheduler.remove("c");
  scheduler.fork("d", "a", {}, { epochs: 1, schedule: "hold" });
});

test("a run that memory kept waiting may have to wait its turn as well", () => {
  const { scheduler, states, drain, of } = crowded(["a", "b", "c"], {
    steps: 3,
    params: 5 * MIB,
  });
  scheduler.setOrder("queue");
  scheduler.start(["a", "b", "c"]);
  drain();
  assert.deepEqual(states("b"), ["queued", "running", "finished"]);
  assert.deepEqual(states("c"), ["queued", "running", "finished"]);
  assert.ok(of("step", "c")[0].at >= of("step", "b")[2].at);
});
