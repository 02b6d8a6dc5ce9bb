/** A model from files: the ways to open one, what it is, and what can be done with it. */
import { html } from "htm/preact";
import { DropFiles } from "../components/files.js";
import { Panel } from "../components/panel.js";
import { Samples, WriteForm } from "../components/write-form.js";
import { takeFiles } from "../files/take.js";
import { count, decimal, params, percent, setting } from "../format.js";
import { report } from "../state/problems.js";
import { text } from "../text.js";
import { NextTokens } from "./next.js";
import { cancelOpening, closeModel, here, opening, refused } from "./state.js";
import { TrainModelOn } from "./train-form.js";

const words = text.folder;

/** Inks are runs'; a model from files has the page's own. */
const NO_INK = -1;

/** @typedef {import("./state.js").ModelHere} ModelHere */

function Open() {
  const take = (
    /** @type {File[]} */ _files,
    /** @type {import("../files/given.js").Given[]} */ given,
  ) => {
    takeFiles(given).catch((error) => report("run", error));
  };
  return html`<${DropFiles}
    label=${words.open}
    hint=${words.drop}
    accept=".zip,.safetensors,.json,application/zip,application/json"
    multiple
    folder=${words.openFolder}
    take=${take}
  />`;
}

/** What becomes of the files that were given last. */
function Opening() {
  const now = opening.value;
  if (!now) return refused.value && html`<p class="run-problem" role="alert">${refused.value}</p>`;
  const { name, share } = now;
  return html`<div class="preparing">
    <p>${share === null ? words.checking(name) : words.reading(name)}${share ? ` · ${percent(share)}` : ""}</p>
    <progress aria-label=${words.reading(name)} max="1" value=${share}></progress>
    <button type="button" class="second" onClick=${cancelOpening}>${words.cancel}</button>
  </div>`;
}

/** A model's architecture in a line. @param {import("../../protocol.js").FolderFacts} facts */
function shapeOf({ config, tied }) {
  return words.shapeOf({
    layers: count(config.n_layer),
    heads: count(config.n_head),
    width: count(config.d_model),
    block: count(config.block_size),
    vocab: count(config.vocab_size),
    norm: setting(config.norm),
    position: setting(config.position),
    tied,
  });
}

/** @param {{ of: ModelHere }} props */
function Facts({ of: { name, bytes, model } }) {
  const { facts } = model;
  return html`<div class="model-facts">
    <h3>${name}</h3>
    <dl class="facts-list" aria-label=${words.facts}>
      <div><dt>${words.params}</dt><dd>${params(facts.params)}</dd></div>
      <div><dt>${words.shape}</dt><dd>${shapeOf(facts)}</dd></div>
      <div><dt>${words.file}</dt><dd>${words.megabytes(decimal(bytes / 1e6, bytes < 1e6 ? 2 : 1))}</dd></div>
    </dl>
    ${
      facts.notes.length > 0 &&
      html`<h4>${words.notes}</h4>
      <ul class="model-notes">${facts.notes.map((note) => html`<li key=${note}>${text.problems.original(note)}</li>`)}</ul>`
    }
    <button type="button" class="second" onClick=${closeModel}>${words.close}</button>
  </div>`;
}

/** @param {{ of: ModelHere }} props */
function Write({ of: { name, model, writing } }) {
  const writer = () => ({
    card: null,
    name,
    ink: NO_INK,
    step: null,
    pieces: (/** @type {import("../state/writing.js").OneWish} */ wish) => model.generate(wish),
  });
  return html`<section class="model-part" aria-labelledby="model-write">
    <h3 id="model-write">${words.write}</h3>
    <${WriteForm} place=${writing} able writers=${() => [writer()]} />
    <div class="model-written">
      <${NextTokens} model=${model} prompt=${writing.options.value.prompt} />
      <${Samples} place=${writing} />
    </div>
  </section>`;
}

export function ModelFromFiles() {
  const of = here.value;
  return html`<${Panel} name="folder" title=${words.title} lead=${words.lead}>
    <${Open} />
    <${Opening} />
    ${
      of &&
      html`<div class="model-here" key=${of.model}>
        <${Facts} of=${of} />
        <${Write} of=${of} />
        <${TrainModelOn} of=${of} />
      </div>`
    }
  </${Panel}>`;
}
