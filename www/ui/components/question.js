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

/** A word to tap; `ink`: of the run that it names. @typedef {{ value: number | string, label: string, ink?: number }} Choice */

/**
 * Few choices are words to tap.
 * @param {{ choices: Choice[], guess: number | string | null, locked: boolean, waits?: boolean, choose: (value: any) => void }} props
 *   `guess`: the one that was made; `locked`: a training has begun; `waits`: there is nothing to guess yet.
 */
export function Taps({ choices, guess, locked, waits = false, choose }) {
  const { legend, legendMade, legendNone } = text.prediction;
  const made = guess !== null;
  return html`<fieldset data-locked=${locked && !made}>
    <legend>${locked ? (made ? legendMade : legendNone) : legend}</legend>
    ${choices.map(
      ({ value, label, ink }) => html`<label class="choice" key=${value} data-ink=${ink ?? null}>
        <input type="radio" name="prediction" checked=${guess === value} disabled=${locked || waits} onChange=${() => choose(value)} />
        <span>${label}</span>
      </label>`,
    )}
  </fieldset>`;
}

/** Two runs have a word each. @param {string[]} named @returns {Choice[]} */
function choicesOf(named) {
  const ofRuns = named.map((label, i) => ({ value: i, label, ink: runs.value[i]?.ink ?? i }));
  return [...ofRuns, { value: "same", label: text.prediction.same }];
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
  if (named.length > 2) return html`<${List} named=${named} locked=${locked} />`;
  const choose = (/** @type {number | "same"} */ value) => {
    prediction.value = value;
  };
  return html`<${Taps} choices=${choicesOf(named)} guess=${prediction.value} locked=${locked} choose=${choose} />`;
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
