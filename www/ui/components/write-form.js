/** The settings of headlines to be written, and the headlines: for runs, and for a model from files. */
import { html } from "htm/preact";
import { text } from "../text.js";
import { Headline } from "./headline.js";
import { useRoving } from "./roving.js";
import { perRow } from "./rows.js";

const words = text.panels.write;

/** @typedef {import("../state/writing.js").Writing} Writing */
/** @typedef {import("../state/writing.js").Writer} Writer */

/** Bounds of each number; a step of 1 is a whole number, and steps are the arrows' only. */
const NUMBERS = /** @type {const} */ ([
  { name: "temperature", min: 0, max: 5, step: "any" },
  { name: "top_k", min: 0, max: 100_000, step: "1" },
  { name: "top_p", min: 0.01, max: 1, step: "any" },
  { name: "max_tokens", min: 0, max: 4096, step: "1" },
  { name: "seed", min: 0, max: 4_294_967_295, step: "1" },
  { name: "count", min: 1, max: 100, step: "1" },
]);

/** @param {(typeof NUMBERS)[number] & { options: Writing["options"] }} props */
function Number_({ options, name, min, max, step }) {
  const hints = /** @type {Record<string, string>} */ (words.hints);
  const enter = (/** @type {number} */ entered) => {
    const whole = step === "1" ? Math.round(entered) : entered;
    const value = Number.isFinite(entered)
      ? Math.max(min, Math.min(max, whole))
      : options.value[name];
    options.value = { ...options.value, [name]: value };
  };
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
      onChange=${(/** @type {Event} */ event) =>
        enter(/** @type {HTMLInputElement} */ (event.currentTarget).valueAsNumber)}
    />
    ${hints[name] && html`<small id=${`write-${name}-hint`}>${hints[name]}</small>`}
  </div>`;
}

/**
 * The form; `children` say who writes.
 * @param {{ place: Writing, writers: () => Writer[], able: boolean, children?: import("preact").ComponentChildren }} props
 */
export function WriteForm({ place, writers, able, children }) {
  const { options, busy } = place;
  // A press of either ends in that it can't be pressed: they keep the focus.
  const off = (/** @type {boolean} */ idle) => (idle ? "true" : null);
  return html`<form
    class="write"
    onSubmit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      place.write(writers());
    }}
  >
    ${children}
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
    ${NUMBERS.map((number) => html`<${Number_} key=${number.name} options=${options} ...${number} />`)}
    <div class="write-go">
      <button type="submit" class="second strong" aria-disabled=${off(!able || busy.value)}>${words.go}</button>
      <button type="button" class="second" aria-disabled=${off(!busy.value)} onClick=${() => place.stop()}>${words.stop}</button>
    </div>
  </form>`;
}

/** Who wrote a headline, and from which seed. @param {import("../state/writing.js").Sample} sample */
function originOf({ name, step, seed, cut }) {
  const from =
    step === null
      ? text.folder.writtenBy(name, String(seed))
      : words.from(name, String(step), String(seed));
  return cut ? words.cut(from) : from;
}

/** @param {{ sample: import("../state/writing.js").Sample, stop: boolean, arrive: () => void }} props */
function Sample({ sample, stop, arrive }) {
  const id = `nearest-${sample.key}`;
  const { card } = sample;
  return html`<li
    data-ink=${sample.ink}
    data-done=${sample.done}
    data-beside=${perRow(sample.columns)}
    data-first=${sample.column === 0}
  >
    ${
      sample.done && card
        ? html`<span><${Headline} id=${id} card=${card} written=${sample.text} className="sample-text" stop=${stop} arrive=${arrive} /></span>`
        : html`<span class="sample-text">${sample.done ? sample.text || text.writers.empty : `${sample.text}…`}</span>`
    }
    <span class="sample-from">${originOf(sample)}</span>
  </li>`;
}

/** @param {{ place: Writing }} props */
export function Samples({ place: { samples, busy } }) {
  const { stop, rove, arrive } = useRoving(1);
  const whole = samples.value.filter((sample) => sample.done);
  const reached = whole[Math.min(stop, whole.length - 1)];
  return html`<ol class="samples" aria-label=${words.list} aria-busy=${busy.value} onKeyDown=${rove}>
    ${samples.value.map((sample) => html`<${Sample} key=${sample.key} sample=${sample} stop=${sample === reached} arrive=${() => arrive(whole.indexOf(sample))} />`)}
  </ol>`;
}
