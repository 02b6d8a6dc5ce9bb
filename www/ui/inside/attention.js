/** Where the heads of the two runs beside each other look while they read the headline of headline.js. */
import { html } from "htm/preact";
import { useEffect, useMemo } from "preact/hooks";
import { useRoving } from "../components/roving.js";
import { Stroke } from "../components/stroke.js";
import { attended, chosenHead, chosenToken, followAttention } from "../state/attention.js";
import { text } from "../text.js";
import { stepsOf } from "./headline.js";
import { Picker } from "./heads.js";
import { LookTable } from "./look-table.js";
import { evenly, habitSentence, lookSentence, mapSentence, markOf } from "./look-words.js";
import { evennessOf, evennessOfAll, lookOf, shadeOf, shareOf, sharpestOf } from "./looks.js";
import { LookMap, moved } from "./map.js";

const words = text.inside.attention;

/** @typedef {import("../state/attention.js").Column} Column */
/** @typedef {import("./looks.js").Look} Look */

/** Shares whose shades the key shows, and the shades that a token of the headline may have. */
const KEY = [0.01, 0.05, 0.2, 0.5, 1];
const TOKEN_SHADES = 10;

/** @param {number} q */
const choose = (q) => {
  chosenToken.value = q;
};

/** The scale from light to dark. */
function Key() {
  return html`<p class="look-key">${words.key} ${KEY.map(
    (share) =>
      html`<span key=${share}><svg viewBox="0 0 1 1" aria-hidden="true"><rect class="look-cells" width="1" height="1" fill-opacity=${shadeOf(share, 1000) / 1000} /></svg>${text.number.percent(String(100 * share))}</span>`,
  )}</p>`;
}

/** The headline, each token shaded by how much the chosen one looks at it; arrows choose another. @param {{ column: Column, look: Look, at: number }} props */
function Tokens({ column, look, at }) {
  const { rove, arrive } = useRoving(1);
  const { tokens } = column.attention;
  return html`<div class="surprise looked">
    <ol aria-label=${words.tokensOf(column.card.name.value)} onKeyDown=${rove}>
      ${tokens.map((token, i) => {
        const shade = i > at ? 0 : shadeOf(shareOf(look, at, i), TOKEN_SHADES);
        return html`<li
          key=${i}
          data-stop
          data-surprise=${shade}
          data-start=${i === 0}
          tabindex=${i === at ? 0 : -1}
          aria-current=${i === at ? "true" : null}
          aria-label=${lookSentence(tokens, look, i)}
          onPointerMove=${(/** @type {PointerEvent} */ event) => moved(event) && choose(i)}
          onFocus=${() => {
            arrive(i);
            choose(i);
          }}
        >${i === 0 ? markOf(tokens, 0) : token}</li>`;
      })}
    </ol>
  </div>`;
}

/** @param {{ column: Column, look: Look, place: string }} props */
function Run({ column, look, place }) {
  const { card, attention } = column;
  const at = Math.min(chosenToken.value ?? look.side, look.side - 1);
  return html`
    <p class="look-habit">${habitSentence(look)} <span>${words.evenness(evenly(evennessOf(look)))}</span></p>
    <${LookMap} tokens=${attention.tokens} look=${look} at=${at} choose=${choose} label=${mapSentence({ name: card.name.value, place, look })} />
    <${Tokens} column=${column} look=${look} at=${at} />
    <p class="look-told">${lookSentence(attention.tokens, look, at)}</p>
  `;
}

/** How even all heads of each run are, in one sentence. @param {Column[]} columns */
function summaryOf(columns) {
  const parts = columns.map(({ card, attention }) =>
    words.share(card.short.value, evenly(evennessOfAll(attention))),
  );
  return words.summary(new Intl.ListFormat(text.locale, { type: "unit" }).format(parts));
}

/** @param {{ columns: Column[] }} props */
function Maps({ columns }) {
  const last = columns[columns.length - 1].attention;
  // Until a person chooses, the head that tells the most, and for one headline always the same.
  const first = useMemo(() => sharpestOf(last), [columns[0].serial]);
  const chosen = chosenHead.value;
  const isThere =
    chosen && columns.some(({ attention }) => lookOf(attention, chosen.layer, chosen.head));
  const place = isThere ? chosen : first;
  const placed = words.place(String(place.layer + 1), String(place.head + 1));
  const all = columns.map((column) => ({
    column,
    look: lookOf(column.attention, place.layer, place.head),
  }));
  const shown = all.flatMap(({ column, look }) => (look ? [{ column, look }] : []));
  return html`
    <p class="inside-found">${summaryOf(columns)}</p>
    <p class="unit">${words.spread}</p>
    <${Picker} columns=${columns} place=${place} />
    <${Key} />
    <div class="looks">
      ${all.map(
        ({ column, look }) => html`<figure key=${column.card.key} data-ink=${column.card.ink}>
          <figcaption><${Stroke} ink=${column.card.ink} />${column.card.name.value} <small>${placed}, ${stepsOf(column)}</small></figcaption>
          ${look ? html`<${Run} column=${column} look=${look} place=${placed} />` : html`<p>${words.lacks(placed)}</p>`}
        </figure>`,
      )}
    </div>
    ${shown.length > 0 && html`<${LookTable} shown=${shown} place=${placed} />`}
  `;
}

export function AttentionMaps() {
  useEffect(followAttention, []);
  const columns = attended.value;
  if (columns.length === 0) return null;
  return html`<section class="inside-part" aria-labelledby="inside-attention">
    <h3 id="inside-attention">${words.heading}</h3>
    <p class="unit">${words.how}</p>
    <${Maps} columns=${columns} />
  </section>`;
}
