/** The chart's readings as a table, in the units of its axes. */
import { html } from "htm/preact";
import { evaluationIn, placeOn } from "../chart/units.js";
import { placeInWords, writtenLoss } from "../chart/words.js";
import { count, fixedDigits } from "../format.js";
import { view } from "../state/chart.js";
import { drawn } from "../state/runs.js";
import { evenly } from "../state/timeline.js";
import { text } from "../text.js";

const MOST_ROWS = 50;

/** @typedef {import("../state/runs.js").RunCard} RunCard */

/** @param {RunCard} card @param {number} step */
const readingAt = (card, step) => card.evals.find((reading) => reading.step === step);

/** One cell: the loss, and where the runs have places of their own, at which. @param {RunCard} card @param {number} step @param {boolean} own */
function cell(card, step, own) {
  const { x, y } = view.value;
  const reading = readingAt(card, step);
  if (!reading) return "–";
  const loss = writtenLoss(y, evaluationIn(y, reading), 3);
  const at = own ? placeOn(x, card)(reading) : null;
  return at === null ? loss : text.chart.tableAt(loss, placeInWords(x, at));
}

/** The places that runs have on the axis at a step, each once, as they are written. @param {RunCard[]} cards @param {number} step */
function placesAt(cards, step) {
  const { x } = view.value;
  const places = cards.flatMap((card) => {
    const reading = readingAt(card, step);
    const at = reading ? placeOn(x, card)(reading) : null;
    return at === null ? [] : [x === "epochs" ? fixedDigits(at, 2) : count(at)];
  });
  return [...new Set(places)];
}

/** At most 50 steps at which runs were read, evenly taken, the last one of each run among them. @param {RunCard[]} cards */
function stepsOf(cards) {
  const last = new Set(cards.flatMap((card) => card.evals.at(-1)?.step ?? []));
  const all = new Set(cards.flatMap((card) => card.evals.map(({ step }) => step)));
  const inOrder = (/** @type {number[]} */ steps) => steps.sort((a, b) => a - b);
  const between = inOrder([...all].filter((step) => !last.has(step)));
  const taken = [...last, ...evenly(between, Math.max(2, MOST_ROWS - last.size))];
  return evenly(inOrder(taken), MOST_ROWS);
}

/** Readings of the runs that the chart draws. */
export function Readings() {
  const cards = drawn.value;
  const { x, y } = view.value;
  for (const card of cards) [card.evaluated.value, card.plan.value];
  const taken = stepsOf(cards);
  const places = new Map(taken.map((step) => [step, placesAt(cards, step)]));
  // Runs of other headlines, or of other batches, are elsewhere after as many steps.
  const own =
    x !== "steps" && (x === "seconds" || [...places.values()].some((all) => all.length > 1));
  const column = own ? "" : text.chart.axes.x[x].column;
  return html`<details class="readings">
    <summary>${text.chart.table}</summary>
    <div class="readings-frame" role="region" tabindex="0" aria-label=${text.chart.table}><table>
      <caption>${text.chart.tableCaption(text.chart.axes.y[y].table)}</caption>
      <thead><tr><th scope="col">${text.chart.tableStep}</th>${column && html`<th scope="col">${column}</th>`}${cards.map((card) => html`<th scope="col" key=${card.key}>${card.name.value}</th>`)}</tr></thead>
      <tbody>
        ${taken.map(
          (step) =>
            html`<tr key=${step}><th scope="row">${count(step)}</th>${column && html`<td>${places.get(step)}</td>`}${cards.map((card) => html`<td key=${card.key}>${cell(card, step, own)}</td>`)}</tr>`,
        )}
      </tbody>
    </table></div>
  </details>`;
}
