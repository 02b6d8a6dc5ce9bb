/** A headline that a person types or picks, token by token: what each run gave it, and what it would have put there. */
import { html } from "htm/preact";
import { useEffect } from "preact/hooks";
import { Stroke } from "../components/stroke.js";
import { named, Token } from "../components/writers.js";
import { count, decimal, listOf } from "../format.js";
import { data } from "../state/data.js";
import { title as liveTitle } from "../state/live.js";
import { phase } from "../state/phase.js";
import { read, readers, reading, stopReading, titleToRead } from "../state/reading.js";
import { text } from "../text.js";
import { probability } from "./words.js";

const words = text.inside.headline;

/** @typedef {import("../state/reading.js").Column} Column */

/** Headlines to pick from: held back ones, and those that each run wrote last. */
const PICKED = { held: 24, written: 3 };
/** Widths that the columns need, in rem: of the tokens, and of a run. */
const TOKEN_REM = 4.5;
const RUN_REM = 9.4;

function picks() {
  const held = (data.value?.val_examples ?? []).slice(0, PICKED.held);
  const written = readers().flatMap((card) =>
    card.written.value.slice(0, PICKED.written).flatMap((one) => (one.text ? [one.text] : [])),
  );
  return { held, written: [...new Set(written)] };
}

/** @param {{ label: string, titles: string[] }} props */
function Group({ label, titles }) {
  if (titles.length === 0) return null;
  return html`<optgroup label=${label}>${titles.map((one) => html`<option key=${one} value=${one}>${one}</option>`)}</optgroup>`;
}

function Form() {
  const { held, written } = picks();
  return html`<form
    class="read-form"
    onSubmit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      read(titleToRead.value);
    }}
  >
    <label for="read-title">${words.title}</label>
    <input
      id="read-title"
      type="text"
      autocomplete="off"
      spellcheck=${false}
      value=${titleToRead.value}
      onInput=${(/** @type {InputEvent} */ event) => {
        titleToRead.value = /** @type {HTMLInputElement} */ (event.currentTarget).value;
      }}
    />
    <button type="submit" class="second" disabled=${titleToRead.value.trim() === ""}>${words.go}</button>
    <label class="read-pick"><span>${words.pick}</span>
      <select value="" onChange=${(/** @type {Event} */ event) => {
        titleToRead.value = /** @type {HTMLSelectElement} */ (event.currentTarget).value;
        read(titleToRead.value);
      }}>
        <option value="">${words.choose}</option>
        <${Group} label=${words.held} titles=${held} />
        <${Group} label=${words.written} titles=${written} />
      </select>
    </label>
  </form>`;
}

/** @param {{ column: Column, i: number }} props */
function Cells({ column, i }) {
  const token = column.tokens[i];
  const { ink } = column.card;
  if (!token) return html`<td data-ink=${ink}>–</td><td></td>`;
  return html`
    <td class="read-p" data-ink=${ink}><span class="bar"><span class="bar-fill" style=${{ transform: `scaleX(${token.p})` }}></span></span> ${probability(token.p)}</td>
    <td class="read-others">${token.likeliest?.map((one, j) => html`<span key=${j} data-same=${one.text.trim() === token.text.trim()}><${Token} token=${one.text} /> ${probability(one.p)}</span>`)}</td>
  `;
}

/** The updates between which something was asked of a run. @param {{ from: number, to: number }} between */
export function stepsOf({ from, to }) {
  return from === to ? words.step(count(from)) : words.steps(count(from), count(to));
}

/** Columns whose tokens are the same ones stand in one table: a model from files may have a tokenizer of its own. @param {Column[]} columns */
function byTokens(columns) {
  const tokensOf = (/** @type {Column} */ { tokens }) =>
    JSON.stringify(tokens.map((one) => one.text));
  return [...new Set(columns.map(tokensOf))].map((all) =>
    columns.filter((column) => tokensOf(column) === all),
  );
}

/** @param {{ columns: Column[], caption: string }} props */
function Table({ columns, caption }) {
  const [first] = columns;
  return html`<div class="read-frame" role="region" tabindex="0" aria-label=${caption}>
    <table class="read" style=${{ minWidth: `${TOKEN_REM + RUN_REM * columns.length}rem` }}>
      <caption class="unseen">${caption}</caption>
      <thead>
        <tr><td></td>${columns.map((column) => html`<th scope="colgroup" colspan="2" key=${column.card.key} data-ink=${column.card.ink}><span class="timeline-run"><${Stroke} ink=${column.card.ink} />${column.card.name.value} <small>${stepsOf(column)}</small></span></th>`)}</tr>
        <tr><th scope="col">${words.token}</th>${columns.map(({ card }) => html`<th scope="col" key=${`${card.key}p`}>${words.gave}</th><th scope="col" key=${`${card.key}o`}>${words.likeliest}</th>`)}</tr>
      </thead>
      <tbody>
        ${first.tokens.map(
          ({ text: token }, i) => html`<tr key=${i}>
            <th scope="row">${named(token) === token ? html`<${Token} token=${token} />` : named(token)}</th>
            ${columns.map((column) => html`<${Cells} key=${column.card.key} column=${column} i=${i} />`)}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** @param {Column[]} columns */
function summary(columns) {
  return words.costs(
    listOf(columns.map(({ card, nats }) => words.cost(card.short.value, decimal(nats, 1)))),
  );
}

/** @param {{ columns: Column[] }} props */
function Tables({ columns }) {
  const groups = byTokens(columns);
  const captionOf = (/** @type {Column[]} */ group) =>
    groups.length === 1
      ? words.caption
      : `${words.caption}: ${listOf(group.map(({ card }) => card.name.value))}`;
  return groups.map(
    (group) =>
      html`<${Table} key=${group[0].card.key} columns=${group} caption=${captionOf(group)} />`,
  );
}

export function HeadlineRead() {
  const keys = readers().map((card) => card.key);
  const able = keys.length > 0;
  useEffect(() => {
    if (titleToRead.value === "") titleToRead.value = liveTitle.value;
    if (able) read(titleToRead.value);
    return stopReading;
  }, [keys.join()]);
  const now = reading.value;
  const columns = now?.columns.filter(({ tokens }) => tokens.length > 0) ?? [];
  return html`<section class="inside-part" aria-labelledby="inside-headline">
    <h3 id="inside-headline">${words.heading}</h3>
    <p class="unit">${words.how}</p>
    ${
      able
        ? html`<${Form} />`
        : html`<p>${phase.value === "recorded" ? words.noneRecorded : words.none}</p>`
    }
    ${
      able &&
      columns.length > 0 &&
      html`<p class="inside-found">${summary(columns)}</p>
      <${Tables} columns=${columns} />`
    }
  </section>`;
}
