/**
 * The lessons' runs: the one table that the page trains from and that `cargo xtask results` takes its runs from. Pure
 * data, so that a tool can import it without the page: words are in text.js, under the same names.
 */

/** The size at which SGD's rates were swept. */
export const SWEPT_SIZE = "classroom";

/** What SGD does best with on 20,000 real titles at that size, by the sweep in docs/results.md. At other sizes they are borrowed. */
const SGD_BEST = { lr: 1 };
const SGD_MOMENTUM = { lr: 0.1, momentum: 0.9 };

/**
 * @typedef {string | number | boolean | { times: number }} Setting Of the rate, `times` is a multiple of what preset and
 *   size give, so that the spread moves with the size.
 * @typedef {{ preset: string, size: string, set: Record<string, Setting> }} TableRecipe
 * @typedef {{ id: string, recipe: TableRecipe }} TableRun
 * @typedef {{ id: string, runs: TableRun[] }} TableLesson
 */

/** @param {string} id @param {string} preset @param {Record<string, Setting>} [set] @returns {TableRun} */
const run = (id, preset, set = {}) => ({ id, recipe: { preset, size: "classroom", set } });

/**
 * The paper's Epic 1 at other rates, in parts of its own 3e-4. The champion would be the same but for its dropout, which
 * the paper halved after it had found the rate.
 * @param {string} id @param {number} parts @returns {TableRun}
 */
const atRate = (id, parts) => run(id, "epic1", parts === 3 ? {} : { lr: { times: parts / 3 } });

/** The preset's own, and the two after it. @type {Record<string, Setting>[]} */
const QUESTION_SEEDS = [{}, { seed: 1338 }, { seed: 1339 }];

/**
 * *Ask a question* has no runs until it is asked. The one that it begins with is recorded, pair by pair as the page trains
 * it: each seed's reference, then what is asked about. The first seed is the preset's own.
 * @type {TableLesson}
 */
export const question = {
  id: "ask",
  runs: QUESTION_SEEDS.flatMap((seed, i) => [
    run(`reference-${i + 1}`, "champion", seed),
    run(`asked-${i + 1}`, "champion", { position: "rope", ...seed }),
  ]),
};

/** @type {TableLesson[]} */
export const lessons = [
  { id: "sgd-vs-adamw", runs: [run("sgd", "baseline"), run("adamw", "champion")] },
  {
    id: "fair-to-sgd",
    runs: [
      run("sgd", "baseline"),
      run("sgd-best", "baseline", SGD_BEST),
      run("sgd-momentum", "baseline", SGD_MOMENTUM),
      run("adamw", "champion"),
    ],
  },
  {
    // Each run changes one thing of the run before it; the last is the paper's Epic 1, whose gain its sentence is about.
    id: "one-change",
    runs: [
      run("sgd", "baseline"),
      run("warm-up", "baseline", { schedule: "warmup_cosine" }),
      run("adamw-no-decay", "epic1", { weight_decay: 0 }),
      run("adamw", "epic1"),
    ],
  },
  {
    id: "modern-parts",
    runs: [
      run("simple", "epic1"),
      run("modern", "epic2"),
      run("rmsnorm", "epic1", { norm: "rmsnorm" }),
      run("rope", "epic1", { position: "rope" }),
      run("he", "epic1", { init: "he" }),
    ],
  },
  {
    // The paper's 2e-4, 3e-4, 4e-4, 6e-4 and 8e-4, between one too cold and one too hot.
    id: "learning-rates",
    runs: [
      atRate("cold", 0.5),
      atRate("r2", 2),
      atRate("r3", 3),
      atRate("r4", 4),
      atRate("r6", 6),
      atRate("r8", 8),
      atRate("hot", 80),
    ],
  },
  { id: "dropout", runs: [run("d05", "champion"), run("d10", "champion", { dropout: 0.1 })] },
  {
    id: "weight-decay",
    runs: [run("w10", "champion"), run("w05", "champion", { weight_decay: 0.05 })],
  },
];
