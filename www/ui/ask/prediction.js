/** A guess at the answer for who likes to make one: three choices before the training, held against the verdict after it. */
import { html } from "htm/preact";
import { Taps } from "../components/question.js";
import { underWay } from "../state/phase.js";
import { text } from "../text.js";
import { changes, inquiry, pairs } from "./asking.js";
import { answerNow, choose, GUESSES, guess } from "./guess.js";
import { job } from "./job.js";

/** Whether the question's training has begun, or is about to. */
const begun = () => pairs.value.length > 0 || (job.value !== null && !underWay.value);

/** Whether the question can be trained, and so be guessed at. */
const asks = () => inquiry.value?.refusal === null && changes.value.length > 0;

const choices = GUESSES.map((value) => ({ value, label: text.ask.guess[value] }));

export function Prediction() {
  return html`<div class="prediction">
    <${Taps} choices=${choices} guess=${guess.value} locked=${begun()} waits=${!asks()} choose=${choose} />
    <p class="answer">${job.value === null ? answerNow() : ""}</p>
  </div>`;
}
