/** Headlines at a person's wish, and what the runs wrote on their way. */
import { html } from "htm/preact";
import { useEffect } from "preact/hooks";
import { canCompare, forgetWishes } from "../state/nearest.js";
import { phase } from "../state/phase.js";
import { branches, earlierRuns, runs } from "../state/runs.js";
import { chosenWriter, options, samples, stopWriting, write, writing } from "../state/writing.js";
import { text } from "../text.js";
import { Headline, NearestLine } from "./headline.js";
import { Panel } from "./panel.js";
import { useRoving } from "./roving.js";
import { perRow } from "./rows.js";
import { Timeline } from "./timeline.js";

const words = text.panels.write;

/** Bounds of each number; a step of 1 is a whole number, and steps are the arrows' only. */
const NUMBERS = /** @type {const} */ ([
  { name: "temperature", min: 0, max: 5, step: "any" },
  { name: "top_k", min: 0, max: 100_000, step: "1" },
  { name: "top_p", min: 0.01, max: 1, step: "any" },
  { name: "max_tokens", min: 0, max: 4096, step: "1" },
  { name: "seed", min: 0, max: 4_294_967_295, step: "1" },
  { name: "count", min: 1, max: 100, step: "1" },
]);

/** @param {(typeof NUMBERS)[number]} props */
function Number_({ name, min, max, step }) {
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

/** The runs that have weights to write with. */
function ableRuns() {
  return [...runs.value, ...branches.value, ...earlierRuns.value].filter(
    (card) => card.engineId.value !== null,
  );
}

/** Those of them that are on the screen. */
function besideRuns() {
  return runs.value.filter((card) => card.engineId.value !== null);
}

/** The runs that write when asked now. */
function writers() {
  const able = ableRuns();
  const beside = besideRuns();
  if (chosenWriter.value === "all" && beside.length > 1) return beside;
  const one = able.find((card) => card.key === chosenWriter.value);
  return [one ?? able.at(Math.min(1, able.length - 1))].filter((card) => card !== undefined);
}

/** @param {{ checked: boolean, value: number | "all", label: string, ink?: number }} props */
function Choice({ checked, value, label, ink }) {
  return html`<label class="choice" data-ink=${ink}>
    <input type="radio" name="write-run" checked=${checked} onChange=${() => {
      chosenWriter.value = value;
    }} />
    <span>${label}</span>
  </label>`;
}

/** @param {{ chosen: import("../state/runs.js").RunCard[] }} props */
function WrittenBy({ chosen }) {
  const able = ableRuns();
  const beside = besideRuns();
  return html`<fieldset class="write-run">
    <legend>${words.run}</legend>
    ${able.length === 0 && html`<p>${words.none}</p>`}
    ${able.map((card) => {
      const name = earlierRuns.value.includes(card)
        ? `${card.name.value} (${text.runs.earlierShort})`
        : card.name.value;
      const checked = chosen.length === 1 && chosen[0] === card;
      return html`<${Choice} key=${card.key} value=${card.key} label=${name} ink=${card.ink} checked=${checked} />`;
    })}
    ${beside.length > 1 && html`<${Choice} value="all" label=${words.beside(beside.length)} checked=${chosen.length > 1} />`}
  </fieldset>`;
}

/** @param {{ chosen: import("../state/runs.js").RunCard[] }} props */
function Form({ chosen }) {
  return html`<form
    class="write"
    onSubmit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      write(chosen);
    }}
  >
    <${WrittenBy} chosen=${chosen} />
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
      <button type="submit" class="second strong" disabled=${chosen.length === 0 || writing.value}>${words.go}</button>
      <button type="button" class="second" disabled=${!writing.value} onClick=${stopWriting}>${words.stop}</button>
    </div>
  </form>`;
}

/** @param {{ sample: import("../state/writing.js").Sample, stop: boolean, arrive: () => void }} props */
function Sample({ sample, stop, arrive }) {
  const id = `nearest-${sample.key}`;
  const from = words.from(sample.name, String(sample.step), String(sample.seed));
  return html`<li
    data-ink=${sample.ink}
    data-done=${sample.done}
    data-beside=${perRow(sample.columns)}
    data-first=${sample.column === 0}
  >
    ${
      sample.done
        ? html`<span><${Headline} id=${id} card=${sample.card} written=${sample.text} className="sample-text" stop=${stop} arrive=${arrive} /></span>`
        : html`<span class="sample-text">${sample.text}…</span>`
    }
    <span class="sample-from">${sample.cut ? words.cut(from) : from}</span>
  </li>`;
}

function Samples() {
  const { stop, rove, arrive } = useRoving(1);
  const whole = samples.value.filter((sample) => sample.done);
  const reached = whole[Math.min(stop, whole.length - 1)];
  return html`<ol class="samples" aria-label=${words.list} aria-busy=${writing.value} onKeyDown=${rove}>
    ${samples.value.map((sample) => html`<${Sample} key=${sample.key} sample=${sample} stop=${sample === reached} arrive=${() => arrive(whole.indexOf(sample))} />`)}
  </ol>`;
}

export function Write() {
  useEffect(() => forgetWishes, []);
  const chosen = writers();
  const comparable = [...runs.value, ...earlierRuns.value].some(canCompare);
  return html`<${Panel} name="write" title=${words.title} lead=${words.lead}>
    ${
      chosen.length === 0 && phase.value === "recorded"
        ? html`<p class="timeline-lead">${words.noneRecorded}</p>`
        : html`<${Form} chosen=${chosen} />`
    }
    ${comparable && html`<p class="why">${words.nearest.why}</p>`}
    <${Samples} />
    <${Timeline} />
    ${comparable && html`<${NearestLine} />`}
  </${Panel}>`;
}
