/** Runs that go on from others: what rate they have come to, and whether their recipe can be trained again as one longer run. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "@preact/signals-core";
import { rateOf } from "../../www/ui/comeback/rate.js";
import { data } from "../../www/ui/state/data.js";
import { lastRate, whyNotAgain } from "../../www/ui/state/onward.js";
import { branches, earlierRuns } from "../../www/ui/state/runs.js";
import { text } from "../../www/ui/text.js";
import { card, DATA, PLAN } from "./support/ended-runs.js";

/** @typedef {import("../../www/ui/state/runs.js").RunCard} RunCard */
/** @typedef {import("../../www/ui/state/runs.js").Branch} Branch */
/** @typedef {import("../../www/ui/comeback/format.js").StateHead["course"]} Course */

const LR = 0.01;
const COSINE = /** @type {const} */ ({ schedule: "cosine", lr: LR });
const WARM = /** @type {const} */ ({ schedule: "warmup_cosine", lr: LR, min_lr_frac: 0 });

/**
 * A run that goes on from another one and has trained along this course.
 * @param {Partial<import("../../www/ui/types.js").Config>} set @param {Partial<Branch> | null} branch @param {Course} course
 * @param {{ step?: number, state?: string }} [rest]
 */
function gone(set, branch, course, { step = PLAN.steps, state = "finished" } = {}) {
  const made = card(set, 1.5, { step, state });
  const { config } = made;
  made.branch = branch && { parent: 0, from: "it", step: 10, set: {}, onward: null, ...branch };
  const lr = rateOf({ config, course, step, steps: PLAN.steps });
  made.train = [/** @type {any} */ ({ step, lr })];
  return made;
}

test("a run that has ended has come to the rate at which its schedule ends", () => {
  assert.equal(lastRate(gone(COSINE, null, "whole")), 0);
  const held = lastRate(gone({ ...WARM, min_lr_frac: 0.1 }, null, "whole"));
  assert.ok(Math.abs(held - 0.1 * LR) < 1e-12, `${held}`);
  assert.equal(lastRate(gone({ schedule: "constant", lr: LR }, null, "whole")), LR);
});

test("so has a branch, and one whose parent has left the page", () => {
  const parent = gone(COSINE, null, "whole");
  earlierRuns.value = [parent];
  const branch = { parent: parent.key, set: { lr: LR } };
  const { lr } = gone(COSINE, branch, "whole").train[0];
  assert.ok(lr > 1e-6 * LR, "its last update still had a rate");
  assert.equal(lastRate(gone(COSINE, branch, "whole")), 0);
  earlierRuns.value = [];
  assert.equal(lastRate(gone(COSINE, branch, "whole")), 0);
  assert.equal(lastRate(gone(COSINE, { rate: lr }, "whole")), 0, "back from a file");
});

test("a run that trained on ends where its own last schedule does", () => {
  const again = { epochs: 1, schedule: /** @type {const} */ ("warmup_cosine") };
  const warm = gone({ ...COSINE, min_lr_frac: 0.2 }, { onward: again }, { again: { from: 10 } });
  assert.ok(Math.abs(lastRate(warm) - 0.2 * LR) < 1e-12);
  assert.equal(lastRate(gone(WARM, { onward: again }, { again: { from: 10 } })), 0);
  const hold = { epochs: 1, schedule: /** @type {const} */ ("hold") };
  assert.equal(lastRate(gone(COSINE, { onward: hold }, { held: 0.004 })), 0.004);
  // A branch of it goes on as it does.
  const parent = gone(WARM, { onward: again }, { again: { from: 10 } });
  branches.value = [parent];
  assert.equal(lastRate(gone(WARM, { parent: parent.key, step: 40 }, { again: { from: 10 } })), 0);
  branches.value = [];
});

test("a run that was stopped would hold the rate of its next update", () => {
  const stopped = gone(COSINE, null, "whole", { step: 100, state: "stopped" });
  const next = rateOf({ config: stopped.config, course: "whole", step: 101, steps: PLAN.steps });
  assert.equal(lastRate(stopped), next);
});

/** @param {string} name @param {boolean} synthetic @param {string} val */
const headlines = (name, synthetic, val) =>
  /** @type {NonNullable<RunCard["data"]>} */ ({
    ...DATA,
    name,
    synthetic,
    info: { ...DATA.info, fingerprints: { train: "t", val, tokenizer: "k" } },
  });

test("a recipe is trained again from the start on the run's own headlines, or not at all", () => {
  const { againOthers, againModel } = text.runs;
  const [mine, same] = [headlines("mine", false, "v"), headlines("copy", false, "v")];
  const whole = card({}, 1.5, { data: mine });
  whole.branch = null;
  data.value = mine;
  assert.equal(whyNotAgain(whole), "");
  data.value = same;
  assert.equal(whyNotAgain(whole), "", "the same titles under another name");
  data.value = headlines("others", false, "w");
  assert.equal(whyNotAgain(whole), againOthers);
  const onSample = card({}, 1.5, { data: headlines("sample", true, "less of it") });
  onSample.branch = null;
  data.value = headlines("sample", true, "all of it");
  assert.equal(whyNotAgain(onSample), "", "the sample is cut anew");
  assert.equal(whyNotAgain(whole), againOthers);

  data.value = mine;
  const begun = gone({}, { step: 0 }, "whole");
  begun.data = mine;
  assert.equal(whyNotAgain(begun), againModel);
  branches.value = [begun];
  const onward = gone({}, { parent: begun.key, step: 532 }, "whole");
  onward.data = mine;
  onward.engineId = signal(null);
  assert.equal(whyNotAgain(onward), againModel, "nor what goes on from one");
  branches.value = [];
  data.value = null;
});
