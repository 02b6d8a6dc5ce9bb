/** Training a model from files on: which headlines, for how long, at which rate. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { DropFiles, HEADLINES } from "../components/files.js";
import { LongRun } from "../components/long-run.js";
import { count } from "../format.js";
import { secondsMore } from "../state/clock.js";
import { data } from "../state/data.js";
import { phase } from "../state/phase.js";
import { isCancelled } from "../state/problems.js";
import { sentenceOf } from "../state/refusals.js";
import { text } from "../text.js";
import { nameOf, secondsOfTraining, trainedAs, trainModelOn } from "./train.js";

const words = text.folder.train;
const SCHEDULES = /** @type {const} */ (["warmup_cosine", "constant"]);
const MOST_EPOCHS = 100;

/** @typedef {import("./state.js").ModelHere} ModelHere */
/** @typedef {import("./train.js").Headlines} Headlines */
/** @typedef {import("../../engine.js").PrepareProgress} Progress */
/** What became of the last press. @typedef {{ kind: "none" } | { kind: "working", progress: Progress | null, stop: AbortController } | { kind: "begun", name: string, waits: boolean, seconds: number | null } | { kind: "failed", why: string }} Outcome */

/** @param {{ chosen: Headlines | null, choose: (headlines: Headlines) => void }} props */
function Which({ chosen, choose }) {
  const inUse = data.value;
  return html`
    <${DropFiles} label=${words.file} hint=${words.drop} accept=${HEADLINES} take=${(/** @type {File[]} */ [file]) => file && choose(file)} />
    <p class="model-headlines">
      ${chosen ? html`<b>${words.chosen(nameOf(chosen))}</b>` : words.none}
      ${inUse && chosen !== inUse && html` <button type="button" class="quiet" onClick=${() => choose(inUse)}>${words.inUse(nameOf(inUse))}</button>`}
    </p>
  `;
}

/** @param {{ outcome: Outcome }} props */
function Told({ outcome }) {
  if (outcome.kind === "failed")
    return html`<p class="run-problem" role="alert">${outcome.why}</p>`;
  if (outcome.kind === "begun") {
    const waits = outcome.waits && phase.value === "paused" ? ` ${words.waits}` : "";
    return html`<p class="run-note" role="status">${words.begun(outcome.name)}${waits}</p>`;
  }
  if (outcome.kind === "none") return null;
  const { progress, stop } = outcome;
  const total = progress?.total ?? 0;
  const { phases } = text.panels.mine;
  return html`<div class="preparing">
    <p>${progress ? phases[progress.phase] : phases.reading}${total > 0 ? ` · ${count(progress?.done ?? 0)} / ${count(total)}` : ""}</p>
    <progress aria-label=${text.panels.mine.progress} max=${total || null} value=${total > 0 ? progress?.done : null}></progress>
    <button type="button" class="second" onClick=${() => stop.abort()}>${text.folder.cancel}</button>
  </div>`;
}

/** @param {{ config: import("../types.js").Config, change: (epochs: number) => void }} props */
function Fields({ config, change }) {
  return html`
    <label class="run-field"><span>${words.epochs}</span><input type="number" name="epochs" min="1" max=${MOST_EPOCHS} step="1" required defaultValue="1" onInput=${(/** @type {Event} */ event) => change(/** @type {HTMLInputElement} */ (event.target).valueAsNumber)} /></label>
    <label class="run-field"><span>${words.rate}</span><input type="number" inputmode="decimal" name="lr" min="0" step="any" required defaultValue=${config.lr} /></label>
    <fieldset class="run-schedules">
      <legend>${words.schedule}</legend>
      ${SCHEDULES.map((schedule) => html`<label key=${schedule}><input type="radio" name="schedule" value=${schedule} defaultChecked=${schedule === SCHEDULES[0]} /> ${words.schedules[schedule]}</label>`)}
    </fieldset>
  `;
}

/** @param {ModelHere} of */
function useTraining(of) {
  const [outcome, setOutcome] = useState(/** @type {Outcome} */ ({ kind: "none" }));
  const running = useRef(/** @type {AbortController | null} */ (null));
  useEffect(() => () => running.current?.abort(), []);
  const train = async (/** @type {Headlines} */ headlines, /** @type {FormData} */ given) => {
    const stop = new AbortController();
    running.current = stop;
    const onProgress = (/** @type {Progress | null} */ progress) => {
      if (!stop.signal.aborted) setOutcome({ kind: "working", progress, stop });
    };
    onProgress(null);
    const schedule = /** @type {(typeof SCHEDULES)[number]} */ (given.get("schedule"));
    const wish = { epochs: Number(given.get("epochs")), lr: Number(given.get("lr")), schedule };
    try {
      const card = await trainModelOn(of, headlines, wish, { signal: stop.signal, onProgress });
      const seconds = secondsMore(card, card.plan.value?.steps ?? 0);
      const waits = phase.value === "paused";
      setOutcome({ kind: "begun", name: card.name.value, waits, seconds });
    } catch (error) {
      setOutcome(
        isCancelled(error) ? { kind: "none" } : { kind: "failed", why: sentenceOf(error) },
      );
    }
  };
  return { outcome, setOutcome, train };
}

/** @param {{ of: ModelHere }} props */
export function TrainModelOn({ of }) {
  const [chosen, choose] = useState(/** @type {Headlines | null} */ (null));
  const [epochs, setEpochs] = useState(1);
  const { outcome, setOutcome, train } = useTraining(of);
  const config = trainedAs(of);
  const ahead = chosen && secondsOfTraining(of, chosen, epochs);
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    if (outcome.kind === "working") return;
    if (!chosen) return setOutcome({ kind: "failed", why: words.none });
    train(chosen, new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)));
  };
  return html`<section class="model-part" aria-labelledby="model-train">
    <h3 id="model-train">${words.title}</h3>
    <p class="timeline-lead">${words.lead}</p>
    <${Which} chosen=${chosen} choose=${choose} />
    <form aria-label=${words.form} onSubmit=${submit}>
      <div class="run-fields">
        <${Fields} config=${config} change=${setEpochs} />
        <button type="submit" class="second strong" aria-disabled=${outcome.kind === "working" ? "true" : null}>${words.go}</button>
      </div>
      <p class="run-note">${words.optimizer(text.names.optimizer[config.optimizer])}</p>
    </form>
    <${LongRun} seconds=${ahead ?? (outcome.kind === "begun" ? outcome.seconds : null)} />
    <${Told} outcome=${outcome} />
  </section>`;
}
