/** The question of the experiment on the screen, and a guess at its answer for who likes to make one. */
import { html } from "htm/preact";
import { predictionAnswer, sameOf } from "../lessons/ending.js";
import { headOf } from "../lessons/question.js";
import { prediction } from "../state/lab.js";
import { lesson, lessonOnScreen } from "../state/lesson.js";
import { phase } from "../state/phase.js";
import { runs } from "../state/runs.js";
import { text } from "../text.js";
import { LessonSize } from "./size.js";

/** More choices than this would not stand beside the question. */
const MOST_CHOICES = 5;

function names() {
  if (runs.value.length > 0) return runs.value.map((card) => card.short.value);
  return text.lesson[lesson.value.id].columns;
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
  if (named.length < 2 || named.length > MOST_CHOICES) return null;
  const begun = runs.value.some((card) => card.step.value > 0);
  const locked = begun || phase.value === "preparing";
  const guess = prediction.value;
  const answered = phase.value === "ended" && guess !== null;
  return html`<div class="prediction">
    <fieldset data-locked=${locked}>
      <legend>${named.length > 2 ? text.prediction.legendMany : text.prediction.legend}</legend>
      ${named.map((label, i) => html`<${Choice} key=${i} value=${i} label=${label} locked=${locked} />`)}
      <${Choice} value="same" label=${sameOf(named.length)} locked=${locked} />
    </fieldset>
    <p class="answer">${answered ? predictionAnswer(runs.value, guess) : ""}</p>
  </div>`;
}

export function Question() {
  const head = headOf(runs.value, lessonOnScreen.value);
  return html`<div class="question">
    <h1><span class="setup">${head.setup}</span> <span class="ask">${head.question}</span></h1>
    <div class="question-side">
      <${Prediction} />
      <${LessonSize} />
    </div>
  </div>`;
}
