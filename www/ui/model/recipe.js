/** The diagram in the recipe panel: of one run at a time, and each switch in it changes that run's recipe. */

import { signal } from "@preact/signals";
import { html } from "htm/preact";
import { draftNames } from "../components/knob.js";
import { count, setting } from "../format.js";
import { drafts, setField } from "../state/recipes.js";
import { runs } from "../state/runs.js";
import { text } from "../text.js";
import { Diagram, total } from "./diagram.js";
import { Stepper, Switch } from "./drawing.js";
import { headsFor, LAYERS } from "./parts.js";

/** @typedef {import("../types.js").Config} Config */

const words = text.model;

/** Which run the diagram shows, by its place; the last one where there are fewer. */
const shown = signal(1);

/** Fields with two values, the simple one first. @type {Record<string, [string, string]>} */
const PAIRS = {
  position: ["learned", "rope"],
  norm: ["layernorm", "rmsnorm"],
  init: ["gpt2", "he"],
};
/** Where neither recipe nor preset has any dropout, switching it on takes the paper's first. */
const USUAL_DROPOUT = 0.1;

/** A draft's configuration as it is entered, before the engine has said what it makes of it. @param {import("../state/recipes.js").Draft} draft @returns {Config | null} */
function entered({ resolved, preset, recipe }) {
  return resolved && /** @type {Config} */ ({ ...resolved.config, ...preset, ...recipe.set });
}

/** @param {string} field @param {string | number | boolean} value */
function inWords(field, value) {
  if (typeof value === "string") return setting(value);
  const number = Number.isInteger(value) ? count(Number(value)) : setting(value);
  return text.names.other(text.inSentence(text.fields[field]?.label ?? field), number);
}

/**
 * What sets a run's part apart: from another run that differs there, or from its preset where it is alone.
 * @param {number} index @param {(Config | null)[]} configs @param {string[]} fields
 */
function differenceOf(index, configs, fields) {
  const mine = configs[index];
  if (!mine) return "";
  const alone = configs.length === 1;
  const others = alone ? [/** @type {Config | null} */ (drafts.value[0].preset)] : configs;
  for (const field of fields) {
    const other = others.find((one) => one && one[field] !== mine[field]);
    if (other)
      return words.lit[alone ? "preset" : configs.length === 2 ? "other" : "others"](
        inWords(field, other[field]),
      );
  }
  return "";
}

/** The controls of a run's parts. @param {number} index @param {string} name @param {Config} config @returns {import("./diagram.js").Control} */
function controlsOf(index, name, config) {
  const set = (/** @type {string} */ field, /** @type {string | number} */ value) => () =>
    setField(index, field, value);
  return (field, [x, y, width]) => {
    if (field === "n_layer" || field === "n_head") {
      const values = field === "n_layer" ? LAYERS : headsFor(config);
      const [down, up] = neighbours(values, config[field]);
      return html`<${Stepper} at=${[x, y]} value=${count(config[field])} fewer=${words.fewer[field](name)} more=${words.more[field](name)} down=${down === null ? null : set(field, down)} up=${up === null ? null : set(field, up)} />`;
    }
    if (field === "dropout") {
      const off = config.dropout === 0;
      const usual = Number(drafts.value[index].preset?.dropout) || USUAL_DROPOUT;
      const rate = off ? usual : config.dropout;
      return html`<${Switch} at=${[x, y, width]} label=${words.noDropout(name)} options=${[setting(rate), words.off]} checked=${off} press=${set("dropout", off ? usual : 0)} />`;
    }
    const [simple, modern] = PAIRS[field];
    const on = config[field] === modern;
    return html`<${Switch} at=${[x, y, width]} label=${words.swap(setting(modern), setting(simple), name)} options=${[setting(simple), setting(modern)]} checked=${on} press=${set(field, on ? simple : modern)} />`;
  };
}

/** The values next to one, below and above. @param {number[]} values @param {number} value */
function neighbours(values, value) {
  const below = values.findLast((one) => one < value) ?? null;
  const above = values.find((one) => one > value) ?? null;
  return [below, above];
}

/** @param {{ names: string[], at: number }} props */
function Chooser({ names, at }) {
  if (names.length < 2) return null;
  return html`<fieldset class="model-of"><legend>${words.of}</legend>
    ${names.map(
      (
        name,
        i,
      ) => html`<label class="choice" key=${i} data-ink=${runs.value.length === names.length ? runs.value[i].ink : i}>
        <input type="radio" name="model-of" checked=${i === at} onChange=${() => {
          shown.value = i;
        }} />
        <span>${name}</span>
      </label>`,
    )}
  </fieldset>`;
}

export function ModelOfRecipe() {
  const names = draftNames();
  const at = Math.min(shown.value, names.length - 1);
  const configs = drafts.value.map(entered);
  const config = configs[at];
  if (!config) return null;
  const title = words.title(names[at]);
  return html`<figure class="model-figure">
    <figcaption><b>${words.caption}</b> <span class="model-total">${words.total(total(config))}</span></figcaption>
    <${Chooser} names=${draftNames("short")} at=${at} />
    <${Diagram} config=${config} title=${title} lit=${(/** @type {string[]} */ fields) => differenceOf(at, configs, fields)} control=${controlsOf(at, names[at], config)} />
    <p class="model-note">${words.note}</p>
  </figure>`;
}
