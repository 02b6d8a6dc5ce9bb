/** The recipe panel: one sheet with a column for each run, the usual knobs first. */
import { html } from "htm/preact";
import { INKS } from "../chart/inks.js";
import { params, setting } from "../format.js";
import { catalog } from "../state/engine.js";
import { resetRecipes } from "../state/lesson.js";
import {
  addRecipe,
  choosePreset,
  chooseSize,
  DATA_FIELDS,
  drafts,
  removeRecipe,
} from "../state/recipes.js";
import { text } from "../text.js";
import { draftNames, fieldText, Knob } from "./knob.js";
import { Panel } from "./panel.js";

const words = text.panels.recipe;

const GROUPS = [
  {
    title: words.groups.training,
    fields: ["optimizer", "lr", "weight_decay", "dropout", "schedule", "epochs", "steps", "seed"],
  },
  {
    title: words.groups.model,
    fields: ["n_layer", "n_head", "d_model", "norm", "position", "init"],
  },
  { title: words.groups.data, fields: ["titles", "val_frac", "vocab_size"] },
];
const USUAL = GROUPS.flatMap((group) => group.fields);

/** @param {{ index: number, name: string }} props */
function Run({ index, name }) {
  const draft = drafts.value[index];
  const id = `preset-${index}`;
  return html`<div class="recipe-run">
    <h3>${name}</h3>
    <label for=${id}>${words.preset}</label>
    <select id=${id} aria-label=${words.of(words.preset, name)} value=${draft.recipe.preset} onChange=${(
      /** @type {Event} */ event,
    ) => choosePreset(index, /** @type {HTMLSelectElement} */ (event.currentTarget).value)}>
      ${catalog.value?.presets.map((preset) => html`<option key=${preset.name} value=${preset.name} selected=${preset.name === draft.recipe.preset}>${text.presetName(preset.label, preset.paper_label)}</option>`)}
    </select>
    <p class="recipe-params">${draft.resolved ? words.params(params(draft.resolved.params)) : ""}</p>
    ${drafts.value.length > 1 && html`<button type="button" class="quiet" aria-label=${words.removeOther(name)} onClick=${() => removeRecipe(index)}>${words.removeShort}</button>`}
  </div>`;
}

/** What the size changed in each preset, so that a rate or a dropout is never a surprise. */
function BySize() {
  const lines = drafts.value.flatMap((draft) => {
    const size =
      catalog.value?.sizes.find((one) => one.name === draft.recipe.size)?.label ??
      draft.recipe.size;
    const preset =
      catalog.value?.presets.find((one) => one.name === draft.recipe.preset)?.label ??
      draft.recipe.preset;
    return (draft.resolved?.changed_by_size ?? [])
      .filter(({ field }) => field === "lr" || field === "dropout")
      .map(({ field, from, to }) =>
        words.bySize(
          size,
          preset,
          text.inSentence(fieldText(field).label),
          setting(from),
          setting(to),
        ),
      );
  });
  return html`<ul class="by-size">${[...new Set(lines)].map((line) => html`<li key=${line}>${line}</li>`)}</ul>`;
}

function Head() {
  const names = draftNames();
  return html`<div class="recipe-head">
    <div class="recipe-run">
      <h3>${words.size}</h3>
      <label for="size">${words.sizeHint}</label>
      <select id="size" aria-label=${words.size} value=${drafts.value[0]?.recipe.size} onChange=${(
        /** @type {Event} */ event,
      ) => chooseSize(/** @type {HTMLSelectElement} */ (event.currentTarget).value)}>
        ${catalog.value?.sizes.map((size) => html`<option key=${size.name} value=${size.name} selected=${size.name === drafts.value[0]?.recipe.size}>${size.label}</option>`)}
      </select>
    </div>
    ${drafts.value.map((_, i) => html`<${Run} key=${i} index=${i} name=${names[i]} />`)}
    ${drafts.value.length < INKS && html`<div class="recipe-run"><button type="button" class="second" onClick=${addRecipe}>${words.add}</button></div>`}
  </div>`;
}

/** Errors that belong to no field of their own. */
function OtherErrors() {
  const known = new Set(catalog.value?.fields.map((field) => field.name));
  const messages = drafts.value.flatMap(({ error }) =>
    error && !known.has(error.field ?? "") ? [error.message] : [],
  );
  return html`${[...new Set(messages)].map((message) => html`<p class="knob-error" role="alert" key=${message}>${message}</p>`)}`;
}

/** @param {{ title: string, fields: string[] }} props */
function Group({ title, fields }) {
  const shared = fields.every((field) => DATA_FIELDS.includes(field));
  const names = shared ? [words.shared] : draftNames();
  const columns = drafts.value.length;
  return html`<section class="sheet" data-columns=${columns} style=${{ "--columns": shared ? 1 : columns }} aria-label=${title}>
    <div class="sheet-head"><h4>${title}</h4>${names.map((name, i) => html`<span key=${i}>${name}</span>`)}</div>
    ${fields.map((name) => html`<${Knob} key=${name} name=${name} />`)}
  </section>`;
}

export function Recipe() {
  const rest =
    catalog.value?.fields.map((field) => field.name).filter((name) => !USUAL.includes(name)) ?? [];
  const half = Math.ceil(rest.length / 2);
  const many = drafts.value.length > 2;
  return html`<${Panel} name="recipe" title=${words.title} lead=${words.lead}>
    <${Head} />
    <${BySize} />
    <${OtherErrors} />
    <div class="sheets" data-many=${many}>
      <${Group} ...${GROUPS[0]} />
      <div>
        <${Group} ...${GROUPS[1]} />
        <${Group} ...${GROUPS[2]} />
      </div>
    </div>
    <details class="more">
      <summary>${words.more}</summary>
      <div class="sheets" data-many=${many}>
        <${Group} title=${words.moreFirst} fields=${rest.slice(0, half)} />
        <${Group} title=${words.moreSecond} fields=${rest.slice(half)} />
      </div>
    </details>
    <p><button type="button" class="second" onClick=${resetRecipes}>${words.resetAll}</button></p>
  </${Panel}>`;
}
