/** A lesson beside the paper: what to look for, each run's figure here and there, and what came out. */
import { html } from "htm/preact";
import { decimal } from "../format.js";
import { findingsOf } from "../lessons/findings.js";
import { paperRate, QUOTES } from "../lessons/paper.js";
import { rowsOf, spanOf } from "../lessons/rows.js";
import { size } from "../state/lesson.js";
import { brokenHow, isOver, runs } from "../state/runs.js";
import { text } from "../text.js";
import { Stroke } from "./stroke.js";

const words = text.beside;

/**
 * A difference from the run that the row is held against, as a bar: to the right of zero where it is lower.
 * @param {{ change: number | null, span: [number, number], paper: boolean }} props
 */
function Change({ change, span: [least, most], paper }) {
  const share = (/** @type {number} */ nats) => (100 * nats) / (most - least || 1);
  const lower = Math.max(0, -(change ?? 0));
  const higher = Math.max(0, change ?? 0);
  const left = `${(share(most) - share(higher)).toFixed(2)}%`;
  return html`<span class="change" data-paper=${paper}>
    <span class="change-track"><span class="change-zero" style=${{ left: `${share(most).toFixed(2)}%` }}></span><span class="change-bar" style=${{ left, width: `${share(lower + higher).toFixed(2)}%` }}></span></span>
    <span class="change-value">${change === null ? "" : words.change(decimal(Math.abs(change)), change)}</span>
  </span>`;
}

/** @param {{ row: import("../lessons/rows.js").Row, span: [number, number] }} props */
function Row({ row, span }) {
  const { card } = row;
  card.evaluated.value;
  const broken = brokenHow(card);
  const rate = paperRate(card.recipe);
  return html`<tr data-ink=${card.ink}>
    <th scope="row"><span class="beside-name"><${Stroke} ink=${card.ink} />${card.short.value}</span></th>
    <td>${broken ? text.runs.states[broken] : row.loss === null ? "–" : decimal(row.loss)}</td>
    <td class="of-paper">${row.paper === null ? "" : decimal(row.paper)}${rate && html` <small>${words.at(rate)}</small>`}</td>
    <td class="changes">
      <${Change} change=${row.change} span=${span} paper=${false} />
      <${Change} change=${row.paperChange} span=${span} paper=${true} />
    </td>
  </tr>`;
}

/** @param {{ lesson: import("../lessons/index.js").Lesson }} props */
function Figures({ lesson }) {
  const cards = runs.value;
  for (const card of cards) [card.evaluated.value, card.state.value];
  const rows = rowsOf(cards, lesson.against);
  const span = spanOf(rows);
  const reference = lesson.against === "before" ? null : cards[lesson.against];
  return html`<table class="beside-figures" data-rows=${rows.length || lesson.recipes(size.value).length}>
    <caption class="unseen">${words.caption}</caption>
    <thead><tr>
      <th scope="col">${words.run}</th>
      <th scope="col">${words.here}</th>
      <th scope="col">${words.paper}</th>
      <th scope="col">${reference ? words.against(reference.short.value) : words.before}</th>
    </tr></thead>
    <tbody>${rows.length === 0 && lesson.recipes(size.value).map(({ run }) => html`<tr key=${run}><td></td><td>–</td><td></td><td></td></tr>`)}${rows.map((row) => html`<${Row} key=${row.card.key} row=${row} span=${span} />`)}</tbody>
  </table>`;
}

/** @param {{ lesson: import("../lessons/index.js").Lesson }} props */
function Words({ lesson }) {
  const findings = isOver(runs.value) ? findingsOf(lesson.id, runs.value) : [];
  const found = findings.length > 0;
  return html`<div class="beside-words">
    <h3>${found ? words.found : words.look}</h3>
    ${found ? findings.map((sentence, i) => html`<p key=${i}>${sentence}</p>`) : html`<p>${text.lesson[lesson.id].look}</p>`}
    ${(QUOTES[lesson.id] ?? []).map(({ quote, section }) => html`<blockquote key=${quote} lang="en"><p>“${quote}”</p><cite lang=${text.locale}>${words.cite(section)}</cite></blockquote>`)}
    <p class="beside-note">${words.note}</p>
  </div>`;
}

/** @param {{ lesson: import("../lessons/index.js").Lesson }} props */
export function Beside({ lesson }) {
  return html`<section class="beside" aria-label=${text.side.paper}>
    <${Figures} lesson=${lesson} />
    <${Words} lesson=${lesson} />
  </section>`;
}
