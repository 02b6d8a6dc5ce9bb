/** The runs below the experiment: a row for each, and the chart's readings as a table. */
import { html } from "htm/preact";
import { branches, earlierRuns, openedRuns, runs } from "../state/runs.js";
import { text } from "../text.js";
import { KeptHere } from "./kept.js";
import { OpenRuns } from "./opened.js";
import { OrderChoice } from "./order.js";
import { Readings } from "./readings.js";
import { RunRow } from "./run-row.js";

const words = text.runs;

/** The columns' heads, for the eye: each cell says its own to those who listen. */
function Heads() {
  return html`<div class="run-heads" aria-hidden="true">
    <span></span>
    ${[words.name, words.status, words.best, words.speed, words.timeShort].map((head) => html`<span key=${head}>${head}</span>`)}
  </div>`;
}

/** @param {{ cards: import("../state/runs.js").RunCard[] }} props */
function List({ cards }) {
  return html`<div class="run-list">
    <${Heads} />
    ${cards.map((card) => html`<${RunRow} key=${card.key} card=${card} />`)}
  </div>`;
}

/** Those on the screen, or a word where there are none. */
function Now() {
  const now = [...runs.value, ...branches.value];
  if (now.length === 0) return html`<p class="run-note runs-none">${words.none}</p>`;
  return html`<${List} cards=${now} /><${Readings} />`;
}

function Earlier() {
  const cards = earlierRuns.value;
  if (cards.length === 0) return null;
  return html`<h2 class="earlier">${words.earlier}</h2>
    <${List} cards=${cards} />`;
}

function Opened() {
  const cards = openedRuns.value;
  if (cards.length === 0) return null;
  return html`<h2 class="earlier">${text.opened.title}</h2>
    <p class="run-note opened-lead">${text.opened.lead}</p>
    <${List} cards=${cards} />`;
}

/** Each list is a component of its own, so that none loses what is open in its rows when another comes or goes. */
export function Runs() {
  return html`<section class="runs" aria-labelledby="runs-title">
    <div class="runs-head">
      <h2 id="runs-title" tabindex="-1">${words.title}</h2>
      <${OrderChoice} />
    </div>
    <${Now} />
    <${Earlier} />
    <${Opened} />
    <${OpenRuns} />
    <${KeptHere} />
  </section>`;
}
