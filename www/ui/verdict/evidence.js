/** Every pair in one table: both losses, and their difference as a number and as a point on one side of zero. */
import { html } from "htm/preact";
import { count, decimal } from "../format.js";
import { text } from "../text.js";
import { differenceSoFar, outcomeOf } from "./pairs.js";
import { median } from "./verdict.js";
import { signed } from "./words.js";

const words = text.verdict.table;

/** @typedef {import("./pairs.js").RunPair} RunPair */
/** @typedef {import("./verdict.js").Outcome} Outcome */

/** The reach of the tracks, so that the largest difference is well inside. */
const MARGIN = 1.2;

/** @param {Outcome} outcome @param {import("../state/runs.js").RunCard} card */
function loss(outcome, card) {
  if (outcome.kind === "ended") return decimal(outcome.loss);
  if (outcome.kind === "diverged") return words.diverged(count(outcome.step));
  if (outcome.kind === "cut") return words.cut(count(outcome.step));
  const last = card.evals.at(-1);
  return last ? decimal(last.loss) : "–";
}

/** The difference of a pair, final or so far; null where there is none. @param {RunPair} pair */
function differenceOf(pair) {
  const [asked, reference] = [outcomeOf(pair.asked), outcomeOf(pair.reference)];
  if (asked.kind === "diverged" || reference.kind === "diverged") return null;
  if (asked.kind === "ended" && reference.kind === "ended") {
    return { nats: asked.loss - reference.loss, final: true };
  }
  const nats = differenceSoFar(pair)?.nats;
  return nats === undefined ? null : { nats, final: false };
}

/** A place on a track, in per cent: zero in the middle. @param {number} nats @param {number} reach */
function across(nats, reach) {
  return `${(50 + (50 * nats) / reach).toFixed(2)}%`;
}

/** @param {{ reach: number, floor: number, children?: import("preact").ComponentChildren }} props */
function Track({ reach, floor, children }) {
  return html`<svg class="track" aria-hidden="true" width="100%" height="100%">
    <rect class="floor" x=${across(-floor, reach)} width=${`${((100 * floor) / reach).toFixed(2)}%`} y="0" height="100%" />
    <line class="zero" x1="50%" x2="50%" y1="0" y2="100%" />
    ${children}
  </svg>`;
}

/** @param {{ pair: RunPair, reach: number, floor: number }} props */
function Row({ pair, reach, floor }) {
  const difference = differenceOf(pair);
  return html`<tr>
    <th scope="row">${pair.seed}</th>
    <td>${loss(outcomeOf(pair.reference), pair.reference)}</td>
    <td>${loss(outcomeOf(pair.asked), pair.asked)}</td>
    <td class="track-cell"><${Track} reach=${reach} floor=${floor}>
      ${
        difference &&
        html`<line class="stem" x1="50%" x2=${across(difference.nats, reach)} y1="50%" y2="50%" />
        <circle class="dot" data-final=${difference.final} cx=${across(difference.nats, reach)} cy="50%" r="0.36em" />`
      }
    </${Track}></td>
    <td class="difference-cell">${difference ? signed(difference.nats) : "–"}</td>
  </tr>`;
}

/** Median and band over the pairs. @param {{ differences: number[], reach: number, floor: number }} props */
function Summary({ differences, reach, floor }) {
  const [low, high] = [Math.min(...differences), Math.max(...differences)];
  const middle = median(differences);
  const width = `${((50 * (high - low)) / reach).toFixed(2)}%`;
  return html`<tr class="summary">
    <th scope="row">${words.median}</th>
    <td></td>
    <td></td>
    <td class="track-cell"><${Track} reach=${reach} floor=${floor}>
      <rect class="band" x=${across(low, reach)} width=${width} y="28%" height="44%" />
      <line class="median" x1=${across(middle, reach)} x2=${across(middle, reach)} y1="14%" y2="86%" />
    </${Track}></td>
    <td class="difference-cell">${signed(middle)}</td>
  </tr>`;
}

/** @param {{ pairs: RunPair[], labels: { asked: string, reference: string }, inks: { asked: number, reference: number }, pending: boolean, floor: number }} props */
export function Evidence({ pairs, labels, inks, pending, floor }) {
  if (pairs.length === 0) return html`<p class="evidence-empty">${words.empty}</p>`;
  const differences = pairs.flatMap((pair) => differenceOf(pair)?.nats ?? []);
  const reach = MARGIN * Math.max(2 * floor, ...differences.map(Math.abs));
  return html`<table class="evidence-table">
    <caption>${pending ? words.captionSoFar : words.caption}</caption>
    <thead><tr>
      <th scope="col">${words.seed}</th>
      <th scope="col" data-ink=${inks.reference}>${labels.reference}</th>
      <th scope="col" data-ink=${inks.asked}>${labels.asked}</th>
      <td class="sides"><span data-ink=${inks.asked}>${words.better(labels.asked)}</span><span data-ink=${inks.reference}>${words.better(labels.reference)}</span></td>
      <th scope="col">${words.difference}</th>
    </tr></thead>
    <tbody>
      ${pairs.map((pair) => html`<${Row} key=${pair.seed} pair=${pair} reach=${reach} floor=${floor} />`)}
      ${differences.length > 1 && html`<${Summary} differences=${differences} reach=${reach} floor=${floor} />`}
    </tbody>
  </table>`;
}
