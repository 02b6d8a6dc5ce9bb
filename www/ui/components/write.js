/** Headlines at a person's wish, from a run of their choice. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { earlierRuns, runs } from "../state/runs.js";
import { options, samples, stopWriting, write, writing } from "../state/writing.js";
import { text } from "../text.js";
import { Panel } from "./panel.js";

const words = text.panels.write;

/** Bounds of each number; steps are the arrows' only. */
const NUMBERS = /** @type {const} */ ([
  { name: "temperature", min: 0, max: 5, step: "any" },
  { name: "top_k", min: 0, max: 100_000, step: "1" },
  { name: "top_p", min: 0, max: 1, step: "any" },
  { name: "seed", min: 0, max: 4_294_967_295, step: "1" },
  { name: "count", min: 1, max: 100, step: "1" },
]);

/** @param {(typeof NUMBERS)[number]} props */
function Number_({ name, min, max, step }) {
  const hints = /** @type {Record<string, string>} */ (words.hints);
  return html`<div class="write-field">
    <label for=${`write-${name}`}>${words[name]}</label>
    <input
      id=${`write-${name}`}
      type="number"
      min=${min}
      max=${max}
      step=${step}
      aria-describedby=${hints[name] ? `write-${name}-hint` : null}
      value=${options.value[name]}
      onChange=${(/** @type {Event} */ event) => {
        const entered = /** @type {HTMLInputElement} */ (event.currentTarget).valueAsNumber;
        if (Number.isFinite(entered))
          options.value = { ...options.value, [name]: Math.max(min, Math.min(max, entered)) };
      }}
    />
    ${hints[name] && html`<small id=${`write-${name}-hint`}>${hints[name]}</small>`}
  </div>`;
}

export function Write() {
  const [chosen, setChosen] = useState(/** @type {number | null} */ (null));
  const able = [...runs.value, ...earlierRuns.value].filter((card) => card.engineId.value !== null);
  const card = able.find((one) => one.key === chosen) ?? able.at(Math.min(1, able.length - 1));
  return html`<${Panel} name="write" title=${words.title} lead=${words.lead}>
    <form
      class="write"
      onSubmit=${(/** @type {Event} */ event) => {
        event.preventDefault();
        if (card && !writing.value) write(card);
      }}
    >
      <fieldset class="write-run">
        <legend>${words.run}</legend>
        ${able.length === 0 && html`<p>${words.none}</p>`}
        ${able.map(
          (one) => html`<label class="choice" data-ink=${one.ink} key=${one.key}>
            <input type="radio" name="write-run" checked=${one === card} onChange=${() => setChosen(one.key)} />
            <span>${one.name.value}${runs.value.includes(one) ? "" : ` (${text.runs.earlierShort})`}</span>
          </label>`,
        )}
      </fieldset>
      <div class="write-field write-prompt">
        <label for="write-prompt">${words.prompt}</label>
        <input
          id="write-prompt"
          type="text"
          autocomplete="off"
          value=${options.value.prompt}
          onInput=${(/** @type {Event} */ event) => {
            options.value = {
              ...options.value,
              prompt: /** @type {HTMLInputElement} */ (event.currentTarget).value,
            };
          }}
        />
      </div>
      ${NUMBERS.map((number) => html`<${Number_} key=${number.name} ...${number} />`)}
      <div class="write-go">
        <button type="submit" class="second strong" disabled=${!card || writing.value}>${words.go}</button>
        <button type="button" class="second" disabled=${!writing.value} onClick=${stopWriting}>${words.stop}</button>
      </div>
    </form>
    <ol class="samples" aria-label=${words.list} aria-busy=${writing.value}>
      ${samples.value.map(
        (sample) => html`<li key=${sample.key} data-ink=${sample.ink} data-done=${sample.done}>
          <span class="sample-text">${sample.text || (sample.done ? text.writers.empty : "…")}</span>
          <span class="sample-from">${words.from(sample.name, String(sample.step), String(sample.seed))}</span>
        </li>`,
      )}
    </ol>
  </${Panel}>`;
}
