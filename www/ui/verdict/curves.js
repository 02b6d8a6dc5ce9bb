/** From pairs to the curves that are drawn: every seed's, and over all seeds median, lowest and highest. */
import { headlinesRead } from "../state/runs.js";
import { median } from "./verdict.js";

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {import("./pairs.js").RunPair} RunPair */
/** @typedef {{ x: number, y: number }} Point `x` in headlines read. */
/** @typedef {{ x: number, middle: number, low: number, high: number }} Bar Over the seeds, at one reading. */
/** @typedef {{ seeds: Point[][], bars: Bar[] }} Curves */

/** @param {RunCard} card @returns {Point[]} */
function curve(card) {
  return card.evals
    .filter((reading) => Number.isFinite(reading.loss))
    .map((reading) => ({ x: headlinesRead(card, reading.tokens), y: reading.loss }));
}

/**
 * Over all seeds where each has a reading; a single seed needs no band.
 * @param {Point[][]} seeds @returns {Bar[]}
 */
export function barsOf(seeds) {
  const [first, ...rest] = seeds;
  if (!first) return [];
  const others = rest.map((points) => new Map(points.map(({ x, y }) => [x, y])));
  return first.flatMap(({ x, y }) => {
    const ys = [y, ...others.flatMap((points) => points.get(x) ?? [])];
    if (ys.length < seeds.length) return [];
    return [{ x, middle: median(ys), low: Math.min(...ys), high: Math.max(...ys) }];
  });
}

/** @param {Point[][]} seeds @returns {Curves} */
function curves(seeds) {
  return { seeds, bars: barsOf(seeds) };
}

/** A variant's losses. @param {RunPair[]} pairs @param {"asked" | "reference"} side */
export function lossCurves(pairs, side) {
  return curves(pairs.map((pair) => curve(pair[side])));
}

/** Asked minus reference, where both runs of a pair have a reading. @param {RunPair[]} pairs */
export function differenceCurves(pairs) {
  return curves(
    pairs.map(({ asked, reference }) => {
      const other = new Map(curve(reference).map(({ x, y }) => [x, y]));
      return curve(asked).flatMap(({ x, y }) => {
        const against = other.get(x);
        return against === undefined ? [] : [{ x, y: y - against }];
      });
    }),
  );
}

/**
 * How far the axis of differences reaches to either side: as far as the second half of the run needs, for the first
 * readings may lie far apart and say nothing.
 * @param {Curves} differences @param {number} floor @param {number} end In headlines read.
 */
export function differenceReach({ seeds }, floor, end) {
  const late = seeds.flat().filter(({ x }) => x >= end / 2);
  const used = late.length > 0 ? late : seeds.flat();
  if (used.length === 0) return 10 * floor;
  return Math.max(2.5 * floor, ...used.map(({ y }) => 1.25 * Math.abs(y)));
}
