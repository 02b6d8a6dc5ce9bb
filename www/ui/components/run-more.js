/** Below a run's row: where it comes from, its other figures, and what can be done with it. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { SaveStateForm } from "../comeback/form.js";
import { canSaveState } from "../comeback/save.js";
import { count, decimal, duration, params } from "../format.js";
import { announce } from "../state/announce.js";
import { catalog } from "../state/engine.js";
import { canGoOn } from "../state/giving-way.js";
import { canBranch, canTrainOn } from "../state/onward.js";
import { phase } from "../state/phase.js";
import { report } from "../state/problems.js";
import { isBegun } from "../state/runs.js";
import {
  canDelete,
  canDuplicate,
  deleteRun,
  duplicate,
  hasTrained,
  LONGEST_NAME,
  rename,
} from "../state/shelf.js";
import { TakeAwayForm } from "../takeaway/form.js";
import { canTakeAway } from "../takeaway/model.js";
import { text } from "../text.js";
import { fieldText } from "./knob.js";
import { OpenedFrom } from "./opened.js";
import { BranchForm, branchInWords, OnwardForm } from "./run-onward.js";

const words = text.runs;

/** @typedef {import("../state/runs.js").RunCard} RunCard */

/** @param {RunCard} card */
function origin(card) {
  const data = card.opened?.data ?? card.data;
  const headlines = data && (data.synthetic ? text.panels.mine.sampleName : data.name);
  // Its recipe did not train it from the start.
  if (card.branch && (isBegun(card.branch) || card.branch.rate !== undefined))
    return [card.branch.from, headlines].filter(Boolean).join(" · ");
  const preset = catalog.value?.presets.find((one) => one.name === card.recipe.preset);
  const size = catalog.value?.sizes.find((one) => one.name === card.recipe.size);
  const name = preset ? text.presetName(preset.label, preset.paper_label) : card.recipe.preset;
  const from = words.presetOf(name, size?.label ?? card.recipe.size);
  return headlines ? `${from} · ${headlines}` : from;
}

/** All that a run was trained with. @param {{ card: RunCard }} props */
export function Configuration({ card }) {
  return html`<table class="configuration" aria-label=${words.configurationOf(card.name.value)}>
    <thead><tr><th scope="col">${words.field}</th><th scope="col">${words.value}</th></tr></thead>
    <tbody>
      ${Object.entries(card.config).map(
        ([field, value]) =>
          html`<tr key=${field}><th scope="row"><code>${field}</code> <span>${fieldText(field).label}</span></th><td data-field=${field}>${String(value)}</td></tr>`,
      )}
    </tbody>
  </table>`;
}

/** Where a run stood still, in sentences. @param {{ card: RunCard }} props */
function Breaks({ card }) {
  card.measured.value;
  return card.breaks.map(
    ({ step, stood }, i) =>
      html`<p class="run-note" key=${i}>${words.stoodStill(count(step), duration(stood))}</p>`,
  );
}

/** @param {{ card: RunCard }} props */
function Figures({ card }) {
  card.measured.value;
  const last = card.evals.at(-1);
  const steps = card.plan.value?.steps;
  /** @type {[string, string][]} */
  const figures = [
    [words.loss, last ? decimal(last.loss) : "–"],
    [words.step, steps ? `${count(card.step.value)} / ${count(steps)}` : count(card.step.value)],
    [
      words.readings,
      words.readingsAndGlances(count(card.evals.length), count(card.glances.length)),
    ],
    [words.params, params(card.plan.value?.params ?? card.params)],
  ];
  return html`<dl class="run-facts">${figures.map(([label, value]) => html`<div key=${label}><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** A name to type: Enter takes it, Escape leaves it. @param {{ card: RunCard, close: () => void }} props */
function Rename({ card, close }) {
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  useEffect(() => field.current?.select(), []);
  const take = (/** @type {Event} */ event) => {
    event.preventDefault();
    rename(card, field.current?.value ?? "");
    close();
  };
  const leave = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  };
  return html`<form class="run-rename" onSubmit=${take} onKeyDown=${leave}>
    <input type="text" ref=${field} aria-label=${words.nameOf(card.name.value)} defaultValue=${card.name.value} maxlength=${LONGEST_NAME} />
    <button type="submit" class="second">${words.takeName}</button>
    <small>${words.nameHint}</small>
  </form>`;
}

/** What was trained is lost with a run, so that a second press deletes it. @param {{ card: RunCard, keep: () => void, go: () => void }} props */
function Sure({ card, keep, go }) {
  const first = useRef(/** @type {HTMLButtonElement | null} */ (null));
  useEffect(() => first.current?.focus(), []);
  return html`<p class="run-sure">${words.deleteSure(card.name.value)}
    <button type="button" class="second" onClick=${go}>${words.deleteYes}</button>
    <button type="button" class="second" ref=${first} onClick=${keep}>${words.deleteNo}</button>
  </p>`;
}

/** The row goes, and the focus with it to the heading of the runs. @param {RunCard} card */
function remove(card) {
  document.getElementById("runs-title")?.focus();
  deleteRun(card);
}

/** @param {{ label: string, card: RunCard, act: () => void, off?: boolean }} props */
function Action({ label, card, act, off = false }) {
  return html`<button type="button" class="quiet" disabled=${off} onClick=${act}>${label}<span class="unseen"> ${card.name.value}</span></button>`;
}

/** What a run can be saved as; what that takes is loaded at the press. @param {{ card: RunCard }} props */
function Files({ card }) {
  card.evaluated.value;
  if (card.state.value === "recorded" || !card.plan.value || card.evals.length === 0) return null;
  const save = async (/** @type {"saveRunFile" | "saveReadings"} */ what) => {
    try {
      (await import("../runfile/save.js"))[what](card);
    } catch (error) {
      report("run", error);
    }
  };
  return html`
    <${Action} label=${words.saveFile} card=${card} act=${() => save("saveRunFile")} />
    <${Action} label=${words.saveReadings} card=${card} act=${() => save("saveReadings")} />
  `;
}

/** @typedef {"rename" | "delete" | "branch" | "onward" | "takeaway" | "comeback"} Doing */

/** @param {{ card: RunCard, close: () => void }} props */
export function RunMore({ card, close }) {
  const [doing, setDoing] = useState(/** @type {Doing | null} */ (null));
  const actions = useRef(/** @type {HTMLDivElement | null} */ (null));
  const back = () => {
    setDoing(null);
    actions.current?.querySelector("button")?.focus();
  };
  const [waits, setWaits] = useState(false);
  const made = () => {
    const paused = phase.value === "paused";
    setWaits(paused);
    if (paused) announce(words.onwardWaits);
    back();
  };
  const begin = (/** @type {Doing} */ what) => () => {
    setWaits(false);
    setDoing(what);
  };
  const trainedHere = card.state.value !== "recorded" && card.opened === null;
  return html`<div class="run-more">
    <p class="run-origin">${origin(card)}</p>
    ${card.branch && html`<p class="run-note">${branchInWords(card.branch)}</p>`}
    <${Figures} card=${card} />
    <${Breaks} card=${card} />
    <${OpenedFrom} card=${card} />
    ${card.engineId.value === null && card.step.value > 0 && trainedHere && html`<p class="run-note">${canGoOn(card) ? words.inStorage : words.released}</p>`}
    <div class="run-actions" ref=${actions}>
      ${card.state.value !== "recorded" && html`<${Action} label=${words.rename} card=${card} act=${begin("rename")} />`}
      ${canBranch(card) && html`<${Action} label=${words.branch} card=${card} act=${begin("branch")} />`}
      ${canTrainOn(card) && html`<${Action} label=${words.onward} card=${card} act=${begin("onward")} />`}
      <${Action} label=${words.duplicate} card=${card} off=${!canDuplicate(card)} act=${() => {
        close();
        duplicate(card);
      }} />
      <${Files} card=${card} />
      ${canTakeAway(card) && html`<${Action} label=${text.takeaway.open} card=${card} act=${begin("takeaway")} />`}
      ${canSaveState(card) && html`<${Action} label=${text.comeback.open} card=${card} act=${begin("comeback")} />`}
      ${canDelete(card) && html`<${Action} label=${words.delete} card=${card} act=${() => (hasTrained(card) ? setDoing("delete") : remove(card))} />`}
    </div>
    ${doing === "branch" && canBranch(card) && html`<${BranchForm} card=${card} close=${back} done=${made} />`}
    ${doing === "onward" && canTrainOn(card) && html`<${OnwardForm} card=${card} close=${back} done=${made} />`}
    ${doing === "takeaway" && html`<${TakeAwayForm} card=${card} close=${back} />`}
    ${doing === "comeback" && html`<${SaveStateForm} card=${card} close=${back} />`}
    ${waits && phase.value === "paused" && html`<p class="run-note">${words.onwardWaits}</p>`}
    ${doing === "rename" && html`<${Rename} card=${card} close=${back} />`}
    ${doing === "delete" && html`<${Sure} card=${card} keep=${back} go=${() => remove(card)} />`}
  </div>`;
}
