/** One line of the chart: a run's readings of one kind, followed as they grow and thinned to what the pixels can show. */
import { createColumns } from "./columns.js";
import { createMean } from "./smoothing.js";

/** @typedef {import("../types.js").StepReading} StepReading */
/**
 * @typedef {object} Source
 * @property {() => StepReading[]} readings The list as it is now; it grows, or another takes its place.
 * @property {(reading: StepReading) => number | null} x
 * @property {(reading: StepReading) => number | null | undefined} y A reading without one is passed over.
 * @property {number} [span] The mean of how many readings stands for one; none where it is left out.
 * @property {(value: number) => number} [as] What is drawn of that.
 */
/** @typedef {ReturnType<typeof createTrack>} Track */

/** @param {Source} source */
export function createTrack({ readings, x, y, span = 0, as = (value) => value }) {
  /** @type {import("./columns.js").Columns | null} */
  let columns = null;
  /** @type {StepReading[]} */
  let list = [];
  let taken = 0;
  let fitted = "";
  let mean = createMean(span);

  /** Takes what has come since; begins anew where the view is another or the list is. @param {[number, number]} range @param {number} count */
  function follow(range, count) {
    const now = readings();
    const fit = `${range[0]} ${range[1]} ${count}`;
    if (!columns || fit !== fitted || now !== list || now.length < taken) {
      columns = createColumns(range, count);
      fitted = fit;
      list = now;
      taken = 0;
      mean = createMean(span);
    }
    for (; taken < now.length; taken += 1) {
      const reading = now[taken];
      const at = x(reading);
      const value = y(reading);
      if (at === null || !Number.isFinite(at)) continue;
      if (typeof value !== "number" || !Number.isFinite(value)) continue;
      const drawn = as(mean(value));
      if (Number.isFinite(drawn)) columns.add(at, drawn);
    }
    return columns;
  }

  return { follow };
}
