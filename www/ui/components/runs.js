/** Every run with all that it was trained with, and the chart's readings as a table. */
import { html } from "htm/preact";
import { count, decimal, duration, params, rough } from "../format.js";
import { catalog } from "../state/engine.js";
import { earlierRuns, headlinesRead, runs } from "../state/runs.js";
import { text } from "../text.js";
import { Stroke } from "./chart.js";
import { fieldText } from "./knob.js";

const words = text.runs;
const MOST_ROWS = 50;

/** @param {import("../state/runs.js").RunCard} card */
function origin(card) {
  const preset = catalog.value?.presets.find((one) => one.name === card.recipe.preset);
  const size = catalog.value?.sizes.find((one) => one.name === card.recipe.size);
  const name = preset ? text.presetName(preset.label, preset.paper_label) : card.recipe.preset;
  return words.presetOf(name, size?.label ?? card.recipe.size);
}

/** @param {{ card: import("../state/runs.js").RunCard }} props */
function Configuration({ card }) {
  return html`<details class="configuration">
    <summary>${words.configuration}<span class="unseen"> ${words.of(card.name.value)}</span></summary>
    <table aria-label=${words.configurationOf(card.name.value)}>
      <thead><tr><th scope="col">${words.field}</th><th scope="col">${words.value}</th></tr></thead>
      <tbody>
        ${Object.entries(card.config).map(
          ([field, value]) =>
            html`<tr key=${field}><th scope="row"><code>${field}</code> <span>${fieldText(field).label}</span></th><td data-field=${field}>${String(value)}</td></tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}

/** @param {{ card: import("../state/runs.js").RunCard, earlier: boolean }} props */
function Card({ card, earlier }) {
  card.measured.value;
  const last = card.evals.at(-1);
  const speed = card.speed.value;
  const steps = card.plan.value?.steps;
  /** @type {[string, string][]} */
  const facts = [
    [words.status, text.runs.states[card.state.value]],
    [words.loss, last ? decimal(last.loss) : "–"],
    [words.step, steps ? `${count(card.step.value)} / ${count(steps)}` : count(card.step.value)],
    [words.speed, speed ? rough(speed.tokensPerSecond) : "–"],
    [words.time, speed ? duration(speed.seconds) : "–"],
    [
      words.readings,
      words.readingsAndGlances(count(card.evals.length), count(card.glances.length)),
    ],
    [words.params, params(card.plan.value?.params ?? card.params)],
  ];
  return html`<article class="run" data-ink=${card.ink} aria-label=${words.label(card.name.value)}>
    <h3><${Stroke} ink=${card.ink} />${card.name.value}</h3>
    <p class="run-origin">${origin(card)}${card.data ? ` · ${card.data.synthetic ? text.panels.mine.sampleName : card.data.name}` : ""}</p>
    <dl>${facts.map(([label, value]) => html`<div key=${label}><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
    ${card.reason.value && html`<p class="run-reason">${card.reason.value}</p>`}
    ${
      earlier &&
      html`<label class="show"><input type="checkbox" checked=${card.shown.value} onChange=${() => {
        card.shown.value = !card.shown.value;
      }} /> ${words.show}</label>`
    }
    ${earlier && card.engineId.value === null && html`<p class="run-reason">${words.released}</p>`}
    <${Configuration} card=${card} />
  </article>`;
}

/** At most 50 readings of the runs in the chart, evenly taken, the last one always among them. */
function Readings() {
  const cards = runs.value;
  for (const card of cards) card.evaluated.value;
  const steps = [
    ...new Set(cards.flatMap((card) => card.evals.map((reading) => reading.step))),
  ].sort((a, b) => a - b);
  const every = Math.ceil(steps.length / MOST_ROWS);
  const taken = steps.filter((_, i) => every <= 1 || (steps.length - 1 - i) % every === 0);
  const first = cards[0];
  return html`<details class="readings">
    <summary>${text.chart.table}</summary>
    <table>
      <caption>${text.chart.tableCaption}</caption>
      <thead><tr><th scope="col">${text.chart.tableStep}</th><th scope="col">${text.chart.tableRead}</th>${cards.map((card) => html`<th scope="col" key=${card.key}>${card.name.value}</th>`)}</tr></thead>
      <tbody>
        ${taken.map((step) => {
          const readings = cards.map((card) => card.evals.find((reading) => reading.step === step));
          const tokens = readings.find((reading) => reading)?.tokens ?? 0;
          return html`<tr key=${step}><th scope="row">${count(step)}</th><td>${first ? count(headlinesRead(first, tokens)) : ""}</td>${readings.map((reading, i) => html`<td key=${i}>${reading ? decimal(reading.loss) : "–"}</td>`)}</tr>`;
        })}
      </tbody>
    </table>
  </details>`;
}

export function Runs() {
  return html`<section class="runs" aria-labelledby="runs-title">
    <h2 id="runs-title">${words.title}</h2>
    <div class="run-list">${runs.value.map((card) => html`<${Card} key=${card.key} card=${card} earlier=${false} />`)}</div>
    <${Readings} />
    ${
      earlierRuns.value.length > 0 &&
      html`<h2 class="earlier">${words.earlier}</h2>
      <div class="run-list">${earlierRuns.value.map((card) => html`<${Card} key=${card.key} card=${card} earlier=${true} />`)}</div>`
    }
  </section>`;
}
