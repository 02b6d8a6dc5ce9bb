/** One question of the class board: figure, variants, guesses, and who handed in what. */
import { html } from "htm/preact";
import { Stroke } from "../components/stroke.js";
import { count, decimal } from "../format.js";
import { text } from "../text.js";
import { signed } from "../verdict/words.js";
import { Figure } from "./figure.js";
import { gapOf } from "./groups.js";
import { each, named } from "./state.js";

const words = text.board;

/** @typedef {import("./groups.js").Group} BoardGroup */
/** @typedef {import("./groups.js").Variant} Variant */
/** @typedef {import("./groups.js").Spread} Spread */

/** What a file is called: by its number until names are shown. @param {{ number: number, file: string, author?: string }} one */
export function nameOf({ number, file, author = "" }) {
  if (!named.value) return words.file(count(number));
  return words.named(count(number), author || file);
}

/** @param {Spread | null} spread @param {(nats: number) => string} write */
function span(spread, write) {
  if (spread === null) return "–";
  return spread.n === 1 ? words.single : words.span(write(spread.low), write(spread.high));
}

/** What was not counted, and why. @param {Variant} variant */
function notes({ runs, diverged, cut }) {
  const twins = runs.filter(({ twin }) => twin).length;
  return [
    twins > 0 && words.twice(twins),
    diverged > 0 && words.diverged(diverged),
    cut > 0 && words.cut(cut),
  ].filter(Boolean);
}

/** @param {{ variant: Variant, first: boolean }} props */
function Row({ variant, first }) {
  const { name, ink, losses, gaps, runs } = variant;
  const loss = (/** @type {number} */ nats) => decimal(nats);
  return html`<tr data-ink=${ink}>
    <th scope="row"><span class="board-name"><${Stroke} ink=${ink} />${name}</span></th>
    <td>${count(runs.length)}</td>
    <td><b>${losses ? loss(losses.middle) : "–"}</b></td>
    <td>${span(losses, loss)}</td>
    <td><b>${gaps ? signed(gaps.middle) : first ? "" : "–"}</b></td>
    <td>${first ? "" : span(gaps, signed)}</td>
    <td>${notes(variant).join("; ")}</td>
  </tr>`;
}

/** @param {{ variants: Variant[] }} props */
function Variants({ variants }) {
  const columns = words.columns;
  return html`<div class="board-wide" tabindex="0" role="group" aria-label=${words.caption}><table class="board-table">
    <caption>${words.caption}</caption>
    <thead><tr>
      <th scope="col">${columns.variant}</th>
      <th scope="col">${columns.runs}</th>
      <th scope="col">${columns.loss}</th>
      <th scope="col">${columns.spread}</th>
      <th scope="col">${columns.gap(variants[0].name)}</th>
      <th scope="col">${columns.spread}</th>
      <th scope="col">${columns.notes}</th>
    </tr></thead>
    <tbody>${variants.map((variant, i) => html`<${Row} key=${variant.name} variant=${variant} first=${i === 0} />`)}</tbody>
  </table></div>`;
}

/** @param {{ group: BoardGroup }} props */
function Guesses({ group: { guesses, entries } }) {
  if (guesses.length === 0) return null;
  const most = Math.max(...guesses.map(({ n }) => n));
  return html`<div class="board-guesses">
    <h4>${words.guesses(
      guesses.reduce((sum, { n }) => sum + n, 0),
      entries.length,
    )}</h4>
    <ul>${guesses.map(
      ({ guess, n, right }) => html`<li key=${guess}>
        <span>${guess}</span>
        <span class="board-bar"><span style=${{ width: `${((100 * n) / most).toFixed(1)}%` }}></span></span>
        <span>${words.guess(count(n), count(right))}</span>
      </li>`,
    )}</ul>
  </div>`;
}

/** @param {{ group: BoardGroup }} props */
function Twins({ group: { twins } }) {
  if (twins.length === 0) return null;
  return html`<div class="board-twins">
    <p>${words.twins(twins.map((numbers) => numbers.map((n) => count(n))))} ${words.twinsMean}</p>
  </div>`;
}

/** Losses of one file's runs of a variant, with their gaps. @param {Variant} variant @param {Variant} first @param {import("./entries.js").Entry} entry */
function cells(variant, first, entry) {
  const own = variant.runs.filter((run) => run.entry === entry);
  return own
    .map((run) => {
      if (run.outcome?.kind !== "ended")
        return words.state[run.outcome?.kind === "diverged" ? "diverged" : "cut"];
      const gap = variant === first ? null : gapOf(run, first.runs);
      const loss = decimal(run.outcome.loss);
      return gap ? words.withGap(loss, signed(gap.nats)) : loss;
    })
    .join("; ");
}

/** What each file brought; its words too. @param {{ group: BoardGroup }} props */
function Files({ group: { entries, variants } }) {
  const columns = words.columns;
  return html`<details class="board-files">
    <summary>${words.files(entries.length)}</summary>
    <div class="board-wide" tabindex="0" role="group" aria-label=${words.files(entries.length)}><table class="board-table">
      <thead><tr>
        <th scope="col">${columns.file}</th>
        ${variants.map(({ name, ink }) => html`<th scope="col" key=${name} data-ink=${ink}>${name}</th>`)}
        <th scope="col">${columns.guess}</th>
        <th scope="col">${columns.conclusion}</th>
      </tr></thead>
      <tbody>${entries.map(
        (entry) => html`<tr key=${entry.number}>
          <th scope="row">${nameOf(entry)}</th>
          ${variants.map((variant) => html`<td key=${variant.name}>${cells(variant, variants[0], entry) || "–"}</td>`)}
          <td>${entry.prediction?.guess ?? "–"}</td>
          <td class="board-words">${entry.conclusion || "–"}</td>
        </tr>`,
      )}</tbody>
    </table></div>
  </details>`;
}

/** @param {BoardGroup} group */
function setup({ size, data, known }) {
  const name = text.sizes[size] ?? size;
  const headlines = !data ? words.noData : data.synthetic ? text.panels.mine.sampleName : data.name;
  return words.setup(name, headlines, known);
}

/** @param {{ group: BoardGroup }} props */
export function Group({ group }) {
  const { title, variants } = group;
  return html`<section class="board-group" aria-label=${title}>
    <h3>${title}</h3>
    <p class="board-setup">${setup(group)}</p>
    <div class="board-body">
      <${Figure} variants=${variants} each=${each.value} />
      <${Guesses} group=${group} />
    </div>
    <${Variants} variants=${variants} />
    <${Twins} group=${group} />
    <${Files} group=${group} />
  </section>`;
}
