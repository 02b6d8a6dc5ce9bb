/** What each run wrote on its way, all from one seed: rows are updates, columns runs. */

import { signal } from "@preact/signals";
import { html } from "htm/preact";
import { count } from "../format.js";
import { earlierRuns, overlay, runs } from "../state/runs.js";
import { MOST_ROWS, rowsOf } from "../state/timeline.js";
import { text } from "../text.js";
import { Stroke } from "./chart.js";

const words = text.panels.write.timeline;

/** Rows that are seen at a glance; the others are there at a click. */
const FEW_ROWS = 12;

/** Widths that the columns need: of the steps, and of a run's headlines. */
const STEP_REM = 4;
const RUN_REM = 8.5;

/** Whether every row is shown that is kept. */
const whole = signal(false);

/** The runs that the chart draws. */
function columns() {
  const others = [...earlierRuns.value, ...overlay.value].filter((card) => card.shown.value);
  return [...runs.value, ...others].filter((card) => card.written.value.length > 0);
}

/** @param {{ cards: import("../state/runs.js").RunCard[], rows: import("../state/timeline.js").Row[] }} props */
function Table({ cards, rows }) {
  return html`<div class="timeline-frame" role="region" tabindex="0" aria-labelledby="timeline-title">
    <table class="timeline" style=${{ minWidth: `${STEP_REM + RUN_REM * cards.length}rem` }}>
      <caption class="unseen">${words.caption}</caption>
      <thead><tr>
        <th scope="col">${words.step}</th>
        ${cards.map((card) => html`<th scope="col" key=${card.key} data-ink=${card.ink}><span class="timeline-run"><${Stroke} ink=${card.ink} />${card.name.value}</span></th>`)}
      </tr></thead>
      <tbody>
        ${rows.map(
          ({ step, texts }) => html`<tr key=${step}>
            <th scope="row">${count(step)}</th>
            ${texts.map((one, i) => html`<td key=${cards[i].key} data-ink=${cards[i].ink}>${one === null ? "–" : one || text.writers.empty}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

export function Timeline() {
  const cards = columns();
  const all = rowsOf(cards);
  const rows = whole.value ? all : rowsOf(cards, FEW_ROWS);
  return html`<section class="timeline-part" aria-labelledby="timeline-title">
    <h3 id="timeline-title">${words.title}</h3>
    <p class="timeline-lead">${all.length > 0 ? words.lead : words.none}</p>
    ${rows.length > 0 && html`<${Table} cards=${cards} rows=${rows} />`}
    ${
      all.length > FEW_ROWS &&
      html`<button type="button" class="quiet" aria-pressed=${whole.value} onClick=${() => {
        whole.value = !whole.value;
      }}>${words.whole(count(Math.min(MOST_ROWS, all.length)))}</button>`
    }
  </section>`;
}
