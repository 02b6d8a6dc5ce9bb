/** A run's model as a Hugging Face folder in a zip: what is in it, how precise, and the button that makes it. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { onEscape } from "../components/run-onward.js";
import { count, decimal } from "../format.js";
import { announce } from "../state/announce.js";
import { text } from "../text.js";
import { jobOf, takeAway } from "./job.js";
import { bytesOf, canTakeAway, isGpt2, isMadeUp } from "./model.js";

const words = text.takeaway;

/** @typedef {import("../state/runs.js").RunCard} RunCard */

/** @param {number} bytes */
const megabytes = (bytes) => words.megabytes(decimal(bytes / 1e6, bytes < 1e6 ? 2 : 1));

/** @param {{ card: RunCard, half: boolean, choose: (half: boolean) => void }} props */
function Precision({ card, half, choose }) {
  return html`<fieldset class="run-schedules">
    <legend>${words.precision}</legend>
    ${[false, true].map((one) => html`<label key=${one}><input type="radio" name="precision" checked=${one === half} onChange=${() => choose(one)} /> ${(one ? words.half : words.full)(megabytes(bytesOf(card, one)))}</label>`)}
    <small>${words.halfCost}</small>
  </fieldset>`;
}

/** What to know before the model is passed on. @param {{ card: RunCard }} props */
function Notes({ card }) {
  const steps = card.plan.value?.steps;
  const trains = ["running", "pausing"].includes(card.state.value);
  return html`
    <p>${trains ? words.trains : words.stands(count(card.step.value), count(steps ?? card.step.value))}</p>
    <p>${isMadeUp(card) ? words.madeUp : words.others}</p>
    ${!isGpt2(card) && html`<p>${words.notGpt2}</p>`}
  `;
}

/** What was made, or that it was cancelled; empty where neither is so. @param {RunCard} card */
function outcomeOf(card) {
  const job = jobOf(card).value;
  if (job?.kind === "made") return words.made(job.file, megabytes(job.bytes), count(job.step));
  return job?.kind === "cancelled" ? words.cancelled : "";
}

/** What became of the last press. @param {{ card: RunCard }} props */
function Outcome({ card }) {
  const job = jobOf(card).value;
  if (job?.kind === "failed") return html`<p class="run-problem" role="alert">${job.why}</p>`;
  return html`<p class="run-note">${outcomeOf(card)}</p>`;
}

/** @param {{ card: RunCard, cancel: () => void, share: number | null }} props */
function Progress({ card, cancel, share }) {
  return html`<progress aria-label=${words.progress(card.name.value)} max="1" value=${share}></progress>
    <span class="takeaway-share">${share === null ? words.weights : text.number.percent(count(Math.floor(share * 100)))}</span>
    <button type="button" class="quiet" onClick=${cancel}>${words.cancel}<span class="unseen"> ${card.name.value}</span></button>`;
}

/** @param {{ card: RunCard, close: () => void }} props */
export function TakeAwayForm({ card, close }) {
  const [half, setHalf] = useState(false);
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const job = jobOf(card).value;
  const making = job?.kind === "making";
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (making) return;
    await takeAway(card, half);
    if (jobOf(card).value?.kind === "made") announce(outcomeOf(card));
  };
  const cancel = () => {
    // The button that had the focus goes with the progress.
    form.current?.querySelector(/** @type {"button"} */ ("button[type=submit]"))?.focus();
    if (job?.kind !== "making") return;
    job.cancel();
    announce(outcomeOf(card));
  };
  const gone = !making && !canTakeAway(card) && words.gone(card.name.value);
  return html`<form class="run-form takeaway" ref=${form} aria-label=${`${words.open} ${card.name.value}`} onSubmit=${submit} onKeyDown=${onEscape(close)}>
    <p>${words.lead}</p>
    <${Precision} card=${card} half=${half} choose=${setHalf} />
    <${Notes} card=${card} />
    <div class="takeaway-go">
      <button type="submit" class="second" aria-disabled=${making ? "true" : null}>${words.make}</button>
      ${making && html`<${Progress} card=${card} cancel=${cancel} share=${job.share} />`}
      ${gone && job?.kind !== "failed" ? html`<p class="run-problem" role="alert">${gone}</p>` : html`<${Outcome} card=${card} />`}
    </div>
  </form>`;
}
