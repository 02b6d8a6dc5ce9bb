/** The chart with its heading, its key, its choices and the sentence under it. */
import { html } from "htm/preact";
import { lazy } from "../lazy.js";
import { apartOf, captionOf, pressOf } from "../lessons/caption.js";
import { choicesOpen, view } from "../state/chart.js";
import { needed } from "../state/data.js";
import { lessonOnScreen, size } from "../state/lesson.js";
import { pair } from "../state/pair.js";
import { phase } from "../state/phase.js";
import { isOver, runs } from "../state/runs.js";
import { text } from "../text.js";

const Choices = lazy(async () => (await import("./choices.js")).Choices);
const Plot = lazy(
  async () => (await import("./plot.js")).Plot,
  () => html`<div class="plot-frame"></div>`,
);

function Key() {
  return html`<ul class="key">
    <li><svg class="key-line" viewBox="0 0 24 6" aria-hidden="true"><path class="bold" d="M0 3H24" /></svg>${text.chart.legendBold}</li>
    <li><svg class="key-line" viewBox="0 0 24 6" aria-hidden="true"><path class="faint" d="M0 3H24" /></svg>${text.chart.legendFaint}</li>
    <li><svg class="key-dot" viewBox="0 0 8 8" aria-hidden="true"><circle cx="4" cy="4" r="2.6" /></svg>${text.chart.legendGlance}</li>
  </ul>`;
}

/** More than two runs take a longer sentence at their end, which has its room from the start. */
function many() {
  const coming = lessonOnScreen.value?.recipes(size.value).length ?? 0;
  return (runs.value.length || coming) > 2;
}

function Caption() {
  for (const card of runs.value) [card.evaluated.value, card.state.value, card.measured.value];
  const ended = isOver(runs.value) && runs.value.length > 0;
  const apart = apartOf(pair.value, view.value.y);
  // Where headlines are missing the button asks for them, and trains nothing.
  const press = needed.value ? "" : pressOf(runs.value, phase.value, lessonOnScreen.value);
  return html`<figcaption class="caption" data-phase=${ended ? "ended" : phase.value} data-many=${many()}>
    <p>${captionOf(runs.value, phase.value, lessonOnScreen.value)}</p>
    ${press && html`<p>${press}</p>`}
    ${apart && html`<p class="apart">${apart}</p>`}
  </figcaption>`;
}

function ChoicesButton() {
  const open = choicesOpen.value;
  return html`<button type="button" class="quiet chart-choices" aria-expanded=${open} aria-controls="chart-choices" onClick=${() => {
    choicesOpen.value = !open;
  }}>${text.chart.axes.open}</button>`;
}

export function Chart() {
  const { title, unit } = text.chart.axes.y[view.value.y];
  return html`<figure class="chart" aria-label=${text.chart.label} data-strips=${view.value.strips}>
    <div class="chart-head">
      <h2>${title}</h2>
      <p class="unit">${unit}</p>
      <${ChoicesButton} />
      <${Key} />
    </div>
    ${choicesOpen.value && html`<${Choices} />`}
    <${Plot} />
    <${Caption} />
  </figure>`;
}
