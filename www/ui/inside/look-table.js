/** A head's looks as a table: what each token looks at most, by run. */
import { html } from "htm/preact";
import { text } from "../text.js";
import { lookedAt, markOf } from "./look-words.js";

const words = text.inside.attention;

/** @typedef {import("../state/attention.js").Column} Column */
/** @typedef {import("./looks.js").Look} Look */

const MOST_ROWS = 50;
const NAMED = 3;

/** How many of so many tokens the table has. @param {number} tokens */
export const rowsOf = (tokens) => Math.min(tokens, MOST_ROWS);

/** @param {{ shown: { column: Column, look: Look }[], place: string }} props */
export function LookTable({ shown, place }) {
  const [{ column: first }] = shown;
  const { tokens } = first.attention;
  const rows = rowsOf(tokens.length);
  const caption = words.tableCaption(place);
  return html`<details class="readings inside-table look-table">
    <summary>${words.table}</summary>
    <table>
      <caption>${rows < tokens.length ? `${caption}, ${words.firstTokens(String(rows))}` : caption}</caption>
      <thead><tr><th scope="col">${text.inside.headline.token}</th>${shown.map(({ column }) => html`<th scope="col" key=${column.card.key}>${column.card.name.value}</th>`)}</tr></thead>
      <tbody>${Array.from(
        { length: rows },
        (_, q) => html`<tr key=${q}>
          <th scope="row">${markOf(tokens, q)}</th>
          ${shown.map(({ column, look }) => html`<td key=${column.card.key}>${q < look.side ? lookedAt(column.attention.tokens, look, q, NAMED) : "–"}</td>`)}
        </tr>`,
      )}</tbody>
    </table>
  </details>`;
}
