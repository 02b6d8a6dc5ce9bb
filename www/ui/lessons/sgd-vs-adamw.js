/** Lesson 1: the recipe alone, from the same weights on the same batches. */
import { text } from "../text.js";

/** @type {{ id: string, number: number, runNames: string[], recipes: import("../types.js").Recipe[] }} */
export const sgdVsAdamw = {
  id: "sgd-vs-adamw",
  number: 1,
  /** What the runs are called before the engine has made them. */
  runNames: [text.names.optimizer.sgd, text.names.optimizer.adamw],
  recipes: [
    { preset: "baseline", size: "classroom", set: {} },
    { preset: "champion", size: "classroom", set: {} },
  ],
};
