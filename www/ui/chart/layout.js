/** How the chart shares out its room, and which part of the axes it shows. */
import { paperLevels } from "./levels.js";
import { lossRangeIn, xRangeIn } from "./scale.js";

/** A narrower chart is a phone's. In CSS pixels. */
export const NARROW = 520;
/** Room to the right of the plot for names and the gap; a longer name of many takes more, up to a share of the chart. */
const GUTTER = { narrow: 96, wide: 148, beside: 80, letter: 7.4, most: 0.37 };
/** A level keeps this share of its value between itself and either edge. */
const LEVEL_MARGIN = 0.03;

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {import("../state/chart.js").View} View */
/** @typedef {[number, number]} Range */
/** @typedef {{ x: Range | null, y: Range | null }} Zoom */

/** @param {RunCard[]} cards @param {number} width @param {number} scale */
export function gutterOf(cards, width, scale) {
  const usual = (width < NARROW ? GUTTER.narrow : GUTTER.wide) * scale;
  if (cards.length <= 2) return usual;
  const letters = Math.max(...cards.map((card) => card.short.value.length));
  const wanted = (GUTTER.beside + letters * GUTTER.letter) * scale;
  return Math.max(usual, Math.min(width * GUTTER.most, wanted));
}

/**
 * The ranges of both axes in values; a zoom takes the place of either.
 * @param {RunCard[]} cards @param {View} view @param {Zoom} zoom
 * @returns {{ x: Range, y: Range, zoomed: boolean }} `zoomed`: along y.
 */
export function rangesOf(cards, view, zoom) {
  const plan = cards.find((card) => card.plan.value)?.plan.value ?? null;
  let lowest = Number.POSITIVE_INFINITY;
  for (const card of cards) for (const { loss } of card.evals) if (loss < lowest) lowest = loss;
  const fixed = lossRangeIn({ unit: view.y, log: view.log }, plan, lowest);
  const levels = paperLevels(cards, view).map(({ value }) => value);
  const low = Math.min(fixed[0], ...levels.map((value) => value * (1 - LEVEL_MARGIN)));
  const high = Math.max(fixed[1], ...levels.map((value) => value * (1 + LEVEL_MARGIN)));
  return {
    x: zoom.x ?? xRangeIn(view.x, cards),
    y: zoom.y ?? [low, high],
    zoomed: zoom.y !== null,
  };
}
