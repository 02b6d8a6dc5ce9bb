/** The heads of a layer to choose from: each one's map in small, of one run above the other's. */
import { html } from "htm/preact";
import { chosenHead } from "../state/attention.js";
import { text } from "../text.js";
import { evenly } from "./look-words.js";
import { evennessOf, lookOf } from "./looks.js";
import { Cells } from "./map.js";

const words = text.inside.attention;

/** @typedef {import("../state/attention.js").Column} Column */
/** @typedef {{ layer: number, head: number }} Place */

/** @param {number} n */
const upTo = (n) => Array.from({ length: n }, (_, i) => i);

/** @param {{ columns: Column[], place: Place }} props */
function Layers({ columns, place }) {
  const layers = Math.max(...columns.map(({ attention }) => attention.n_layer));
  return html`<fieldset class="layers">
    <legend>${words.layer}</legend>
    ${upTo(layers).map(
      (layer) => html`<label class="choice" key=${layer}>
        <input type="radio" name="look-layer" aria-label=${words.layerOf(String(layer + 1))} checked=${layer === place.layer} onChange=${() => {
          chosenHead.value = { ...place, layer };
        }} />
        <span>${layer + 1}</span>
      </label>`,
    )}
  </fieldset>`;
}

/** @param {{ column: Column, place: Place }} props */
function Small({ column, place: { layer, head } }) {
  const look = lookOf(column.attention, layer, head);
  return html`<span class="head-run" data-ink=${column.card.ink}>
    <svg viewBox=${`0 0 ${look?.side ?? 1} ${look?.side ?? 1}`} aria-hidden="true">${look && html`<${Cells} look=${look} />`}</svg>
    <span class="head-even"><span class="unseen">${column.card.short.value} </span>${look ? evenly(evennessOf(look)) : "–"}</span>
  </span>`;
}

/** @param {{ columns: Column[], place: Place }} props */
function Heads({ columns, place }) {
  const heads = Math.max(...columns.map(({ attention }) => attention.n_head));
  return html`<fieldset class="heads" style=${{ "--heads": heads }}>
    <legend>${words.head}</legend>
    ${upTo(heads).map(
      (head) => html`<label class="head" key=${head}>
        <input type="radio" name="look-head" checked=${head === place.head} onChange=${() => {
          chosenHead.value = { ...place, head };
        }} />
        <span class="head-name">${words.headOf(String(head + 1))}</span>
        ${columns.map((column) => html`<${Small} key=${column.card.key} column=${column} place=${{ ...place, head }} />`)}
      </label>`,
    )}
  </fieldset>`;
}

/** @param {{ columns: Column[], place: Place }} props */
export function Picker({ columns, place }) {
  return html`<div class="look-picker">
    <${Layers} columns=${columns} place=${place} />
    <${Heads} columns=${columns} place=${place} />
  </div>`;
}
