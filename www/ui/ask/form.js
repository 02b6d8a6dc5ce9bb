/** The question as a sentence with choices in it, and what has to be said about them. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { setting } from "../format.js";
import { MOST_CHANGES } from "../link/format.js";
import { announce } from "../state/announce.js";
import { catalog } from "../state/engine.js";
import { text } from "../text.js";
import {
  addChange,
  askable,
  changes,
  chooseField,
  choosePreset,
  chooseSeeds,
  chooseSize,
  chooseValue,
  inquiry,
  removeChange,
} from "./asking.js";
import { choicesOf, GROUPS, SEED_COUNTS } from "./question.js";
import { around, fieldLabel, severalWarning, valueWord } from "./words.js";

const words = text.ask;

/**
 * A choice set into a sentence. Values are told apart by their place, so that numbers stay numbers.
 * @param {{ name: string, options: { value: string | number | boolean, label: string }[], value: string | number | boolean, choose: (value: any) => void, describedBy?: string }} props
 */
function Blank({ name, options, value, choose, describedBy }) {
  const at = options.findIndex((option) => option.value === value);
  return html`<select class="blank" aria-label=${name} aria-describedby=${describedBy ?? null} value=${String(at)} onChange=${(
    /** @type {Event} */ event,
  ) => choose(options[Number(/** @type {HTMLSelectElement} */ (event.currentTarget).value)].value)}>
    ${options.map((option, i) => html`<option key=${i} value=${String(i)} selected=${i === at}>${option.label}</option>`)}
  </select>`;
}

/** Which switch, by groups; one that another change has already is left out. @param {{ index: number, name: string }} props */
function Part({ index, name }) {
  const now = inquiry.value;
  if (!now) return null;
  const { base, question } = now;
  const taken = question.changes.filter((_, i) => i !== index).map((change) => change.field);
  const open = askable(base).filter((field) => !taken.includes(field));
  return html`<select class="blank" aria-label=${name} value=${question.changes[index].field} onChange=${(
    /** @type {Event} */ event,
  ) => chooseField(index, /** @type {HTMLSelectElement} */ (event.currentTarget).value)}>
    ${Object.entries(GROUPS).map(
      ([
        group,
        fields,
      ]) => html`<optgroup key=${group} label=${words.groups[/** @type {keyof typeof GROUPS} */ (group)]}>
        ${fields
          .filter((field) => open.includes(field))
          .map(
            (field) =>
              html`<option key=${field} value=${field} selected=${field === question.changes[index].field}>${fieldLabel(field)}</option>`,
          )}
      </optgroup>`,
    )}
  </select>`;
}

/** One side of a change with the words around it. @param {{ index: number, side: import("./question.js").Variant, name: string }} props */
function Value({ index, side, name }) {
  const now = inquiry.value;
  if (!now) return null;
  const change = now.question.changes[index];
  const [before, after] = around(change.field);
  const choices = choicesOf(change.field, now.base, catalog.value?.fields ?? []);
  const all = choices.includes(change[side]) ? choices : [...choices, change[side]];
  const options = all.map((value) => ({ value, label: valueWord(value) }));
  // The first side alone carries the words: "a dropout of 0.1 instead of 0.05".
  const alone = side === "reference";
  return html`${!alone && before && `${before} `}<${Blank} name=${name} options=${options} value=${change[side]} choose=${(
    /** @type {import("./question.js").Value} */ value,
  ) => chooseValue(index, side, value)} />${!alone && after && ` ${after}`}`;
}

function Sentence() {
  const now = inquiry.value;
  if (!now) return html`<p class="sentence">${words.waiting}</p>`;
  const { question } = now;
  const sizes = (catalog.value?.sizes ?? []).map(({ name, label }) => ({ value: name, label }));
  const seeds = SEED_COUNTS.map((n) => ({ value: n, label: words.seeds(n) }));
  return html`<p class="sentence">
    ${words.does} <${Value} index=${0} side="asked" name=${words.names.asked} /> ${words.insteadOf} <${Value} index=${0} side="reference" name=${words.names.reference} /><span class="tail">, ${words.at} <${Blank} name=${words.names.size} options=${sizes} value=${question.size} choose=${chooseSize} />, ${words.over} <${Blank} name=${words.names.seeds} options=${seeds} value=${question.seeds} choose=${chooseSeeds} />${words.end}</span>
  </p>`;
}

function About() {
  const now = inquiry.value;
  if (!now) return null;
  const presets = (catalog.value?.presets ?? []).map((preset) => ({
    value: preset.name,
    label: text.presetName(preset.label, preset.paper_label),
  }));
  return html`<p class="about">
    <span>${words.about} <${Part} index=${0} name=${words.names.part} /></span>
    <span>${words.inRecipe} <${Blank} name=${words.names.preset} options=${presets} value=${now.question.preset} choose=${choosePreset} /></span>
    ${now.question.changes.length < MOST_CHANGES && html`<button type="button" class="quiet" onClick=${addChange}>${words.second}</button>`}
  </p>`;
}

/** @param {{ index: number }} props */
function Further({ index }) {
  return html`<p class="further">
    ${words.andAlso} <${Part} index=${index} name=${words.names.secondPart} />, <${Blanked} index=${index} />
    <button type="button" class="quiet" onClick=${() => removeChange(index)}>${words.removeSecond}</button>
  </p>`;
}

/** @param {{ index: number }} props */
function Blanked({ index }) {
  return html`<${Value} index=${index} side="asked" name=${words.names.secondAsked} /> ${words.insteadOfShort} <${Value} index=${index} side="reference" name=${words.names.secondReference} />`;
}

/** What a person should know before the click: a refusal, several changes at once, a rate that suits one side only. */
function notesOf() {
  const now = inquiry.value;
  if (!now) return [];
  const notes = [];
  if (now.refusal) notes.push({ kind: "refusal", sentence: now.refusal });
  if (changes.value.length === 0) notes.push({ kind: "refusal", sentence: words.same });
  const warning = severalWarning(changes.value);
  if (warning) notes.push({ kind: "warning", sentence: warning });
  const fields = changes.value.map((change) => change.field);
  if (fields.includes("optimizer") && !fields.includes("lr")) {
    const { lr, optimizer } = now.base;
    notes.push({ kind: "note", sentence: words.sharedRate(setting(lr), setting(optimizer)) });
  }
  return notes;
}

function Notes() {
  const notes = notesOf();
  const spoken = notes.map(({ sentence }) => sentence).join(" ");
  // Spoken through the page's one live region, and not for what stood there from the start.
  const mounted = useRef(false);
  useEffect(() => {
    if (mounted.current && spoken) announce(spoken);
    mounted.current = true;
  }, [spoken]);
  return html`<div class="notes">
    ${notes.map(({ kind, sentence }) => html`<p key=${sentence} data-kind=${kind}>${sentence}</p>`)}
  </div>`;
}

export function Form() {
  const further = inquiry.value?.question.changes.slice(1) ?? [];
  const host = useRef(/** @type {HTMLFieldSetElement | null} */ (null));
  const before = useRef(further.length);
  // The button that adds or removes a change goes with the click; the focus goes on to what came instead.
  useEffect(() => {
    const grown = further.length - before.current;
    before.current = further.length;
    if (grown === 0 || document.activeElement !== document.body) return;
    const next = grown > 0 ? ".further select" : ".about button";
    /** @type {HTMLElement | null | undefined} */ (host.current?.querySelector(next))?.focus();
  }, [further.length]);
  return html`<fieldset class="inquiry" ref=${host}>
    <legend class="unseen">${words.label}</legend>
    <${About} />
    <${Sentence} />
    ${further.map((_, i) => html`<${Further} key=${i} index=${i + 1} />`)}
    <${Notes} />
  </fieldset>`;
}
