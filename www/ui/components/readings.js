/** The chart's readings as a table, in the units of its axes. */
import { html } from "htm/preact";
import { evaluationIn, placeOn } from "../chart/units.js";
import { writtenLoss } from "../chart/words.js";
import { count, fixedDigits } from "../format.js";
import { view } from "../state/chart.js";
import { runs } from "../state/runs.js";
import { text } from "../text.js";

const MOST_ROWS = 50;

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {import("../types.js").Evaluation} Evaluation */

/** One cell: the loss, and where the axis is each run's own time, when. @param {Evaluation | undefined} reading */
function cell(reading) {
  if (!reading) return "–";
  const loss = writtenLoss(view.value.y, evaluationIn(view.value.y, reading), 3);
  if (view.value.x !== "seconds" || reading.seconds === undefined) return loss;
  return text.chart.tableSeconds(loss, fixedDigits(reading.seconds, 1));
}

/** The place that all runs share at a step, by the first that was read there. @param {RunCard[]} cards @param {number} step */
function placeAt(cards, step) {
  for (const card of cards) {
    const reading = card.evals.find((one) => one.step === step);
    if (reading) return placeOn(view.value.x, card)(reading);
  }
  return null;
}

/** At most 50 readings of the runs in the chart, evenly taken, the last one always among them. */
export function Readings() {
  const cards = runs.value;
  const { x, y } = view.value;
  for (const card of cards) card.evaluated.value;
  const steps = [
    ...new Set(cards.flatMap((card) => card.evals.map((reading) => reading.step))),
  ].sort((a, b) => a - b);
  const every = Math.ceil(steps.length / MOST_ROWS);
  const taken = steps.filter((_, i) => every <= 1 || (steps.length - 1 - i) % every === 0);
  const { column } = text.chart.axes.x[x];
  const place = (/** @type {number} */ step) => {
    const at = placeAt(cards, step);
    return at === null ? "" : x === "epochs" ? fixedDigits(at, 2) : count(at);
  };
  return html`<details class="readings">
    <summary>${text.chart.table}</summary>
    <div class="readings-frame" role="region" tabindex="0" aria-label=${text.chart.table}><table>
      <caption>${text.chart.tableCaption(text.chart.axes.y[y].table)}</caption>
      <thead><tr><th scope="col">${text.chart.tableStep}</th>${column && html`<th scope="col">${column}</th>`}${cards.map((card) => html`<th scope="col" key=${card.key}>${card.name.value}</th>`)}</tr></thead>
      <tbody>
        ${taken.map(
          (step) =>
            html`<tr key=${step}><th scope="row">${count(step)}</th>${column && html`<td>${place(step)}</td>`}${cards.map((card) => html`<td key=${card.key}>${cell(card.evals.find((reading) => reading.step === step))}</td>`)}</tr>`,
        )}
      </tbody>
    </table></div>
  </details>`;
}
