/**
 * The lessons: which there are, how they lead to each other, and which two of their runs stand beside each other first.
 * Their runs are in table.js, their words in text.js under the same ids.
 */
import { lessons as table } from "./table.js";

/**
 * @typedef {object} Lesson
 * @property {string} id As in the address: `?lesson=modern-parts`.
 * @property {number} number Its number in the bar; a further part of a lesson has that of its first.
 * @property {boolean} first Whether the bar names it; further parts are reached from the first.
 * @property {string[]} next Ids of the lessons that are offered at its end.
 * @property {number | "before"} against The place of the run that the others are held against; "before": each against the one before it.
 * @property {[number, number]} pair Places of the two runs that stand beside each other first.
 * @property {(size: string) => import("../types.js").Recipe[]} recipes In the order of the table.
 */

/** The lesson whose body is www/ui/ask/ask.js. */
export const ASK = "ask";

/** A rate that is far too high, for who likes to see a training break. @type {import("./table.js").TableLesson} */
const tenTimes = {
  id: "ten-times",
  runs: [
    { id: "adamw", recipe: { preset: "champion", size: "classroom", set: {} } },
    {
      id: "hot",
      recipe: { preset: "champion", size: "classroom", set: { lr: { times: 10 } } },
    },
  ],
};

/**
 * @param {string} id @param {number} number @param {Partial<Lesson>} rest @returns {Lesson}
 */
function lesson(id, number, { first = false, next = [], pair = [0, 1], against = 0 }) {
  const { runs } = [...table, tenTimes].find((one) => one.id === id) ?? { runs: [] };
  const recipes = (/** @type {string} */ size) =>
    runs.map(({ id: run, recipe: { preset, set } }) => {
      const { lr, ...others } = set;
      const relative = typeof lr === "object" ? lr.times : undefined;
      const fixed = /** @type {import("../types.js").Settings} */ (
        lr === undefined || relative !== undefined ? others : set
      );
      const recipe = { preset, size, set: { ...fixed }, lesson: id, run };
      return relative === undefined ? recipe : { ...recipe, times: relative };
    });
  return { id, number, first, next, pair, against, recipes };
}

/** The lessons in their order; `Ask a question` is the last. @type {Lesson[]} */
export const lessons = [
  lesson("sgd-vs-adamw", 1, { first: true, next: ["fair-to-sgd", "ten-times"] }),
  lesson("fair-to-sgd", 1, { next: ["one-change", "modern-parts"], pair: [2, 3] }),
  lesson("one-change", 1, {
    next: ["fair-to-sgd", "modern-parts"],
    pair: [0, 3],
    against: "before",
  }),
  lesson("ten-times", 1, { next: ["fair-to-sgd", "learning-rates"] }),
  lesson("modern-parts", 2, { first: true, next: ["learning-rates"] }),
  lesson("learning-rates", 3, {
    first: true,
    next: ["dropout", "weight-decay"],
    pair: [0, 5],
    against: 5,
  }),
  lesson("dropout", 3, { next: ["weight-decay", "learning-rates"], against: 1 }),
  lesson("weight-decay", 3, { next: ["dropout", "learning-rates"] }),
  { id: ASK, number: 4, first: true, next: [], pair: [0, 1], against: 0, recipes: () => [] },
];

/** The lesson of that id; the first one where there is none. @param {string | null | undefined} id */
export function lessonOf(id) {
  return lessons.find((one) => one.id === id) ?? lessons[0];
}
