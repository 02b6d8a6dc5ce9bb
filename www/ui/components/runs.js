/** Every run with all that it was trained with; the chart's readings follow as a table. */
import { html } from "htm/preact";
import { count, decimal, duration, params, rough } from "../format.js";
import { catalog } from "../state/engine.js";
import { earlierRuns, runs } from "../state/runs.js";
import { text } from "../text.js";
import { fieldText } from "./knob.js";
import { Readings } from "./readings.js";
import { Stroke } from "./stroke.js";

const words = text.runs;

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
