/** The chart's choices, in a row above it: what the axes count, what is drawn, which gap, how far in. */
import { html } from "htm/preact";
import { save } from "../chart/export/save.js";
import { isInPaper } from "../chart/levels.js";
import { SMOOTHING } from "../chart/smoothing.js";
import { isPerCharacter, X_UNITS, Y_UNITS } from "../chart/units.js";
import {
  choicesOpen,
  isChanged,
  look,
  lookAsAtFirst,
  showAll,
  view,
  zoom,
} from "../state/chart.js";
import { chooseForPair, pair, pairable } from "../state/pair.js";
import { drawn } from "../state/runs.js";
import { zoomBy } from "../state/zoom.js";
import { text } from "../text.js";
import { passFocus } from "./pass-focus.js";

const words = text.chart.axes;

/**
 * @param {{ label: string, value: string | number, options: [string | number, string][], choose: (value: string) => void }} props
 */
function Select({ label, value, options, choose }) {
  return html`<label class="chart-choice"><span>${label}</span>
    <select aria-label=${label} value=${value} onChange=${(/** @type {Event} */ event) => choose(/** @type {HTMLSelectElement} */ (event.target).value)}>
      ${options.map(([option, name]) => html`<option key=${option} value=${option} selected=${option === value}>${name}</option>`)}
    </select>
  </label>`;
}

/** @param {{ label: string, on: boolean, change: (on: boolean) => void, disabled?: boolean, hint?: string }} props */
function Check({ label, on, change, disabled = false, hint }) {
  return html`<label class="chart-check" title=${hint}><input type="checkbox" checked=${on} disabled=${disabled} onChange=${(/** @type {Event} */ event) => change(/** @type {HTMLInputElement} */ (event.target).checked)} />${label}</label>`;
}

function Axes() {
  const { x, y, log, smooth } = view.value;
  return html`
    <${Select} label=${words.up} value=${y} options=${Y_UNITS.map((unit) => [unit, words.y[unit].option])} choose=${(/** @type {typeof y} */ unit) => look({ y: unit })} />
    <${Check} label=${words.log} on=${log} change=${(/** @type {boolean} */ on) => look({ log: on })} />
    <${Select} label=${words.along} value=${x} options=${X_UNITS.map((unit) => [unit, words.x[unit].option])} choose=${(/** @type {typeof x} */ unit) => look({ x: unit })} />
    <${Select} label=${words.smooth} value=${smooth} options=${SMOOTHING.map((n) => [n, words.smoothing(String(n))])} choose=${(/** @type {string} */ n) => look({ smooth: Number(n) })} />
  `;
}

/** What can be drawn besides, and why the paper's figures sometimes cannot. */
function Besides() {
  const { y, strips, paper } = view.value;
  const known = isInPaper(drawn.value);
  const hint = !known ? words.paperNone : isPerCharacter(y) ? words.paperHint : words.paperToken;
  const possible = known && isPerCharacter(y);
  return html`
    <${Check} label=${words.stripsLabel} on=${strips} change=${(/** @type {boolean} */ on) => look({ strips: on })} />
    <${Check} label=${words.paper} on=${paper && possible} disabled=${!possible} hint=${hint} change=${(/** @type {boolean} */ on) => look({ paper: on })} />
  `;
}

/** Which two of more runs the gap is between; their writers stand beside the chart. */
function Gap() {
  const cards = pairable.value;
  const [a, b] = pair.value;
  if (!a || cards.length < (b ? 3 : 2)) return null;
  /** @type {[string | number, string][]} */
  const options = cards.map((card) => [card.key, card.short.value]);
  /** @type {typeof options} */
  const none = b ? [] : [["", words.gapNone]];
  return html`
    <${Select} label=${words.gap} value=${a.key} options=${options} choose=${(/** @type {string} */ key) => chooseForPair(0, Number(key))} />
    <${Select} label=${words.gapAnd} value=${b?.key ?? ""} options=${[...none, ...options]} choose=${(/** @type {string} */ key) => chooseForPair(1, Number(key))} />
  `;
}

function Zoom() {
  const all = !zoom.value.x && !zoom.value.y;
  // Either press can be the one after which there is nothing more to do: the buttons keep the focus.
  const off = (/** @type {boolean} */ idle) => (idle ? "true" : null);
  return html`<div class="chart-zoom" role="group" aria-label=${words.zoom}>
    <span>${words.zoom}</span>
    <button type="button" class="quiet" aria-label=${words.zoomIn} title=${words.zoomHint} onClick=${() => zoomBy(0.5)}>${words.zoomInShort}</button>
    <button type="button" class="quiet" aria-label=${words.zoomOut} aria-disabled=${off(!zoom.value.x)} onClick=${() => zoomBy(2)}>${words.zoomOutShort}</button>
    <button type="button" class="quiet" aria-label=${words.all} aria-disabled=${off(all)} onClick=${showAll}>${words.allShort}</button>
  </div>`;
}

function Save() {
  const nothing = drawn.value.every((card) => card.step.value === 0);
  const button = (/** @type {"png" | "svg" | "csv"} */ kind, /** @type {string} */ label) =>
    html`<button type="button" class="quiet" aria-label=${label} disabled=${kind === "csv" && nothing} onClick=${() => save(kind)}>${kind.toUpperCase()}</button>`;
  return html`<div class="chart-save" role="group" aria-label=${words.save}>
    <span>${words.save}</span>
    ${button("png", words.saveAs("PNG"))}
    ${button("svg", words.saveAs("SVG"))}
    ${button("csv", words.saveReadings)}
  </div>`;
}

/** @param {import("../state/runs.js").RunCard} card */
const isRecording = (card) => card.recorded || card.state.value === "recorded";

export function Choices() {
  const close = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape") return;
    choicesOpen.value = false;
    /** @type {HTMLElement | null} */ (document.querySelector(".chart-choices"))?.focus();
  };
  const first = (/** @type {MouseEvent} */ event) => {
    const row = /** @type {HTMLElement} */ (event.currentTarget).parentElement;
    passFocus(event, row?.querySelector("select"));
    lookAsAtFirst();
  };
  const unkept = view.value.x === "seconds" && drawn.value.some(isRecording);
  return html`<div class="chart-row" id="chart-choices" role="group" aria-label=${words.label} onKeyDown=${close}>
    <${Axes} />
    <${Besides} />
    <${Gap} />
    <${Zoom} />
    <${Save} />
    ${unkept && html`<p>${words.recordedSeconds}</p>`}
    ${isChanged(view.value) && html`<button type="button" class="quiet" onClick=${first}>${words.first}</button>`}
  </div>`;
}
