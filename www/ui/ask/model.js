/** The diagram beside a question: it shows what is asked about, and a press on a part asks about that part instead. */
import { html } from "htm/preact";
import { Panel } from "../components/panel.js";
import { setting } from "../format.js";
import { Diagram, total } from "../model/diagram.js";
import { Button } from "../model/drawing.js";
import { catalog } from "../state/engine.js";
import { text } from "../text.js";
import { chooseField, inquiry } from "./asking.js";
import { changeOf } from "./question.js";
import { fieldLabel } from "./words.js";

const words = text.model;

/** @typedef {import("./asking.js").Inquiry} Inquiry */

/** The switches of the drawing, from its top to its foot. */
const SWITCHES = ["position", "n_layer", "norm", "n_head", "init", "dropout"];

/** @param {Inquiry} now @returns {import("../model/diagram.js").Control} */
function controlsOf({ question, base }) {
  return (field, [x, y, width]) => {
    const change = question.changes.find((one) => one.field === field);
    const { asked, reference } = change ?? changeOf(field, base, catalog.value?.fields ?? []);
    const shown = words.asked(setting(asked), setting(reference));
    const press = () => {
      if (!change) chooseField(0, field);
    };
    return html`<${Button} at=${[x, y, width]} label=${words.askAbout(text.inSentence(fieldLabel(field)), shown)} pressed=${Boolean(change)} press=${press}>${shown}</${Button}>`;
  };
}

/** What is asked about a part. @param {Inquiry} now @param {string[]} fields */
function differenceOf({ question }, fields) {
  const change = question.changes.find(
    ({ field, asked, reference }) => fields.includes(field) && asked !== reference,
  );
  return change ? words.lit.asked(setting(change.reference)) : "";
}

/** What each switch does and what the paper found; first those that the question changes. @param {{ now: Inquiry }} props */
function Switches({ now }) {
  const asked = now.question.changes.map(({ field }) => field);
  const others = SWITCHES.filter((field) => !asked.includes(field));
  return html`<div class="model-changes">
    ${[...asked, ...others].map(
      (field) => html`<section key=${field} data-asked=${asked.includes(field)}>
        <h3>${fieldLabel(field)}</h3>
        <p>${text.fields[field]?.hint}</p>
        ${text.paperSays[field] && html`<p class="paper-says">${text.paperSays[field]}</p>`}
      </section>`,
    )}
    <p class="model-note">${words.askNote}</p>
  </div>`;
}

export function ModelOfQuestion() {
  const now = inquiry.value;
  if (!now) return null;
  const config = now.variants.asked;
  return html`<${Panel} name="model" title=${words.panel} lead=${words.lead}>
    <div class="model-sheet">
      <figure class="model-figure">
        <figcaption><b>${words.caption}</b> <span class="model-total">${words.total(total(config))}</span></figcaption>
        <${Diagram} config=${config} title=${words.asking} lit=${(/** @type {string[]} */ fields) => differenceOf(now, fields)} control=${controlsOf(now)} />
      </figure>
      <${Switches} now=${now} />
    </div>
  </${Panel}>`;
}
