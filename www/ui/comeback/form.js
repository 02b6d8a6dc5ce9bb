/** Below a run that rests: saving all that it goes on from, and what to do with the file. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { onEscape } from "../components/run-onward.js";
import { count, decimal } from "../format.js";
import { announce } from "../state/announce.js";
import { text } from "../text.js";
import { NAMES } from "./format.js";
import { bytesOf, canSaveState, folderName, jobOf, saveState } from "./save.js";

const words = text.comeback;

/** @typedef {import("../state/runs.js").RunCard} RunCard */

/** @param {number} bytes */
const megabytes = (bytes) => text.takeaway.megabytes(decimal(bytes / 1e6, 1));

/** @param {RunCard} card */
function commandFor(card) {
  const folder = folderName(card);
  const titles = card.data?.synthetic ? "assets/sample/headlines.txt" : words.titles;
  const lines = [
    `headline train --data ${titles}`,
    `--tokenizer ${folder}/${NAMES.tokenizer}`,
    `--resume ${folder}/${NAMES.state}`,
    `--checkpoint ${folder}/${NAMES.state} >> ${folder}/${NAMES.lines}`,
  ];
  return lines.join(" \\\n  ");
}

/** What was made; empty where nothing was. @param {RunCard} card */
function madeOf(card) {
  const job = jobOf(card).value;
  return job?.kind === "made" ? words.made(job.file, megabytes(job.bytes), count(job.step)) : "";
}

/** What became of the last press. @param {{ card: RunCard }} props */
function Outcome({ card }) {
  const job = jobOf(card).value;
  if (job?.kind === "failed") return html`<p class="run-problem" role="alert">${job.why}</p>`;
  return html`<p class="run-note">${madeOf(card) || (job?.kind === "making" && words.making)}</p>`;
}

/** @param {{ card: RunCard, close: () => void }} props */
export function SaveStateForm({ card, close }) {
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  useEffect(() => form.current?.querySelector("button")?.focus(), []);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    await saveState(card);
    if (madeOf(card)) announce(madeOf(card));
  };
  const steps = count(card.plan.value?.steps ?? card.step.value);
  const stands = words.stands(count(card.step.value), steps, megabytes(bytesOf(card)));
  const rests = canSaveState(card);
  return html`<form class="run-form comeback" ref=${form} aria-label=${`${words.open} ${card.name.value}`} onSubmit=${submit} onKeyDown=${onEscape(close)}>
    <p>${words.lead}</p>
    <p>${stands}${card.state.value === "finished" && ` ${words.ended}`}</p>
    <div class="takeaway-go">
      <button type="submit" class="second" disabled=${!rests}>${words.make}</button>
      <${Outcome} card=${card} />
    </div>
    <p>${words.command}</p>
    <pre class="command" tabindex="0" aria-label=${words.commandLabel}><code>${commandFor(card)}</code></pre>
    <p>${words.again}</p>
  </form>`;
}
