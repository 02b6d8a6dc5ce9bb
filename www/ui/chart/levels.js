/** Levels across the chart: guessing at random, and what the paper reports for runs like those that are drawn. */
import { paperLoss, paperRate } from "../lessons/paper.js";
import { SUMMARY } from "../tables/paper.js";
import { text } from "../text.js";
import { charsOf, isPerCharacter, lossIn } from "./units.js";
import { writtenLoss } from "./words.js";

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {import("../state/chart.js").View} View */
/** @typedef {{ name: string, ink: number, value: number }} Level `name`: of what it is the figure, and the figure. */

/** The paper's `val_loss` of such a run, in nats per character, or null; it branched none. @param {RunCard} card */
function figureOf({ recipe, branch }) {
  if (branch) return null;
  const ofLesson = paperLoss(recipe);
  if (ofLesson !== null) return ofLesson;
  const changed = Object.keys(recipe.set).length > 0 || recipe.times !== undefined;
  return changed ? null : (SUMMARY.find(({ preset }) => preset === recipe.preset)?.loss ?? null);
}

/** Whether the paper reports runs like any of these. @param {RunCard[]} cards */
export function isInPaper(cards) {
  return cards.some((card) => !card.recorded && figureOf(card) !== null);
}

/** The paper's run had its own size's rate. @param {RunCard} card @param {string} loss */
function levelName({ recipe, short }, loss) {
  const rate = paperRate(recipe);
  return rate ? text.chart.paperRate(rate, loss) : text.chart.paperLevel(short.value, loss);
}

/**
 * The paper's figures for these runs, each once, from the highest to the lowest. By the token there are none: its tokens
 * are another tokenizer's.
 * @param {RunCard[]} cards @param {View} view @returns {Level[]}
 */
export function paperLevels(cards, view) {
  if (!view.paper || !isPerCharacter(view.y)) return [];
  /** @type {Map<number, Level>} */
  const levels = new Map();
  for (const card of cards) {
    const figure = card.recorded ? null : figureOf(card);
    if (figure === null || levels.has(figure)) continue;
    const value = lossIn(view.y, figure, Number.NaN);
    levels.set(figure, {
      name: levelName(card, writtenLoss(view.y, value, 3)),
      ink: card.ink,
      value,
    });
  }
  return [...levels.values()].sort((a, b) => b.value - a.value);
}

/** Guessing at random over the tokens of val_loss_full, in the view's unit; null before a plan is known. @param {RunCard[]} cards @param {View} view */
export function guessingLevel(cards, view) {
  const plan = cards.find((card) => card.plan.value)?.plan.value;
  return plan ? lossIn(view.y, plan.uniform_full, charsOf(plan, "val")) : null;
}
