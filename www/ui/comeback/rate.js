/** The rate of a run's last update, as src/train/schedule.rs and src/train/trainer/fork.rs have it: a state does not keep it. */

/** @typedef {import("./format.js").StateHead} StateHead */
/** @typedef {import("../types.js").Config} Config */

/** @param {Pick<Config, "lr" | "schedule" | "warmup_frac" | "min_lr_frac">} config @param {number} steps @param {number} t from 0 */
function scheduled({ lr, schedule, warmup_frac, min_lr_frac }, steps, t) {
  const cosine = (/** @type {number} */ to, /** @type {number} */ share) =>
    to + (lr - to) * 0.5 * (1 + Math.cos(Math.PI * share));
  if (schedule === "constant") return lr;
  if (schedule === "cosine") return cosine(0, t / steps);
  const warmup = Math.floor(steps * warmup_frac);
  return t < warmup
    ? (lr * (t + 1)) / warmup
    : cosine(min_lr_frac * lr, (t - warmup) / (steps - warmup));
}

/** 0 before the first update. @param {Pick<StateHead, "config" | "course" | "step" | "steps">} head */
export function rateOf({ config, course, step, steps }) {
  if (step === 0) return 0;
  if (typeof course === "string") return scheduled(config, steps, step - 1);
  if ("held" in course) return course.held;
  const { from } = course.again;
  const onward = /** @type {const} */ ({ ...config, schedule: "warmup_cosine" });
  return scheduled(onward, steps - from, Math.max(0, step - 1 - from));
}
