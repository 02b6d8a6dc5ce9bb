/** What each run wrote on its way, all from one seed: rows are updates, columns runs. */

import { signal } from "@preact/signals";
import { html } from "htm/preact";
import { count } from "../format.js";
import { canCompare } from "../state/nearest.js";
import { drawn } from "../state/runs.js";
import { MOST_ROWS, rowsOf } from "../state/timeline.js";
import { text } from "../text.js";
import { Headline } from "./headline.js";
import { useRoving } from "./roving.js";
import { Stroke } from "./stroke.js";

/** @typedef {import("../state/runs.js").RunCard} RunCard */

const words = text.panels.write.timeline;

/** Rows that are seen at a glance; the others are there at a click. */
const FEW_ROWS = 12;

/** Widths that the columns need: of the steps, and of a run's headlines. */
const STEP_REM = 4;
const RUN_REM = 8.5;

/** Whether every row is shown that is kept. */
const whole = signal(false);

/** The runs that the chart draws, as far as they have written. */
function columns() {
  return drawn.value.filter((card) => card.written.value.length > 0);
}

/** Whether a headline can be pointed at. @param {RunCard} card @param {string | null} written */
function isStop(card, written) {
  return written !== null && written !== "" && canCompare(card);
}

/** @param {RunCard} card @param {number} step */
const idOf = (card, step) => `nearest-${card.key}-${step}`;

/** @param {{ cards: RunCard[], rows: import("../state/timeline.js").Row[] }} props */
function Table({ cards, rows }) {
  const { stop, rove, arrive } = useRoving(cards.length);
  const stops = rows.flatMap(({ step, texts }) =>
    texts.flatMap((written, i) => (isStop(cards[i], written) ? [idOf(cards[i], step)] : [])),
  );
  const reached = stops[Math.min(stop, stops.length - 1)];
  return html`<div class="timeline-frame" role="region" tabindex="0" aria-label=${words.caption}>
    <table class="timeline" style=${{ minWidth: `${STEP_REM + RUN_REM * cards.length}rem` }}>
      <caption class="unseen">${words.caption}</caption>
      <thead><tr>
        <th scope="col">${words.step}</th>
        ${cards.map((card) => html`<th scope="col" key=${card.key} data-ink=${card.ink}><span class="timeline-run"><${Stroke} ink=${card.ink} />${card.name.value}</span></th>`)}
      </tr></thead>
      <tbody onKeyDown=${rove}>
        ${rows.map(
          ({ step, texts }) => html`<tr key=${step}>
            <th scope="row">${count(step)}</th>
            ${texts.map((written, i) => {
              const card = cards[i];
              const id = idOf(card, step);
              return html`<td key=${card.key} data-ink=${card.ink}>${
                written === null
                  ? "–"
                  : html`<${Headline} id=${id} card=${card} written=${written} className="timeline-text" stop=${id === reached} arrive=${() => arrive(stops.indexOf(id))} />`
              }</td>`;
            })}
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
