import assert from "node:assert/strict";
import { test } from "node:test";
import { evaluationDue, Pace } from "../../www/worker/pace.js";
import { CLASSROOM, COST, LIVE, lab, OPTIONS } from "./support/made-up-runs.js";

test("runs go in lock-step: no run is ever more than one update ahead", () => {
  const { events, scheduler, drain, states } = lab({ a: { steps: 70 }, b: { steps: 70 } });
  scheduler.start(["a", "b"]);
  drain();
  const at = { a: 0, b: 0 };
  for (const { type, run, step } of events) {
    if (type === "step") at[/** @type {"a" | "b"} */ (run)] = step;
    assert.ok(at.a - at.b === 0 || at.a - at.b === 1, `a at ${at.a}, b at ${at.b}`);
  }
  assert.deepEqual(at, { a: 70, b: 70 });
  assert.deepEqual(states("a"), ["running", "finished"]);
  assert.deepEqual(states("b"), ["running", "finished"]);
});

test("every update and every evaluation of the definition is told once, in order", () => {
  const { scheduler, drain, of } = lab({ a: { steps: 70 }, b: { steps: 64 } });
  scheduler.start(["a", "b"]);
  drain();
  assert.deepEqual(
    of("step", "a").map(({ step }) => step),
    Array.from({ length: 70 }, (_, i) => i + 1),
  );
  assert.deepEqual(
    of("eval", "a").map(({ step }) => step),
    [1, 31, 62, 70],
  );
  assert.deepEqual(
    of("eval", "b").map(({ step }) => step),
    [1, 31, 62, 64],
  );
});

test("both runs of a pair show their first update before either makes its first evaluation", () => {
  const { events, scheduler, until, of } = lab({ a: {}, b: {} });
  scheduler.start(["a", "b"]);
  until(() => of("eval", "a").length > 0);
  const order = events
    .filter(({ type }) => ["step", "glance", "eval"].includes(type))
    .map(({ type, run }) => type + run);
  assert.deepEqual(order, ["stepa", "glancea", "stepb", "glanceb", "evala"]);
});

test("at least 15 points on each validation line before update 106, at the Classroom size", () => {
  for (const speed of [0.1, 1, 10]) {
    // A glance at as many tokens as a batch costs about a third of its update.
    const cost = { micro: 50 * speed, eval: 33 * speed, glance: 33 * speed };
    const { scheduler, until, of } = lab({ a: {}, b: {} }, cost);
    scheduler.start(["a", "b"]);
    until(() => of("step", "b").length === 106);
    for (const run of ["a", "b"]) {
      const steps = new Set(
        [...of("eval", run), ...of("glance", run)]
          .map(({ step }) => step)
          .filter((step) => step < 106),
      );
      assert.ok(
        steps.size >= 15,
        `run ${run} has ${steps.size} points at speed ${speed}: ${[...steps]}`,
      );
      for (const fixed of [1, 5, 10, 20, 40])
        assert.ok(steps.has(fixed), `no glance after update ${fixed}`);
    }
  }
});

test("glances stay under about 5 % of a run's own time, however much one costs", () => {
  const { scheduler, until, of, runs } = lab({ a: {} }, { glance: 400 });
  scheduler.start(["a"]);
  until(() => of("step", "a").length === 600);
  const glances = runs.a.log.filter((what) => what === "glance").length * 400;
  const training = runs.a.log.filter((what) => what === "micro").length * COST.micro;
  assert.ok(
    glances > 5 * 400 && glances <= 0.05 * training + 400,
    `${glances} ms of glances in ${training} ms of steps`,
  );
});

test("seconds count a run's own steps alone", () => {
  const { scheduler, until, of, clock } = lab({ a: {}, b: {} });
  scheduler.setLive(LIVE);
  scheduler.start(["a", "b"]);
  until(() => of("step", "a").length === 50);
  const last = of("step", "a")[49];
  assert.ok(Math.abs(last.seconds - 50 * 2 * 0.05) < 1e-9, `${last.seconds}`);
  assert.ok(Math.abs(last.tokens_per_second - 1024 / 0.1) < 1e-6, `${last.tokens_per_second}`);
  assert.equal(last.unit_ms, 50);
  assert.ok(clock.ms / 1000 > 2 * last.seconds);
});

test("time left counts every active run, evaluations included", () => {
  const { scheduler, drain, of, clock } = lab({ a: { steps: 200 }, b: { steps: 200 } });
  scheduler.start(["a", "b"]);
  drain();
  for (const step of [40, 100, 150]) {
    const { eta_seconds, at } = of("step", "a")[step - 1];
    const truth = (clock.ms - at) / 1000;
    assert.ok(
      Math.abs(eta_seconds / truth - 1) < 0.1,
      `at ${step}: said ${eta_seconds}, was ${truth}`,
    );
  }
});

test("a pause takes effect between two micro-batches and loses nothing", () => {
  const whole = lab({ a: { steps: 40 } });
  whole.scheduler.start(["a"]);
  whole.drain();
  const halting = lab({ a: { steps: 40 } });
  halting.scheduler.start(["a"]);
  let pauses = 0;
  while (halting.scheduler.tick()) {
    halting.scheduler.pause();
    const before = halting.runs.a.log.length;
    halting.drain();
    assert.equal(halting.runs.a.log.length, before, "work went on after the pause");
    halting.scheduler.start([]);
    pauses += 1;
  }
  assert.ok(pauses > 80);
  assert.deepEqual(halting.runs.a.log, whole.runs.a.log);
  const shown = ({ at: _, ...event }) => event;
  const told = (from) => from.events.filter(({ type }) => type !== "state").map(shown);
  assert.deepEqual(told(halting), told(whole));
});

test("a step is one update of each run, then a pause; an interrupted round is completed first", () => {
  const { scheduler, drain, until, of, states } = lab({ a: {}, b: {} });
  scheduler.step([]);
  drain();
  assert.deepEqual([of("step", "a").length, of("step", "b").length], [1, 1]);
  assert.deepEqual([of("eval", "a").length, of("eval", "b").length], [1, 1]);
  assert.deepEqual(states("a"), ["running", "paused"]);
  scheduler.start(["a", "b"]);
  until(() => of("step", "a").length === 4);
  scheduler.pause();
  assert.equal(of("step", "b").length, 3);
  scheduler.step([]);
  drain();
  assert.deepEqual([of("step", "a").length, of("step", "b").length], [4, 4]);
  scheduler.step([]);
  drain();
  assert.deepEqual([of("step", "a").length, of("step", "b").length], [5, 5]);
});

test("a step after a pause between a round's updates and its evaluations is an update too", () => {
  const { scheduler, drain, until, of } = lab({ a: {}, b: {} });
  scheduler.start(["a", "b"]);
  until(() => of("eval", "a").length === 1);
  scheduler.pause();
  scheduler.step([]);
  drain();
  assert.deepEqual([of("eval", "a").length, of("eval", "b").length], [1, 1]);
  assert.deepEqual([of("step", "a").length, of("step", "b").length], [2, 2]);
  scheduler.start([]);
  until(() => of("step", "b").length === 3);
  scheduler.pause();
  scheduler.step([]);
  drain();
  assert.deepEqual([of("step", "a").length, of("step", "b").length], [4, 4]);
});

test("a step after a pause within the glance at a round's last update is an update too", () => {
  const { scheduler, drain, until, of } = lab({ a: {}, b: {} });
  scheduler.start(["a", "b"]);
  until(() => of("step", "b").length === 1);
  scheduler.pause();
  assert.deepEqual(of("glance", "b"), [], "the first update has a glance, which is to come");
  scheduler.step([]);
  drain();
  assert.deepEqual([of("step", "a").length, of("step", "b").length], [2, 2]);
});

test("a stopped run stays where it is, can't be started again and still writes", async () => {
  const { scheduler, drain, until, of, states, runs } = lab({ a: {}, b: {} });
  scheduler.start(["a", "b"]);
  until(() => of("step", "b").length === 3);
  scheduler.stop();
  drain();
  assert.equal(runs.a.step, 3);
  assert.deepEqual(states("b"), ["running", "stopped"]);
  assert.throws(() => scheduler.start(["a"]), { code: "state" });
  const parts = [];
  const written = scheduler.generate(1, "a", OPTIONS, (part) => parts.push(part));
  drain();
  await written;
  assert.equal(parts.length, 10);
});

test("a stop of some runs leaves the others, paused or training, as they are", () => {
  const { scheduler, drain, until, of, states } = lab({ a: {}, b: {}, c: {} });
  scheduler.start(["a"]);
  until(() => of("step", "a").length === 1);
  scheduler.pause();
  scheduler.start(["b", "c"]);
  until(() => of("step", "c").length === 1);
  scheduler.stop(["b"]);
  assert.deepEqual(states("b").at(-1), "stopped");
  scheduler.stop(["c"]);
  drain();
  assert.deepEqual([states("a").at(-1), states("c").at(-1)], ["paused", "stopped"]);
  scheduler.start(["a"]);
  drain();
  assert.deepEqual(states("a").at(-1), "finished");
});

test("one run can be started alone while the other rests", () => {
  const { scheduler, until, of } = lab({ a: {}, b: {} });
  scheduler.start(["a", "b"]);
  until(() => of("step", "b").length === 3);
  scheduler.pause();
  scheduler.start(["a"]);
  until(() => of("step", "a").length === 9);
  assert.equal(of("step", "b").length, 3);
  scheduler.start(["b"]);
  until(() => of("step", "b").length === 5);
  assert.equal(of("step", "a").length, 11);
});

test("a run that diverges stops with its step and leaves the others running", () => {
  const { scheduler, drain, of, states, runs } = lab({ a: { steps: 30 }, b: { steps: 30 } });
  runs.a.diverges = 7;
  scheduler.start(["a", "b"]);
  drain();
  assert.deepEqual(states("a"), ["running", "diverged"]);
  const told = of("state", "a")[1];
  assert.deepEqual([told.step, told.reason], [6, "loss"]);
  assert.deepEqual(states("b"), ["running", "finished"]);
});

test("an error with a code fails its run alone; one without ends the worker", () => {
  const { scheduler, drain, of, states, runs } = lab({ a: { steps: 30 }, b: { steps: 30 } });
  runs.a.advance = () => {
    throw Object.assign(new Error("no memory for a"), { code: "memory" });
  };
  scheduler.start(["a", "b"]);
  drain();
  assert.equal(of("state", "a").at(-1).reason, "no memory for a");
  assert.deepEqual(states("b"), ["running", "finished"]);
  const other = lab({ a: {} });
  other.runs.a.advance = () => {
    throw new Error("unreachable");
  };
  other.scheduler.start(["a"]);
  assert.throws(() => other.drain(), /unreachable/);
});

test("live views come about every second and take at most 5 % of the compute", () => {
  for (const token of [1, 4, 40]) {
    const { scheduler, until, of, runs, clock } = lab(
      { a: { steps: 4000 } },
      { token, forward: token },
    );
    scheduler.setLive(LIVE);
    scheduler.start(["a"]);
    until(() => of("step", "a").length === 2000);
    const looks = runs.a.log.filter(
      (what) => what === "token" || what.startsWith("next") || what === "surprise",
    ).length;
    const share = (looks * token) / clock.ms;
    assert.ok(share < 0.055, `${share} of the time went into live views at ${token} ms a token`);
    const views = of("live", "a");
    const seconds = clock.ms / 1000;
    if (token === 1)
      assert.ok(
        views.length > 0.8 * seconds && views.length < 1.2 * seconds,
        `${views.length} in ${seconds} s`,
      );
    assert.ok(views.some(({ headline }) => headline?.text === "xxxxxxxxxx"));
  }
});

test("a view is of one set of weights: no update comes between its tokens", () => {
  const { scheduler, until, of, runs } = lab({ a: {}, b: {} });
  scheduler.setLive(LIVE);
  scheduler.start(["a", "b"]);
  until(() => of("live", "a").filter(({ headline }) => headline).length === 4);
  assert.match(runs.a.log.join(" "), /next@\d+ surprise( token){10}/);
  assert.doesNotMatch(runs.a.log.join(" "), /token micro token/);
});

test("at rest a view is shown once, again when what it shows changes, and then nothing moves", () => {
  const { scheduler, drain, of } = lab({ a: {}, b: {} });
  scheduler.setLive(LIVE);
  drain();
  assert.deepEqual(
    of("live", "a").map(({ step }) => step),
    [0],
  );
  assert.equal(drain(), 0);
  scheduler.setLive({ ...LIVE, prompt: "other" });
  drain();
  assert.equal(of("live", "a").length, 2);
  assert.equal(of("live", "b").length, 2);
  scheduler.setLive({ ...LIVE, enabled: false });
  drain();
  assert.equal(of("live", "a").length, 2);
});

test("the last view comes before the end is told, and after the end nothing moves", () => {
  const { events, scheduler, drain, of } = lab({ a: { steps: 20 }, b: { steps: 20 } });
  scheduler.setLive(LIVE);
  scheduler.start(["a", "b"]);
  drain();
  const view = of("live", "a").at(-1);
  assert.equal(view.step, 20);
  assert.ok(view.headline);
  assert.ok(events.indexOf(view) < events.indexOf(of("state", "a").at(-1)));
  assert.equal(of("state", "b").at(-1).state, "finished");
  assert.equal(events.at(-1).type, "state");
  assert.equal(drain(), 0);
});

test("the end is told even when live views are put off at that moment", () => {
  const { scheduler, drain, until, of, states, runs } = lab({ a: { steps: 20 } });
  scheduler.setLive(LIVE);
  scheduler.start(["a"]);
  until(() => of("eval", "a").length === 2);
  until(() => runs.a.log.at(-1) === "token");
  scheduler.setLive({ ...LIVE, enabled: false });
  drain();
  assert.deepEqual(states("a"), ["running", "finished"]);
});

test("a prompt that can't be used is told in the view and harms nothing", () => {
  const { scheduler, drain, of, states, runs } = lab({ a: { steps: 20 } });
  runs.a.next_tokens = () => {
    throw Object.assign(new Error("the prompt is too long"), { code: "config" });
  };
  scheduler.setLive(LIVE);
  scheduler.start(["a"]);
  drain();
  assert.equal(of("live", "a").at(-1).error.message, "the prompt is too long");
  assert.deepEqual(states("a"), ["running", "finished"]);
});

test("a headline that was asked for is written before training goes on; cancelling frees it", async () => {
  const { scheduler, until, of, runs, drain } = lab({ a: { steps: 20 } });
  scheduler.start(["a"]);
  until(() => of("step", "a").length === 3);
  const from = runs.a.log.length;
  const parts = [];
  const whole = scheduler.generate(1, "a", OPTIONS, (part) => parts.push(part));
  const dropped = scheduler.generate(2, "a", OPTIONS, () => {});
  scheduler.tick();
  scheduler.cancel(2);
  await assert.rejects(dropped, { code: "cancelled" });
  until(() => parts.length === 10);
  assert.equal(runs.a.log.slice(from).filter((what) => what !== "token").length, 0);
  await whole;
  assert.equal(runs.a.freed, 2 + of("glance", "a").length);
  drain();
});

test("a run that is disposed of is freed with all that hangs on it, and the other trains on", async () => {
  const { scheduler, until, drain, of, runs, states } = lab({ a: { steps: 30 }, b: { steps: 30 } });
  scheduler.setLive(LIVE);
  scheduler.start(["a", "b"]);
  until(() => of("step", "a").length === 5);
  const written = scheduler.generate(1, "a", OPTIONS, () => {});
  scheduler.remove("a");
  await assert.rejects(written, { code: "state" });
  assert.ok(runs.a.freed >= 2);
  const from = runs.a.log.length;
  drain();
  assert.equal(runs.a.log.length, from);
  assert.equal(states("b").at(-1), "finished");
  assert.throws(() => scheduler.run("a"), { code: "unknown" });
});

test("how many evaluations are left is counted as they come", () => {
  for (const plan of [
    CLASSROOM,
    { ...CLASSROOM, steps: 62 },
    { ...CLASSROOM, steps: 3, eval_every: 1 },
  ]) {
    const pace = new Pace(/** @type {any} */ (plan));
    pace.evaluationChunk(1);
    pace.evaluated();
    let left = 0;
    for (let step = plan.steps; step >= 0; step -= 1) {
      assert.equal(pace.remaining(step), left, `after ${step} of ${plan.steps}`);
      if (evaluationDue(step, /** @type {any} */ (plan))) left += 1;
    }
  }
});

test("one after the other: a run begins when the one before it has ended, and waits until then", () => {
  const { events, scheduler, drain, states } = lab({ a: { steps: 30 }, b: { steps: 30 } });
  scheduler.setOrder("queue");
  scheduler.start(["a", "b"]);
  drain();
  const order = events.filter(({ type }) => type === "step").map(({ run }) => run);
  assert.equal(order.join(""), "a".repeat(30) + "b".repeat(30));
  assert.deepEqual(states("a"), ["running", "finished"]);
  assert.deepEqual(states("b"), ["queued", "running", "finished"]);
  assert.equal(events.find(({ state }) => state === "queued").reason, "turn");
});

test("the order can be changed on the way: the others join, or wait again", () => {
  const { scheduler, until, of, states, drain } = lab({ a: { steps: 90 }, b: { steps: 90 } });
  scheduler.setOrder("queue");
  scheduler.start(["a", "b"]);
  until(() => of("step", "a").length === 10);
  scheduler.setOrder("lockstep");
  until(() => of("step", "b").length === 10);
  const ahead = of("step", "a").length - of("step", "b").length;
  assert.ok(ahead === 10 || ahead === 11, `a is ${ahead} ahead`);
  scheduler.setOrder("queue");
  until(() => of("step", "a").length === 90);
  assert.ok(of("step", "b").length <= 11, "b waited");
  drain();
  assert.deepEqual(states("b"), ["queued", "running", "queued", "running", "finished"]);
});

test("what waits its turn pauses, goes on and stops with the others, and follows one that breaks off", () => {
  const { scheduler, until, of, states, runs, drain } = lab({ a: {}, b: { steps: 9 }, c: {} });
  scheduler.setOrder("queue");
  scheduler.start(["a", "b", "c"]);
  until(() => of("step", "a").length === 3);
  scheduler.pause();
  assert.equal(drain(), 0);
  scheduler.start([]);
  assert.deepEqual(states("b"), ["queued", "paused", "queued"]);
  runs.a.diverges = 5;
  until(() => of("state", "b").at(-1).state === "finished");
  assert.equal(of("step", "c").length, 0);
  scheduler.stop();
  assert.deepEqual(states("a").at(-1), "diverged");
  assert.deepEqual(states("c").at(-1), "stopped");
  assert.equal(drain(), 0);
});

test("a step in the queue is one update of the run whose turn it is", () => {
  const { scheduler, drain, of, states } = lab({ a: {}, b: {} });
  scheduler.setOrder("queue");
  scheduler.step(["a", "b"]);
  drain();
  assert.deepEqual([of("step", "a").length, of("step", "b").length], [1, 0]);
  assert.deepEqual([states("a").at(-1), states("b").at(-1)], ["paused", "paused"]);
});

test("a fork begins at its parent's step, counts on from there, and leaves the parent alone", () => {
  const { scheduler, until, drain, of, states, runs } = lab({ a: { steps: 70 } });
  scheduler.start(["a"]);
  until(() => of("step", "a").length === 40);
  scheduler.pause();
  const { plan, step } = scheduler.fork("b", "a", { lr: 0.1 }, null);
  assert.deepEqual([plan.steps, step, runs.a.step], [70, 40, 40]);
  scheduler.start(["a", "b"]);
  drain();
  const first = of("step", "b")[0];
  assert.deepEqual([first.step, first.tokens], [41, 41 * 1024]);
  assert.equal(of("step", "b").length, 30);
  assert.equal(of("step", "a").length, 70);
  assert.deepEqual(states("b"), ["running", "finished"]);
  const onward = scheduler.fork("c", "a", {}, { epochs: 2, schedule: "warmup_cosine" });
  assert.equal(onward.plan.steps, 270);
});

test("a run that has no step yet, or is not there, is not forked", () => {
  const { scheduler } = lab({ a: {} });
  assert.throws(() => scheduler.fork("b", "a", {}, null), { code: "config" });
  assert.throws(() => scheduler.fork("b", "z", {}, null), { code: "unknown" });
  assert.throws(() => scheduler.run("b"), { code: "unknown" });
});
