/** How a run goes on: the knobs of a branch, and the choices of one that has ended. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { count, setting } from "../format.js";
import {
  branchOff,
  CHANGEABLE,
  lastRate,
  secondsOfBranch,
  secondsOnward,
  trainLonger,
  trainOn,
  whyNotAgain,
} from "../state/onward.js";
import { sentenceOf } from "../state/refusals.js";
import { isBegun } from "../state/runs.js";
import { text } from "../text.js";
import { fieldText } from "./knob.js";
import { LongRun } from "./long-run.js";

const words = text.runs;
const SCHEDULES = /** @type {const} */ (["hold", "warmup_cosine", "again"]);
const MOST_EPOCHS = 100;

/** @typedef {import("../state/runs.js").RunCard} RunCard */
/** @typedef {(typeof SCHEDULES)[number]} Schedule */

/** Where a run goes on from, in a sentence. @param {import("../state/runs.js").Branch} branch */
export function branchInWords({ from, step, set, onward, rate }) {
  if (rate !== undefined) return text.comeback.from(from, count(step));
  if (isBegun({ step })) return words.begunWith(from);
  if (onward)
    return words.onwardOf({
      from,
      step: count(step),
      epochs: count(onward.epochs),
      rate: words.onwardRates[onward.schedule],
    });
  const changes = Object.entries(set).map(([field, value]) =>
    words.change(text.inSentence(fieldText(field).label), setting(value)),
  );
  return words.branchOf(from, count(step), changes);
}

/** A form that is sent off once and tells what the engine refuses. @param {() => string | Promise<unknown>} send A sentence where it can't be sent. @param {() => void} done */
function useSending(send, done) {
  const [problem, setProblem] = useState("");
  const [sending, setSending] = useState(false);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (sending) return;
    const sent = send();
    if (typeof sent === "string") return setProblem(sent);
    setSending(true);
    setProblem("");
    try {
      await sent;
      done();
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setSending(false);
    }
  };
  return { problem, sending, submit };
}

/** Escape closes a form, and goes no further. @param {() => void} close */
export const onEscape = (close) => (/** @type {KeyboardEvent} */ event) => {
  if (event.key !== "Escape") return;
  event.stopPropagation();
  close();
};

/** @param {{ name: string, label: string, value: number, step?: string, min?: string, max?: number, change?: (value: number) => void }} props */
function NumberField({ name, label, value, step = "any", min = "0", max, change }) {
  return html`<label class="run-field"><span>${label}</span><input type="number" inputmode="decimal" name=${name} step=${step} min=${min} max=${max} required defaultValue=${value} onInput=${(/** @type {Event} */ event) => change?.(/** @type {HTMLInputElement} */ (event.target).valueAsNumber)} /></label>`;
}

/** @param {{ card: RunCard, close: () => void, done: () => void }} props */
export function BranchForm({ card, close, done }) {
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const send = () => {
    const given = new FormData(form.current ?? undefined);
    const set = Object.fromEntries(
      CHANGEABLE.map((field) => /** @type {const} */ ([field, Number(given.get(field))])).filter(
        ([field, value]) => value !== card.config[field],
      ),
    );
    return Object.keys(set).length > 0 ? branchOff(card, set) : words.branchNothing;
  };
  const { problem, sending, submit } = useSending(send, done);
  return html`<form class="run-form" ref=${form} aria-label=${`${words.branch} ${card.name.value}`} onSubmit=${submit} onKeyDown=${onEscape(close)}>
    <p>${words.branchLead(card.name.value, count(card.step.value))}</p>
    <div class="run-fields">
      ${CHANGEABLE.map((field) => html`<${NumberField} key=${field} name=${field} label=${fieldText(field).label} value=${card.config[field]} />`)}
      <button type="submit" class="second" disabled=${sending}>${words.branchGo}</button>
    </div>
    <${LongRun} seconds=${secondsOfBranch(card)} />
    ${problem && html`<p class="run-problem" role="alert">${problem}</p>`}
  </form>`;
}

/** @param {{ card: RunCard, chosen: Schedule, choose: (schedule: Schedule) => void }} props */
function ScheduleChoice({ card, chosen, choose }) {
  const { hold, warmup_cosine, again } = words.onwardSchedules;
  const labels = {
    hold: hold(setting(lastRate(card))),
    warmup_cosine: warmup_cosine(setting(card.config.lr)),
    again,
  };
  return html`<fieldset class="run-schedules">
    <legend>${words.onwardSchedule}</legend>
    ${SCHEDULES.filter((one) => one !== "again" || !whyNotAgain(card)).map((schedule) => html`<label key=${schedule}><input type="radio" name="schedule" checked=${schedule === chosen} onChange=${() => choose(schedule)} /> ${labels[schedule]}</label>`)}
    ${whyNotAgain(card) && html`<small>${whyNotAgain(card)}</small>`}
  </fieldset>`;
}

/** @param {{ card: RunCard, close: () => void, done: () => void }} props */
export function OnwardForm({ card, close, done }) {
  const [schedule, setSchedule] = useState(/** @type {Schedule} */ ("warmup_cosine"));
  const [epochs, setEpochs] = useState(1);
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const zero = schedule === "hold" && lastRate(card) === 0 ? words.onwardZero : "";
  const send = () => {
    const epochs = Number(new FormData(form.current ?? undefined).get("epochs"));
    if (schedule === "again") return whyNotAgain(card) || trainLonger(card, epochs);
    return zero || trainOn(card, { epochs, schedule });
  };
  const { problem, sending, submit } = useSending(send, done);
  const said = zero || (problem === words.onwardZero ? "" : problem);
  return html`<form class="run-form" ref=${form} aria-label=${`${words.onward} ${card.name.value}`} onSubmit=${submit} onKeyDown=${onEscape(close)}>
    <p>${words.onwardLead(card.name.value, count(card.step.value))}</p>
    <div class="run-fields">
      <${NumberField} name="epochs" label=${words.onwardEpochs} value=${1} step="1" min="1" max=${MOST_EPOCHS} change=${setEpochs} />
      <${ScheduleChoice} card=${card} chosen=${schedule} choose=${setSchedule} />
      <button type="submit" class="second" disabled=${sending}>${words.onward}</button>
    </div>
    <${LongRun} seconds=${secondsOnward(card, epochs, schedule === "again")} />
    ${said && html`<p class="run-problem" role="alert">${said}</p>`}
  </form>`;
}
