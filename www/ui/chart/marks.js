/**
 * What is written on the chart beside the lines: each run's name at its end, the gap as a bracket between the ends,
 * and the line of uniform guessing. Real text above the canvas, so that it stays sharp, selectable and translatable.
 */
import { decimal, percent } from "../format.js";
import { text } from "../text.js";

/** Distances in CSS pixels. */
const OFFSET = { label: 8, bracket: 6, gap: 20, apart: 3 };

/**
 * @typedef {{ name: string, ink: number, x: number, y: number, loss: number }} End Of a validation line, in pixels of the plot.
 * @typedef {{ nats: number, share: number, reached: string }} NamedGap
 */

/** @param {string} className @param {HTMLElement} parent */
function element(className, parent) {
  const made = document.createElement("div");
  made.className = className;
  parent.append(made);
  return made;
}

/** @param {HTMLElement} over uPlot's layer above the plot. */
export function createMarks(over) {
  const layer = element("marks", over);
  layer.setAttribute("aria-hidden", "true");
  const guess = element("mark-guess", layer);
  guess.textContent = text.chart.guessing;
  const bracket = element("mark-bracket", layer);
  const gap = element("mark-gap", layer);
  const gapNats = element("mark-gap-nats", gap);
  const gapPercent = element("mark-gap-percent", gap);
  const gapSteps = element("mark-gap-steps", gap);
  /** @type {HTMLElement[]} */
  const labels = [];

  /** @param {number | null} y @param {boolean} left */
  function placeGuess(y, left) {
    guess.dataset.left = String(left);
    guess.hidden = y === null;
    if (y !== null) guess.style.transform = `translateY(${Math.round(y)}px)`;
  }

  /** @param {End[]} ends From the upper to the lower. @param {NamedGap | null} named @param {number} width Up to where text may reach. */
  function placeEnds(ends, named, width) {
    while (labels.length < ends.length) labels.push(element("mark-end", layer));
    labels.forEach((label, i) => {
      label.hidden = i >= ends.length;
    });
    const push = placeGap(ends, named);
    ends.forEach((end, i) => {
      const label = labels[i];
      label.dataset.ink = String(end.ink);
      label.textContent = `${end.name} ${decimal(end.loss, 2)}`;
      const above = i === 0;
      const y = above
        ? end.y - label.offsetHeight - OFFSET.apart - push
        : end.y + OFFSET.apart + push;
      const x = Math.min(end.x + OFFSET.label, width - label.offsetWidth);
      label.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
    });
  }

  /**
   * Shows the bracket, and returns how far the names must give way to its text.
   * @param {End[]} ends @param {NamedGap | null} named
   */
  function placeGap(ends, named) {
    const shown = named !== null && ends.length === 2;
    bracket.hidden = !shown;
    gap.hidden = !shown;
    if (!shown) return 0;
    const [upper, lower] = ends;
    const height = lower.y - upper.y;
    const x = Math.max(upper.x, lower.x);
    gapNats.textContent = text.chart.gapNats(decimal(named.nats, 2));
    gapPercent.textContent = text.chart.gapPercent(percent(named.share));
    gapSteps.textContent = named.reached;
    gapSteps.hidden = named.reached === "";
    bracket.style.height = `${Math.round(height)}px`;
    bracket.style.transform = `translate(${Math.round(x + OFFSET.bracket)}px, ${Math.round(upper.y)}px)`;
    const room = gap.offsetHeight;
    const top = upper.y + height / 2 - room / 2;
    gap.style.transform = `translate(${Math.round(x + OFFSET.gap)}px, ${Math.round(top)}px)`;
    return Math.max(0, (room - height) / 2);
  }

  return { placeGuess, placeEnds };
}
