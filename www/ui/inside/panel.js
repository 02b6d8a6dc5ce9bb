/** One level down: what the updates do to each part of the models, so that the paper's explanation can be tested. */
import { html } from "htm/preact";
import { Hold } from "../components/hold.js";
import { Panel } from "../components/panel.js";
import { perRow } from "../components/rows.js";
import { Stroke } from "../components/stroke.js";
import { INSIDE } from "../lessons/paper.js";
import { phase } from "../state/phase.js";
import { drawn } from "../state/runs.js";
import { asShown } from "../state/still.js";
import { text } from "../text.js";
import { AttentionMaps } from "./attention.js";
import { Parts, strokeOf } from "./figure.js";
import { HeadlineRead } from "./headline.js";
import { decadesOf, partsOf } from "./parts.js";
import { Medians } from "./table.js";
import { partName, summaryOf } from "./words.js";

const words = text.inside;

/** @typedef {import("../state/runs.js").RunCard} RunCard */

/** @type {import("./parts.js").Quantity[]} */
const QUANTITIES = ["update_ratio", "grad_norm"];

/** The runs that were looked into, of those that the chart draws. */
function lookedInto() {
  const cards = drawn.value;
  for (const card of cards) card.lookedInside.value;
  return cards.map(asShown).filter((card) => card.inside.length > 0);
}

/** How each part is drawn; the blocks as one, from the lowest to the highest. @param {{ cards: RunCard[] }} props */
function Key({ cards }) {
  const parts = [...new Set(cards.flatMap(partsOf))];
  const blocks = parts.filter((part) => part.startsWith("block"));
  const sample = (/** @type {string} */ part) =>
    html`<svg key=${part} viewBox="0 0 24 6" aria-hidden="true"><path class="part-line" ...${strokeOf(part, parts)} d="M0 3H24" /></svg>`;
  const single = (/** @type {string} */ part) =>
    parts.includes(part) && html`<li>${sample(part)}${partName(part)}</li>`;
  return html`<ul class="parts-key">
    ${single("embedding")}
    ${single("positions")}
    ${blocks.length > 0 && html`<li>${blocks.map(sample)}${words.blocks(String(blocks.length))}</li>`}
    ${single("final norm")}
  </ul>`;
}

/** @param {{ cards: RunCard[], quantity: import("./parts.js").Quantity }} props */
function Multiples({ cards, quantity }) {
  const decades = decadesOf(cards, quantity);
  return html`<section class="inside-part" aria-labelledby=${`inside-${quantity}`}>
    <h3 id=${`inside-${quantity}`}>${words[quantity].title}</h3>
    <p class="unit">${words[quantity].how}</p>
    <p class="inside-found">${summaryOf(cards, quantity)}</p>
    <div class="multiples" style=${{ "--columns": perRow(cards.length) }}>
      ${cards.map(
        (card) => html`<figure key=${card.key} data-ink=${card.ink}>
          <figcaption><${Stroke} ink=${card.ink} />${card.name.value}</figcaption>
          <${Parts} card=${card} quantity=${quantity} decades=${decades} />
        </figure>`,
      )}
    </div>
  </section>`;
}

function Paper() {
  return html`<div class="inside-paper" role="group" aria-label=${words.paper}>
    ${INSIDE.map(({ quote, section }) => html`<blockquote key=${section} lang="en"><p>“${quote}”</p><cite lang=${text.locale}>${text.beside.cite(section)}</cite></blockquote>`)}
  </div>`;
}

export function Inside() {
  const cards = lookedInto();
  const none = phase.value === "recorded" ? words.noneRecorded : words.none;
  return html`<${Panel} name="inside" title=${words.title} lead=${words.lead}>
    ${
      cards.length === 0
        ? html`<p class="inside-found">${none}</p>`
        : html`
          <div class="inside-head"><${Key} cards=${cards} /><${Hold} /></div>
          ${QUANTITIES.map((quantity) => html`<${Multiples} key=${quantity} cards=${cards} quantity=${quantity} />`)}
          <p class="inside-note">${words.scale} ${words.first}</p>
          <${Medians} cards=${cards} />`
    }
    <${Paper} />
    <${HeadlineRead} />
    <${AttentionMaps} />
  </${Panel}>`;
}
