/** The question of the experiment on the screen, and a guess at its answer for who likes to make one. */
import { html } from "htm/preact";
import { predictionAnswer } from "../lessons/ending.js";
import { headOf } from "../lessons/question.js";
import { prediction } from "../state/lab.js";
import { lesson, lessonOnScreen, size } from "../state/lesson.js";
import { phase } from "../state/phase.js";
import { runs } from "../state/runs.js";
import { text } from "../text.js";
import { LessonSize } from "./size.js";

/** Before the runs are made, two have names; more have their places alone. */
function names() {
  if (runs.value.length > 0) return runs.value.map((card) => card.short.value);
  const count = lesson.value.recipes(size.value).length;
  return count > 2 ? new Array(count).fill("") : text.lesson[lesson.value.id].columns;
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

/** Two runs are words to tap, one each. @param {{ named: string[], locked: boolean }} props */
function Taps({ named, locked }) {
  const { legend, legendMade, legendNone } = text.prediction;
  const made = prediction.value !== null;
  return html`<fieldset data-locked=${locked && !made}>
    <legend>${locked ? (made ? legendMade : legendNone) : legend}</legend>
    ${named.map((label, i) => html`<${Choice} key=${i} value=${i} label=${label} locked=${locked} />`)}
    <${Choice} value="same" label=${text.prediction.same} locked=${locked} />
  </fieldset>`;
}

/** More runs are a list to choose from. @param {{ named: string[], locked: boolean }} props */
function List({ named, locked }) {
  const guess = prediction.value;
  const choose = (/** @type {string} */ value) => {
    prediction.value = value === "" ? null : value === "same" ? "same" : Number(value);
  };
  const options = [
    ["", text.prediction.none],
    ...named.flatMap((name, i) => (name ? [[String(i), name]] : [])),
    ["same", text.prediction.close],
  ];
  return html`<label class="guess" data-locked=${locked && guess === null}>
    <span>${text.prediction.legendMany}</span>
    <select disabled=${locked} value=${guess === null ? "" : String(guess)} onChange=${(
      /** @type {Event} */ event,
    ) => choose(/** @type {HTMLSelectElement} */ (event.currentTarget).value)}>
      ${options.map(([value, name]) => html`<option key=${value} value=${value} selected=${value === String(guess ?? "")}>${name}</option>`)}
    </select>
  </label>`;
}

function Prediction() {
  const named = names();
  if (named.length < 2) return null;
  const begun = runs.value.some((card) => card.step.value > 0);
  const locked = begun || phase.value === "preparing";
  return named.length > 2
    ? html`<${List} named=${named} locked=${locked} />`
    : html`<${Taps} named=${named} locked=${locked} />`;
}

function Answer() {
  const guess = prediction.value;
  const answered = phase.value === "ended" && guess !== null;
  return html`<p class="answer">${answered ? predictionAnswer(runs.value, guess) : ""}</p>`;
}

export function Question() {
  const head = headOf(runs.value, lessonOnScreen.value);
  return html`<div class="question">
    <h1><span class="setup">${head.setup}</span> <span class="ask">${head.question}</span></h1>
    <div class="prediction">
      <${Prediction} />
      <${Answer} />
      <${LessonSize} />
    </div>
  </div>`;
}
