/** Runs, costs and a clock made up for the scheduler, so that its tests need no module and no time. */

import assert from "node:assert/strict";
import { evaluationDue } from "../../../www/worker/pace.js";
import { Scheduler } from "../../../www/worker/scheduler.js";

/** The Classroom size on 20,000 titles. */
export const CLASSROOM = {
  steps: 636,
  eval_every: 31,
  micro_batches: 2,
  eval_chunks: 9,
  batch_tokens: 1024,
  params: 0,
  held_bytes: 0,
  memory_bytes: 0,
};
export const OPTIONS = { prompt: "", temperature: 1, top_k: 0, top_p: 1, seed: 1, max_tokens: 0 };
export const LIVE = {
  enabled: true,
  prompt: "a",
  title: "b",
  headline: { temperature: 1, top_k: 0, top_p: 1, seed: 1 },
};

/** A clock that only work moves. */
class Clock {
  ms = 0;
  now = () => this.ms;
}

/** What each kind of work costs, in milliseconds. */
export const COST = { micro: 50, eval: 80, glance: 30, forward: 5, token: 4 };

/** A run that does nothing but take time and note what was done to it. */
export class FakeRun {
  state = "ready";
  step = 0;
  micro = 0;
  /** @type {number | null} */
  evaluation = null;
  /** @type {string[]} */
  log = [];
  freed = 0;

  /**
   * @param {Clock} clock
   * @param {Partial<typeof CLASSROOM>} plan
   * @param {Partial<typeof COST>} cost
   */
  constructor(clock, plan = {}, cost = {}) {
    this.clock = clock;
    this.plan = { ...CLASSROOM, ...plan };
    this.cost = { ...COST, ...cost };
  }

  /**
   * @param {keyof typeof COST} what
   * @param {string} [as]
   */
  spend(what, as = what) {
    this.log.push(as);
    this.clock.ms += this.cost[what];
  }

  advance() {
    const { plan, step } = this;
    if (this.evaluation !== null) {
      this.spend("eval");
      this.evaluation += 1;
      if (this.evaluation < plan.eval_chunks)
        return { kind: "eval_chunk", step, done: this.evaluation, total: plan.eval_chunks };
      this.evaluation = null;
      return { kind: "eval", step, val_loss: 2, val_loss_full: 2, val_loss_token: 8 };
    }
    if (step >= plan.steps) return { kind: "finished", step };
    this.spend("micro");
    this.micro += 1;
    if (this.micro < plan.micro_batches)
      return { kind: "micro", step, done: this.micro, total: plan.micro_batches };
    this.micro = 0;
    this.step += 1;
    if (this.diverges === this.step) return { kind: "diverged", step, what: "loss" };
    if (evaluationDue(this.step, plan)) this.evaluation = 0;
    const tokens = this.step * plan.batch_tokens;
    return {
      kind: "step",
      step: this.step,
      epoch: 0,
      train_loss: 8,
      train_loss_char: 2,
      lr: 1,
      grad_norm: 1,
      tokens,
    };
  }

  /** @param {object} _set @param {{ epochs: number } | null} onward */
  fork(_set, onward) {
    if (this.step === 0) throw Object.assign(new Error("nothing yet"), { code: "config" });
    const steps = onward ? this.step + onward.epochs * 100 : this.plan.steps;
    const fork = new FakeRun(this.clock, { ...this.plan, steps }, this.cost);
    fork.step = this.step;
    return fork;
  }

  begin_glance() {
    return {
      advance: () => {
        this.spend("glance");
        return { step: this.step, loss: 2 };
      },
      free: () => {
        this.freed += 1;
      },
    };
  }

  next_tokens() {
    this.spend("forward", `next@${this.step}`);
    return [{ text: "a", p: 1 }];
  }

  surprise() {
    this.spend("forward", "surprise");
    return [{ text: "b", nats: 1 }];
  }

  generate() {
    let tokens = 0;
    return {
      advance: () => {
        this.spend("token");
        tokens += 1;
        return { text: "x".repeat(tokens), done: tokens === 10, tokens };
      },
      free: () => {
        this.freed += 1;
      },
    };
  }

  free() {
    this.freed += 1;
  }
}

/**
 * @param {Record<string, Partial<typeof CLASSROOM>>} plans
 * @param {Partial<typeof COST>} [cost]
 * @param {(event: any) => void} [hear] is told of each event as well
 */
export function lab(plans, cost, hear = () => {}) {
  const clock = new Clock();
  /** @type {any[]} */
  const events = [];
  const scheduler = new Scheduler({
    now: clock.now,
    emit(event) {
      hear(event);
      events.push({ ...event, at: clock.ms });
    },
  });
  /** @type {Record<string, FakeRun>} */
  const runs = {};
  for (const [id, plan] of Object.entries(plans)) {
    runs[id] = new FakeRun(clock, plan, cost);
    scheduler.add(id, /** @type {any} */ (runs[id]));
  }
  const drain = (limit = 1e6) => {
    let ticks = 0;
    while (ticks < limit && scheduler.tick()) ticks += 1;
    return ticks;
  };
  const of = (/** @type {string} */ type, /** @type {string} */ run) =>
    events.filter((event) => event.type === type && (!run || event.run === run));
  const until = (/** @type {() => boolean} */ reached) => {
    while (!reached()) assert.ok(scheduler.tick(), "the scheduler came to rest before");
  };
  const states = (/** @type {string} */ run) => of("state", run).map((event) => event.state);
  return { clock, events, scheduler, runs, drain, of, until, states };
}
