/** What the crosshair reads, in words beside it; by keyboard it steps along the evaluations. */
import { html } from "htm/preact";
import { shortNumber } from "../chart/axes.js";
import { evaluatedPlaces, gapAt, nearest, readAt } from "../chart/reading.js";
import { xRangeIn } from "../chart/scale.js";
import { isPerCharacter } from "../chart/units.js";
import { gapInWords, lossInWords, placeInWords, writtenLoss } from "../chart/words.js";
import { percent } from "../format.js";
import { comparison } from "../lessons/comparable.js";
import { crosshair, showAll, view, zoom } from "../state/chart.js";
import { pair } from "../state/pair.js";
import { drawn } from "../state/runs.js";
import { zoomBy } from "../state/zoom.js";
import { text } from "../text.js";
import { Stroke } from "./stroke.js";

const words = text.chart.crosshair;
/** A reading farther from the crosshair than this share of the axis says where it was made. */
const ELSEWHERE = 0.02;

/** @param {number} x */
function readings(x) {
  const now = view.value;
  for (const card of drawn.value) [card.measured.value, card.short.value];
  const [from, to] = zoom.value.x ?? xRangeIn(now.x, drawn.value);
  const rows = readAt(drawn.value, now, x).map(({ card, validation, training, update }) => {
    const away = validation && Math.abs(validation.x - x) > ELSEWHERE * (to - from);
    const place = validation && away ? placeInWords(now.x, validation.x) : "";
    return { card, validation, training, update, place };
  });
  const [a, b] = pair.value;
  const shown = pair.value.every((card) => card.shown.value);
  const named = a && b && comparison(a, b, !isPerCharacter(now.y)).named;
  return {
    rows,
    gap: shown && named ? gapAt(pair.value, now, x) : null,
    left: x > (from + to) / 2,
  };
}

/** @param {import("../chart/reading.js").PairGap} gap */
function gapWords({ low, high, difference, share }) {
  return words.gap({
    low: low.short.value,
    high: high.short.value,
    gap: gapInWords(view.value.y, difference),
    percent: percent(share),
  });
}

/** The readings as one sentence a run. @param {number} x */
function inWords(x) {
  const { rows, gap } = readings(x);
  const told = rows.flatMap(({ card, validation, place }) => {
    if (!validation) return [];
    const loss = lossInWords(view.value.y, validation.value);
    return [words.run(card.short.value, place ? words.after(loss, place) : loss)];
  });
  const all = [placeInWords(view.value.x, x), ...told, ...(gap ? [gapWords(gap)] : [])];
  return told.length > 0 ? all.join("; ") : words.nothing;
}

/** @param {number | undefined} value */
const short = (value) => (value === undefined ? "–" : shortNumber(Number(value.toPrecision(3))));

/** @param {{ x: number }} props */
function Readout({ x }) {
  const { rows, gap, left } = readings(x);
  const { y, strips } = view.value;
  return html`<div class="cross-readout" data-left=${left} aria-hidden="true">
    <table>
      <thead><tr>
        <th>${placeInWords(view.value.x, x)}</th><th>${words.validation}</th><th>${words.training}</th>
        ${strips && html`<th>${words.rate}</th><th>${words.norm}</th>`}
      </tr></thead>
      <tbody>${rows.map(
        ({
          card,
          validation,
          training,
          update,
          place,
        }) => html`<tr key=${card.key} data-ink=${card.ink}>
          <th><span class="readout-name"><${Stroke} ink=${card.ink} />${card.short.value}</span>${place && html`<small>${place}</small>`}</th>
          <td>${validation ? writtenLoss(y, validation.value, 3) : "–"}</td>
          <td class="of-training">${training ? writtenLoss(y, training.value, 3) : "–"}</td>
          ${strips && html`<td class="of-training">${short(update?.lr)}</td><td class="of-training">${short(update?.grad_norm)}</td>`}
        </tr>`,
      )}</tbody>
    </table>
    ${gap && html`<p>${gapWords(gap)}</p>`}
  </div>`;
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const keys = /** @type {Record<string, () => void>} */ ({
    "+": () => zoomBy(0.5),
    "=": () => zoomBy(0.5),
    "-": () => zoomBy(2),
    Escape: showAll,
  });
  const act = keys[event.key];
  if (!act || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  act();
}

export function Crosshair() {
  const now = view.value;
  for (const card of drawn.value) card.evaluated.value;
  const shown = zoom.value.x;
  const places = evaluatedPlaces(drawn.value, now).filter(
    (x) => !shown || (x >= shown[0] && x <= shown[1]),
  );
  const x = crosshair.value;
  const at = x === null ? places.length - 1 : nearestPlace(places, x);
  const read = (/** @type {number} */ index) => {
    crosshair.value = places[index] ?? null;
  };
  return html`
    ${
      places.length > 0 &&
      html`<input class="cross-slider" type="range" aria-label=${words.label} aria-description=${words.keys} min="0" max=${places.length - 1} step="1" value=${at}
        aria-valuetext=${inWords(x ?? places[at])}
        onFocus=${() => read(at)} onBlur=${() => {
          crosshair.value = null;
        }}
        onInput=${(/** @type {Event} */ event) => read(/** @type {HTMLInputElement} */ (event.target).valueAsNumber)}
        onKeyDown=${onKey} />`
    }
    ${x !== null && drawn.value.length > 0 && html`<${Readout} x=${x} />`}
  `;
}

/** @param {number[]} places @param {number} x */
function nearestPlace(places, x) {
  const readings = places.map((step) => ({ step, tokens: 0, loss: 0 }));
  return Math.max(
    0,
    nearest(readings, ({ step }) => step, x),
  );
}
