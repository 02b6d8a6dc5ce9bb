/** The parts of each run as a table of medians. */
import { html } from "htm/preact";
import { text } from "../text.js";
import { halvesOf, partsOf } from "./parts.js";
import { partName, small } from "./words.js";

const words = text.inside;
const { columns } = words;

/** @typedef {import("../state/runs.js").RunCard} RunCard */

const MOST_ROWS = 50;

/** As many runs, whole, as the table holds. @param {RunCard[]} cards */
export function tabled(cards) {
  let rows = 0;
  return cards.filter((card) => {
    rows += partsOf(card).length;
    return rows <= MOST_ROWS;
  });
}

/** @param {{ card: RunCard }} props */
function Rows({ card }) {
  // Drawn anew with each reading, which the run itself does not tell.
  card.lookedInside.value;
  return partsOf(card).map(
    (part, i) => html`<tr key=${part}>
      <th scope="row"><span class="of-run">${card.name.value}</span> ${partName(part)}</th>
      ${[...halvesOf(card, i, "update_ratio"), ...halvesOf(card, i, "grad_norm")].map((value, j) => html`<td key=${j}>${small(value)}</td>`)}
    </tr>`,
  );
}

/** @param {{ cards: RunCard[] }} props */
export function Medians({ cards }) {
  const shown = tabled(cards);
  const which =
    shown.length === cards.length ? words.allRuns : words.firstRuns(String(shown.length));
  return html`<details class="readings inside-table">
    <summary>${words.table}</summary>
    <table>
      <caption>${words.tableCaption(which)}</caption>
      <thead>
        <tr><td></td><th scope="colgroup" colspan="2">${columns.update_ratio}</th><th scope="colgroup" colspan="2">${columns.grad_norm}</th></tr>
        <tr><th scope="col">${columns.part}</th>${[0, 1].map((i) => html`<th scope="col" key=${`${i}a`}>${columns.first}</th><th scope="col" key=${`${i}b`}>${columns.second}</th>`)}</tr>
      </thead>
      <tbody>${shown.map((card) => html`<${Rows} key=${card.key} card=${card} />`)}</tbody>
    </table>
  </details>`;
}
