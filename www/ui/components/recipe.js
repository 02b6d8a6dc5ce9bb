/** The recipe panel: one sheet with a column for each run, the usual knobs first. */
import { signal } from "@preact/signals";
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { INKS } from "../chart/inks.js";
import { setting } from "../format.js";
import { ModelOfRecipe } from "../model/recipe.js";
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
import { Cost, CostOfAll } from "./cost.js";
import { draftNames, fieldText, Knob } from "./knob.js";
import { Panel } from "./panel.js";
import { passFocus } from "./pass-focus.js";

const words = text.panels.recipe;

/** What a beginner turns; size and preset stand above it. */
const FIRST = ["optimizer", "lr", "norm", "position", "init"];

/** One level down. A field that none of them names stands with the training. */
const FURTHER = [
  {
    title: words.groups.training,
    fields: [
      ..."schedule warmup_frac min_lr_frac weight_decay dropout epochs steps batch_size".split(" "),
      ..."momentum beta1 beta2 eps grad_clip micro_batch_size evals_per_epoch seed".split(" "),
    ],
  },
  { title: words.groups.model, fields: ["n_layer", "n_head", "d_model", "block_size"] },
  {
    title: words.groups.data,
    fields: ["titles", "val_frac", "vocab_size", "shuffle", "data_seed"],
  },
];
const KNOWN = [FIRST, ...FURTHER.map(({ fields }) => fields)].flat();

/** Whether a person has opened the fields further down. */
const opened = signal(false);

/** @param {number} index */
const presetId = (index) => `preset-${index}`;

/** The column goes, and the focus on to the one that takes its place, or to the last. @param {MouseEvent} event @param {number} index */
function leaveOut(event, index) {
  const next = Math.min(index, drafts.value.length - 2);
  passFocus(event, document.getElementById(presetId(next)));
  removeRecipe(index);
}

/** @param {{ index: number, name: string }} props */
function Run({ index, name }) {
  const draft = drafts.value[index];
  const id = presetId(index);
  return html`<div class="recipe-run">
    <h3>${name}</h3>
    <label for=${id}>${words.preset}</label>
    <select id=${id} aria-label=${words.of(words.preset, name)} value=${draft.recipe.preset} onChange=${(
      /** @type {Event} */ event,
    ) => choosePreset(index, /** @type {HTMLSelectElement} */ (event.currentTarget).value)}>
      ${catalog.value?.presets.map((preset) => html`<option key=${preset.name} value=${preset.name} selected=${preset.name === draft.recipe.preset}>${text.presetName(preset.label, preset.paper_label)}</option>`)}
    </select>
    <${Cost} resolved=${draft.resolved} />
    ${drafts.value.length > 1 && html`<button type="button" class="quiet" aria-label=${words.removeOther(name)} onClick=${(/** @type {MouseEvent} */ event) => leaveOut(event, index)}>${words.removeShort}</button>`}
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
  const full = drafts.value.length >= INKS;
  const pressed = useRef(/** @type {MouseEvent | null} */ (null));
  // The button goes with the last run that there is room for; the focus goes on to that run.
  useEffect(() => {
    if (full && pressed.current)
      passFocus(pressed.current, document.getElementById(presetId(INKS - 1)));
  }, [full]);
  const add = (/** @type {MouseEvent} */ event) => {
    pressed.current = event;
    addRecipe();
  };
  return html`<div class="recipe-head">
    <div class="recipe-run">
      <h3>${words.size}</h3>
      <label for="size">${words.sizeHint}</label>
      <select id="size" aria-label=${words.size} value=${drafts.value[0]?.recipe.size} onChange=${(
        /** @type {Event} */ event,
      ) => chooseSize(/** @type {HTMLSelectElement} */ (event.currentTarget).value)}>
        ${catalog.value?.sizes.map((size) => html`<option key=${size.name} value=${size.name} selected=${size.name === drafts.value[0]?.recipe.size}>${size.label}</option>`)}
      </select>
      <${CostOfAll} />
    </div>
    ${drafts.value.map((_, i) => html`<${Run} key=${i} index=${i} name=${names[i]} />`)}
    ${!full && html`<div class="recipe-run"><button type="button" class="second" onClick=${add}>${words.add}</button></div>`}
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

/** Fields further down of which a run differs from its preset, and those that are refused. */
function changedFurther() {
  const further = (/** @type {string | null} */ field) => field !== null && !FIRST.includes(field);
  const set = drafts.value.flatMap(({ recipe, preset }) =>
    Object.keys(recipe.set).filter(
      (field) => further(field) && recipe.set[field] !== preset?.[field],
    ),
  );
  const refused = drafts.value.some(({ error }) => further(error?.field ?? null));
  return { count: new Set(set).size, refused };
}

/** Everything that a beginner need not know. */
function Further() {
  const rest =
    catalog.value?.fields.map((field) => field.name).filter((name) => !KNOWN.includes(name)) ?? [];
  const [training, model, headlines] = FURTHER;
  const { count, refused } = changedFurther();
  const toggle = (/** @type {Event} */ event) => {
    opened.value = /** @type {HTMLDetailsElement} */ (event.currentTarget).open;
  };
  return html`<details class="more" open=${opened.value || refused} onToggle=${toggle}>
    <summary>${words.more}${count > 0 && html` <span class="more-changed">${words.changedFurther(count)}</span>`}</summary>
    <div class="sheets" data-many=${drafts.value.length > 2}>
      <${Group} title=${training.title} fields=${[...training.fields, ...rest]} />
      <div>
        <${Group} ...${model} />
        <${Group} ...${headlines} />
      </div>
    </div>
  </details>`;
}

export function Recipe() {
  return html`<${Panel} name="recipe" title=${words.title} lead=${words.lead}>
    <${Head} />
    <${BySize} />
    <${OtherErrors} />
    <div class="recipe-body">
      <${ModelOfRecipe} />
      <div class="sheets" data-many=${drafts.value.length > 2}>
        <${Group} title=${words.groups.first} fields=${FIRST} />
      </div>
    </div>
    <${Further} />
    <p><button type="button" class="second" onClick=${resetRecipes}>${words.resetAll}</button></p>
  </${Panel}>`;
}
