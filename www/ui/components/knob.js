/** One field of the recipe: a row with its name, what it does, and a control for each run. */
import { html } from "htm/preact";
import { setting } from "../format.js";
import { catalog } from "../state/engine.js";
import { nameRuns } from "../state/names.js";
import { DATA_FIELDS, drafts, resetField, setField } from "../state/recipes.js";
import { text } from "../text.js";
import { passFocus } from "./pass-focus.js";

const words = text.panels.recipe;

/** The drafts' names, as their runs will be called; `short` where they stand beside each other. @param {"name" | "short"} [length] */
export function draftNames(length = "name") {
  const known = drafts.value.filter((draft) => draft.resolved !== null);
  const names = nameRuns(known.flatMap(({ resolved }) => (resolved ? [resolved.config] : [])));
  return drafts.value.map(
    (draft, i) => names[known.indexOf(draft)]?.[length] ?? words.run(String.fromCharCode(65 + i)),
  );
}

/** What the control shows: what was entered, even where it cannot train. @param {import("../state/recipes.js").Draft} draft @param {string} field */
function shownValue(draft, field) {
  return draft.recipe.set[field] ?? draft.preset?.[field] ?? draft.resolved?.config[field] ?? "";
}

/** @param {{ field: import("../types.js").Field, index: number, label: string, describedBy: string }} props */
function Control({ field, index, label, describedBy }) {
  const draft = drafts.value[index];
  const value = shownValue(draft, field.name);
  const invalid = draft.error?.field === field.name;
  const common = {
    "aria-label": label,
    "aria-describedby": describedBy,
    "aria-invalid": invalid ? "true" : null,
  };
  if (field.kind === "bool") {
    return html`<input type="checkbox" ...${common} checked=${value === true} onChange=${(
      /** @type {Event} */ event,
    ) =>
      setField(
        index,
        field.name,
        /** @type {HTMLInputElement} */ (event.currentTarget).checked,
      )} />`;
  }
  if (field.kind === "choice") {
    return html`<select ...${common} value=${value} onChange=${(/** @type {Event} */ event) =>
      setField(index, field.name, /** @type {HTMLSelectElement} */ (event.currentTarget).value)}>
      ${(field.choices ?? []).map((choice) => html`<option key=${choice} value=${choice} selected=${choice === value}>${setting(choice)}</option>`)}
    </select>`;
  }
  return html`<input
    type="number"
    inputmode="decimal"
    step=${field.kind === "int" ? "1" : "any"}
    ...${common}
    value=${value}
    onChange=${(/** @type {Event} */ event) => {
      const entered = /** @type {HTMLInputElement} */ (event.currentTarget).valueAsNumber;
      if (Number.isFinite(entered)) setField(index, field.name, entered);
    }}
  />`;
}

/** @param {{ field: import("../types.js").Field, index: number, name: string, describedBy: string }} props */
function Cell({ field, index, name, describedBy }) {
  const draft = drafts.value[index];
  const { label } = fieldText(field.name);
  const preset = draft.preset?.[field.name];
  const differs = preset !== undefined && shownValue(draft, field.name) !== preset;
  const reset = (/** @type {MouseEvent} */ event) => {
    const cell = /** @type {HTMLElement} */ (event.currentTarget).parentElement;
    passFocus(event, cell?.querySelector("input, select"));
    resetField(index, field.name);
  };
  return html`<div class="knob-cell" data-differs=${differs}>
    <span class="knob-run" aria-hidden="true">${name}</span>
    <${Control} field=${field} index=${index} label=${words.of(label, name)} describedBy=${describedBy} />
    ${differs && html`<button type="button" class="reset" aria-label=${words.reset(words.of(label, name), setting(preset))} onClick=${reset}>${words.resetShort(setting(preset))}</button>`}
  </div>`;
}

/** @param {string} field */
export function fieldText(field) {
  return text.fields[field] ?? { label: field, hint: "" };
}

/** @param {{ name: string }} props */
export function Knob({ name }) {
  const field = catalog.value?.fields.find((one) => one.name === name);
  if (!field) return null;
  const { label, hint } = fieldText(name);
  const names = draftNames();
  const shared = DATA_FIELDS.includes(name);
  const columns = shared ? [0] : drafts.value.map((_, i) => i);
  const values = drafts.value.map((draft) => shownValue(draft, name));
  const differ = values.some((value) => value !== values[0]);
  const errors = drafts.value.flatMap((draft, i) =>
    draft.error?.field === name && columns.includes(i) ? [draft.error.message] : [],
  );
  const hintId = `hint-${name}`;
  const paper = text.paperSays[name];
  const paperId = `paper-${name}`;
  const describedBy = paper ? `${hintId} ${paperId}` : hintId;
  return html`<div class="knob" data-differ=${differ} data-shared=${shared}>
    <div class="knob-text">
      <span class="knob-label">${label} <code>${name}</code></span>
      <small id=${hintId}>${hint}${differ && html`<span class="unseen"> (${words.differs})</span>`}</small>
      ${paper && html`<small class="paper-says" id=${paperId}>${paper}</small>`}
    </div>
    ${columns.map((i) => html`<${Cell} key=${i} field=${field} index=${i} name=${shared ? words.shared : names[i]} describedBy=${describedBy} />`)}
    ${errors.map((message) => html`<p class="knob-error" role="alert" key=${message}>${message}</p>`)}
  </div>`;
}
