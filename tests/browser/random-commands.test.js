/** The scheduler against a reference that knows only what each command is to do to the runs' states. */

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { FakeRun, LIVE, lab, OPTIONS } from "./support/made-up-runs.js";

/** The mean length of the sequences, and how many there are. */
const COMMANDS = 1000;
const SEQUENCES = Number(process.env.HEADLINE_SEQUENCES ?? 50);
const IDS = ["a", "b", "c", "d", "e"];
const TRAINABLE = ["ready", "queued", "running", "paused"];
const PLAN = { steps: 12, eval_every: 5, eval_chunks: 3 };

/** A run that counts what was begun with it, all of which has to be freed. */
class CountedRun extends FakeRun {
  begun = 1;
  advance() {
    const progress = super.advance();
    if (progress.kind === "finished" || progress.kind === "diverged") this.state = progress.kind;
    return progress;
  }
  begin_glance() {
    this.begun += 1;
    return super.begin_glance();
  }
  generate() {
    this.begun += 1;
    return super.generate();
  }
  /** @param {object} set @param {{ epochs: number } | null} onward */
  fork(set, onward) {
    const forked = super.fork(set, onward);
    const counted = new CountedRun(this.clock, forked.plan, this.cost);
    counted.step = forked.step;
    return counted;
  }
}

/** What the runs' states are to be; `isThrough`: it has ended, which may not be told yet. */
class Reference {
  /** @param {(id: string) => boolean} isThrough */
  constructor(isThrough) {
    this.isThrough = isThrough;
  }

  /** @type {Map<string, string>} */
  states = new Map();
  /** @type {string[]} */
  active = [];
  running = false;
  order = "lockstep";

  /** @param {string[]} ids @returns {string | null} the code of the refusal */
  start(ids) {
    for (const id of ids) {
      const state = this.states.get(id);
      if (state === undefined) return "unknown";
      if (!TRAINABLE.includes(state) || this.isThrough(id)) return "state";
    }
    if (ids.length > 0) this.active = [...new Set([...(this.running ? this.active : []), ...ids])];
    this.running = this.active.length > 0;
    this.tell();
    return null;
  }

  /** @param {string[]} ids */
  step(ids) {
    const idle = [...this.states.keys()].filter((id) =>
      ["ready", "paused"].includes(this.states.get(id) ?? ""),
    );
    return this.start(ids.length === 0 && this.active.length === 0 ? idle : ids);
  }

  /** Those that are through are no longer among the active ones, told or not. */
  settle() {
    for (const id of this.active.filter(this.isThrough)) this.leave(id);
  }

  pause() {
    this.running = false;
    for (const id of this.active) this.states.set(id, "paused");
  }

  /** @param {string[]} ids */
  stop(ids) {
    const concerns = (/** @type {string} */ id) => ids.length === 0 || ids.includes(id);
    for (const [id, state] of this.states)
      if (concerns(id) && (this.active.includes(id) || state === "paused"))
        this.states.set(id, "stopped");
    for (const id of this.active.filter(concerns)) this.leave(id, false);
    if (this.running) this.tell();
  }

  /** @param {string} id @param {boolean} [last] Whether no other leaves with it. */
  leave(id, last = true) {
    this.active = this.active.filter((other) => other !== id);
    if (this.active.length === 0) this.running = false;
    if (this.running && last) this.tell();
  }

  tell() {
    const trains = (/** @type {number} */ place) => this.order === "lockstep" || place === 0;
    this.active.forEach((id, place) => {
      this.states.set(id, trains(place) ? "running" : "queued");
    });
  }
}

/** @typedef {{ what: string, id: string, ids: string[], flag: boolean, n: number }} Command */

/** @param {Command[]} commands */
async function play(commands) {
  const { clock, events, scheduler } = lab({});
  /** Every run there was, by its name and the number of its making. @type {CountedRun[]} */
  const made = [];
  /** @type {Map<string, CountedRun>} */
  const here = new Map();
  const isThrough = (/** @type {string} */ id) => here.get(id)?.state !== "ready";
  const reference = new Reference(isThrough);
  /** @type {Promise<unknown>[]} */
  const writing = [];
  let told = 0;
  let key = 0;

  /** @param {() => unknown} act @param {string | null} code */
  const expect = (act, code) => {
    if (code === null) act();
    else assert.throws(act, { code });
  };
  const add = (/** @type {string} */ id, /** @type {CountedRun} */ run) => {
    made.push(run);
    here.set(id, run);
    reference.states.set(id, "ready");
  };
  /** Reads what was told since, which only ticks may move beyond what the command did. @param {boolean} byTicks */
  const hear = (byTicks) => {
    for (const event of events.slice(told)) {
      assert.ok(here.has(event.run), `${event.type} of ${event.run}, which is gone`);
      if (event.type !== "state") {
        assert.ok(byTicks, `${event.type} without a tick`);
        const trains = reference.running && reference.active.includes(event.run);
        assert.ok(event.type !== "step" || trains, `${event.run} trains unasked`);
        continue;
      }
      const expected = reference.states.get(event.run);
      // A command may end the last view of a run that is through, which was all that it waited for.
      const ends = event.state === "finished" && isThrough(event.run);
      if ((!byTicks && !ends) || event.state === expected) {
        assert.equal(event.state, expected, `${event.run} is told`);
        continue;
      }
      if (event.state === "finished" || event.state === "diverged") {
        // A round that is under way is finished first, so that one may end that waits its turn by now.
        assert.ok(
          ["running", "queued", "paused", "stopped"].includes(expected ?? ""),
          `${event.state} from ${expected}`,
        );
        reference.states.set(event.run, event.state);
        reference.leave(event.run);
      } else {
        // A step that is through pauses; in the queue the next run's turn comes before the end of the last is told.
        assert.ok(
          event.state === "paused" || event.state === "running",
          `${event.state} by itself`,
        );
        reference.settle();
        if (event.state === "paused") reference.pause();
        assert.equal(event.state, reference.states.get(event.run));
      }
    }
    told = events.length;
  };
  const isAt = (/** @type {string} */ id) =>
    events.findLast(({ type, run }) => type === "state" && run === id)?.state ?? "ready";

  /** @type {Record<string, (command: Command) => void>} */
  const act = {
    create({ id, n }) {
      if (here.has(id)) return;
      const run = new CountedRun(clock, { ...PLAN, steps: 3 + n });
      if (n % 5 === 0) run.diverges = 2;
      scheduler.add(id, /** @type {any} */ (run));
      add(id, run);
    },
    start: ({ ids }) => expect(() => scheduler.start(ids), reference.start(ids)),
    step: ({ ids }) => expect(() => scheduler.step(ids), reference.step(ids)),
    pause() {
      reference.pause();
      scheduler.pause();
    },
    stop({ ids, flag }) {
      const chosen = flag ? ids : [];
      reference.stop(chosen);
      scheduler.stop(chosen);
      // What is left of a step may be through with it.
      hear(true);
    },
    order({ flag }) {
      reference.order = flag ? "lockstep" : "queue";
      if (reference.running) reference.tell();
      scheduler.setOrder(flag ? "lockstep" : "queue");
    },
    live: ({ flag }) => scheduler.setLive({ ...LIVE, enabled: flag }),
    write({ id }) {
      key += 1;
      const begin = () =>
        writing.push(scheduler.generate(key, id, OPTIONS, () => {}).catch((error) => error));
      expect(begin, here.has(id) ? null : "unknown");
    },
    cancel: ({ n }) => scheduler.cancel(key - n),
    fork({ id, ids: [to = "a"] }) {
      if (here.has(to)) return;
      const from = here.get(id);
      const code = from === undefined ? "unknown" : from.step === 0 ? "config" : null;
      expect(() => scheduler.fork(to, id, {}, null), code);
      if (code === null) add(to, /** @type {any} */ (scheduler.run(to)));
    },
    remove({ id }) {
      if (!here.has(id)) return expect(() => scheduler.remove(id), "unknown");
      reference.states.delete(id);
      reference.leave(id);
      here.delete(id);
      scheduler.remove(id);
      // It may have been the last of a step.
      hear(true);
      // Of its name another run may be made, of which nothing was told yet.
      for (let i = events.length - 1; i >= 0; i -= 1) if (events[i].run === id) events.splice(i, 1);
      told = events.length;
    },
  };

  for (const command of commands) {
    if (command.what === "tick") {
      for (let n = 0; n < 4 * command.n; n += 1) {
        scheduler.tick();
        hear(true);
      }
    } else {
      reference.settle();
      act[command.what](command);
      hear(false);
    }
    for (const [id, state] of reference.states) {
      // A run that is through is told so once its last view was shown.
      if (!isThrough(id)) assert.equal(isAt(id), state, `${id} after ${command.what}`);
    }
  }

  for (const id of [...here.keys()]) scheduler.remove(id);
  while (scheduler.tick());
  await Promise.all(writing);
  for (const run of made) assert.equal(run.freed, run.begun, "all that was begun is freed, once");
}

const command = fc.record({
  what: fc.constantFrom(
    ..."create create start start step pause stop order live write cancel fork remove tick tick tick tick".split(
      " ",
    ),
  ),
  id: fc.constantFrom(...IDS),
  ids: fc.subarray(IDS, { maxLength: 2 }),
  flag: fc.boolean(),
  n: fc.nat({ max: 9 }),
});

test("a thousand random commands leave the runs as the reference says, and free all that was begun", async () => {
  const commands = fc.array(command, { maxLength: 2 * COMMANDS, size: "max" });
  await fc.assert(fc.asyncProperty(commands, play), {
    numRuns: SEQUENCES,
    unbiased: true,
    includeErrorInReport: true,
  });
});
