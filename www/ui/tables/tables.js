/** The panel with the paper's tables, filled from the runs on the page. */
import { html } from "htm/preact";
import { Panel } from "../components/panel.js";
import { count, decimal, setting } from "../format.js";
import { catalog } from "../state/engine.js";
import { openLesson } from "../state/lesson.js";
import { closePanel } from "../state/view.js";
import { text } from "../text.js";
import { BEST_RATE } from "./paper.js";
import { rateRows, regularizationRows, summaryRows } from "./rows.js";
import { chooseSetup, presets, setup, setups } from "./state.js";
import { apartSentence, knobsInWords, setupName } from "./words.js";

const words = text.tables;

/** @typedef {import("./rows.js").Row} Row */

/** The lesson that trains a row's run. @type {Record<string, string>} */
const LESSONS = {
  baseline: "sgd-vs-adamw",
  epic1: "modern-parts",
  epic2: "modern-parts",
  champion: "sgd-vs-adamw",
  dropout: "dropout",
  decay: "weight-decay",
};

const printed = new Intl.NumberFormat(text.locale, {
  minimumFractionDigits: 6,
  maximumFractionDigits: 6,
});
const share = new Intl.NumberFormat(text.locale, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** @param {number | null} value */
function improvement(value) {
  return value === null ? words.baseline : words.percent(share.format(value * 100));
}

/** @param {{ row: Row }} props */
function Here({ row: { id, result, improvement: better } }) {
  if (!result) {
    const lesson = LESSONS[id] ?? "learning-rates";
    const open = () => {
      closePanel();
      openLesson(lesson);
    };
    return html`<td colspan="2" class="to-fill"><button type="button" class="quiet" onClick=${open}>${words.fill(text.lessonTitle(lesson))}</button></td>`;
  }
  return html`
    <td>${result.valLoss === null ? words.noWindow : decimal(result.valLoss)}</td>
    <td>${improvement(better)}</td>
  `;
}

/** @param {{ row: Row, name: string, withImprovement: boolean }} props */
function TableRow({ row, name, withImprovement }) {
  const knobs = knobsInWords(row);
  return html`<tr>
    <th scope="row">${name}${knobs.length > 0 && html`<small>${knobs.join("; ")}</small>`}${row.paperLoss === null && row.id.startsWith("own") && html`<small>${words.own}</small>`}</th>
    <${Here} row=${row} />
    <td>${paperLoss(row)}</td>
    ${withImprovement && html`<td>${improvement(row.paperImprovement)}</td>`}
  </tr>`;
}

/** @param {Row} row */
function paperLoss({ id, paperLoss }) {
  if (paperLoss !== null) return printed.format(paperLoss);
  return id === "decay" ? words.slightly : words.baseline;
}

/** @param {{ caption: string, head: string, rows: Row[], nameOf: (row: Row) => string, withImprovement?: boolean }} props */
function Table({ caption, head, rows, nameOf, withImprovement = false }) {
  const { columns } = words;
  return html`<div class="paper-table-frame"><table class="paper-table">
    <caption>${caption}</caption>
    <thead>
      <tr><td></td><th scope="colgroup" colspan="2">${columns.here}</th><th scope="colgroup" colspan=${withImprovement ? 2 : 1}>${columns.paper}</th></tr>
      <tr>
        <th scope="col">${head}</th>
        <th scope="col">${columns.loss}</th>
        <th scope="col">${columns.improvement}</th>
        <th scope="col">${columns.loss}</th>
        ${withImprovement && html`<th scope="col">${columns.improvement}</th>`}
      </tr>
    </thead>
    <tbody>${rows.map((row) => html`<${TableRow} key=${row.id} row=${row} name=${nameOf(row)} withImprovement=${withImprovement} />`)}</tbody>
  </table></div>`;
}

/** @param {Row} row */
function presetName({ id }) {
  const preset = catalog.value?.presets.find((one) => one.name === id);
  return preset ? text.presetName(preset.label, preset.paper_label) : id;
}

/** @param {Row} row */
function rateName({ expected, result }) {
  return setting(expected?.lr ?? result?.config.lr ?? BEST_RATE);
}

/** What each preset sets in the paper, as far as a size may set it otherwise. */
function paperSets() {
  return Object.fromEntries(
    (catalog.value?.presets ?? []).map(({ name, set }) => {
      const { lr, dropout } = /** @type {Record<string, number>} */ (set);
      return [name, { lr, dropout }];
    }),
  );
}

/** @param {string} name */
function sizeLabel(name) {
  return catalog.value?.sizes.find((one) => one.name === name)?.label ?? name;
}

function Setups() {
  const now = setup.value;
  if (!now) return html`<p class="tables-none">${words.none}</p>`;
  const names = setups.value.map((one) => setupName(one, sizeLabel(one.sample.size)));
  return html`<div class="tables-setup">
    ${
      setups.value.length > 1
        ? html`<label>${words.from} <select value=${now.key} onChange=${(
            /** @type {Event} */ event,
          ) => chooseSetup(/** @type {HTMLSelectElement} */ (event.currentTarget).value)}>
            ${setups.value.map((one, i) => html`<option key=${one.key} value=${one.key} selected=${one === now}>${names[i]}</option>`)}
          </select></label>`
        : html`<p>${words.from} ${names[0]}</p>`
    }
    <p class="apart">${apartSentence(now.sample)}</p>
  </div>`;
}

/** What has to be said of figures that are missing. @param {{ rows: Row[] }} props */
function Gaps({ rows }) {
  const results = rows.flatMap((row) => row.result ?? []);
  if (results.length === 0) return null;
  const { config, valLoss } = results[0];
  const span = count(config.batch_size * config.block_size + 1);
  const baseline = rows.find((row) => row.id === "baseline")?.result;
  return html`
    ${valLoss === null && html`<p class="gap-note">${words.noWindowWhy(span)}</p>`}
    ${!baseline && html`<p class="gap-note">${words.noBaseline}</p>`}
  `;
}

export function Tables() {
  const at = presets.value;
  const summary = at ? summaryRows(setup.value, at, paperSets()) : [];
  const { captions, columns, rows } = words;
  return html`<${Panel} name="tables" title=${words.title} lead=${words.lead}>
    <${Setups} />
    ${
      at &&
      html`<div class="paper-tables">
        <${Table} caption=${captions.summary} head=${columns.configuration} rows=${summary} nameOf=${presetName} withImprovement=${true} />
        <${Table} caption=${captions.rates} head=${columns.rate} rows=${rateRows(setup.value, at)} nameOf=${rateName} />
        <${Table} caption=${captions.regularization} head=${columns.configuration} rows=${regularizationRows(setup.value, at)} nameOf=${(
          /** @type {Row} */ row,
        ) => /** @type {Record<string, string>} */ (rows)[row.id]} />
      </div>
      <p class="gap-note">${words.columns.loss}: ${words.unit}.</p>
      <${Gaps} rows=${summary} />`
    }
  </${Panel}>`;
}
