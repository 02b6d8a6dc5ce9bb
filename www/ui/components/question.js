/** The question of the experiment on the screen, and a guess at its answer for who likes to make one. */
import { html } from "htm/preact";
import { predictionAnswer } from "../lessons/ending.js";
import { headOf } from "../lessons/question.js";
import { sgdVsAdamw } from "../lessons/sgd-vs-adamw.js";
import { prediction } from "../state/lab.js";
import { phase } from "../state/phase.js";
import { runs } from "../state/runs.js";
import { text } from "../text.js";

function names() {
  if (runs.value.length > 0) return runs.value.map((card) => card.short.value);
  return sgdVsAdamw.runNames;
}

/** @param {{ value: number | "same", label: string, locked: boolean }} props */
function Choice({ value, label, locked }) {
  return html`<label class="choice" data-ink=${value === "same" ? null : (runs.value[value]?.ink ?? value)}>
    <input
      type="radio"
      name="prediction"
      checked=${prediction.value === value}
      disabled=${locked}
      onChange=${() => {
        prediction.value = value;
      }}
    />
    <span>${label}</span>
  </label>`;
}

function Prediction() {
  const named = names();
  if (named.length < 2) return null;
  const begun = runs.value.some((card) => card.step.value > 0);
  const locked = begun || phase.value === "preparing";
  const guess = prediction.value;
  const answered = phase.value === "ended" && guess !== null;
  return html`<div class="prediction">
    <fieldset data-locked=${locked}>
      <legend>${text.prediction.legend}</legend>
      ${named.map((label, i) => html`<${Choice} key=${i} value=${i} label=${label} locked=${locked} />`)}
      <${Choice} value="same" label=${text.prediction.same} locked=${locked} />
    </fieldset>
    <p class="answer">${answered ? predictionAnswer(runs.value, guess) : ""}</p>
  </div>`;
}

export function Question() {
  const head = headOf(runs.value);
  return html`<div class="question">
    <h1><span class="setup">${head.setup}</span> <span class="ask">${head.question}</span></h1>
    <${Prediction} />
  </div>`;
}
