/** What each run can do by now: the next token, surprise at a headline, headlines of its own. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { decimal, percent } from "../format.js";
import { lesson } from "../state/lesson.js";
import { liveProblem, prompt } from "../state/live.js";
import { chooseForPair, pair, pairable } from "../state/pair.js";
import { recording } from "../state/recorded.js";
import { brokenHow } from "../state/runs.js";
import { text } from "../text.js";
import { Hold } from "./hold.js";
import { Stroke } from "./stroke.js";

const BARS = 5;
/** Older headlines that a column has room for. */
const OLDER = 8;
/** Surprise in nats at which a token is fully inked: about uniform guessing among 2,048. */
const FULL_INK_NATS = 7.6;
const INK_STEPS = 10;

/** A token's spaces are part of it, so they are shown. @param {string} token */
function visible(token) {
  return token.replaceAll(" ", text.writers.space);
}

/** What a token is called: itself, but for the one that ends a headline. @param {string} token */
export function named(token) {
  return token === "<eos>" ? text.writers.end : token;
}

/** The bars' full length, shared by all runs so that they compare: the least of these that holds the likeliest token. */
const FULL_BARS = [0.1, 0.25, 0.5, 1];

function fullBar() {
  return fullFor(pair.value.flatMap((card) => card.next.value));
}

/** @param {import("../types.js").NextToken[]} tokens */
export function fullFor(tokens) {
  const most = Math.max(0, ...tokens.map((token) => token.p));
  return FULL_BARS.find((full) => most <= full) ?? 1;
}

/** A token with its spaces. @param {{ token: string }} props */
export function Token({ token }) {
  if (named(token) !== token) return html`<i class="end">${named(token)}</i>`;
  const bare = token.trimStart();
  const spaces = visible(token.slice(0, token.length - bare.length));
  return html`<span class="space">${spaces}</span>${bare}`;
}

/**
 * The likeliest tokens as bars, one of which would fill its row at the share `full`.
 * @param {{ label: string, tokens: import("../types.js").NextToken[], full: number, rows?: number }} props
 */
export function BarList({ label, tokens, full, rows = BARS }) {
  return html`<ol class="bars" aria-label=${label}>
    ${Array.from({ length: rows }, (_, i) => tokens[i] ?? null).map(
      (row, i) => html`<li key=${i}>
        <span class="bar-token">${row && html`<${Token} token=${row.text} />`}</span>
        <span class="bar"><span class="bar-fill" style=${{ transform: `scaleX(${(row?.p ?? 0) / full})` }}></span></span>
        <span class="bar-value">${row ? percent(row.p) : ""}</span>
      </li>`,
    )}
  </ol>`;
}

/** @param {{ card: import("../state/runs.js").RunCard }} props */
function Bars({ card }) {
  return html`<${BarList} label=${text.writers.nextOf(card.name.value)} tokens=${card.next.value} full=${fullBar()} />`;
}

/** @param {{ card: import("../state/runs.js").RunCard }} props */
function Surprise({ card }) {
  const [at, setAt] = useState(/** @type {number | null} */ (null));
  const [stop, setStop] = useState(0);
  const tokens = card.surprise.value;
  const chosen = at === null ? null : tokens[at];
  const mean =
    tokens.length > 0 ? tokens.reduce((sum, token) => sum + token.nats, 0) / tokens.length : null;
  const move = (/** @type {KeyboardEvent} */ event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined || !(event.currentTarget instanceof HTMLElement)) return;
    event.preventDefault();
    const to = Math.max(0, Math.min(tokens.length - 1, stop + by));
    setStop(to);
    const item = event.currentTarget.children[to];
    if (item instanceof HTMLElement) item.focus();
  };
  return html`<div class="surprise">
    <ol aria-label=${text.writers.surpriseOf(card.name.value)} onKeyDown=${move}>
      ${tokens.map((token, i) => {
        const ink = Math.max(
          0,
          Math.min(INK_STEPS, Math.round((token.nats / FULL_INK_NATS) * INK_STEPS)),
        );
        const label = text.writers.token(named(token.text), decimal(token.nats, 1));
        return html`<li
          key=${i}
          data-surprise=${ink}
          tabindex=${i === Math.min(stop, tokens.length - 1) ? 0 : -1}
          aria-label=${label}
          onMouseEnter=${() => setAt(i)}
          onMouseLeave=${() => setAt(null)}
          onFocus=${() => {
            setAt(i);
            setStop(i);
          }}
          onBlur=${() => setAt(null)}
        >${named(token.text) === token.text ? token.text : text.writers.endMark}</li>`;
      })}
    </ol>
    <p class="readout">
      ${chosen ? text.writers.token(named(chosen.text).trim() || visible(chosen.text), decimal(chosen.nats, 1)) : mean === null ? "" : text.writers.mean(decimal(mean, 1))}
    </p>
  </div>`;
}

/** @param {{ card: import("../state/runs.js").RunCard }} props */
function Headlines({ card }) {
  const [newest, ...older] = card.written.value;
  return html`<ol class="written" aria-label=${text.writers.wroteOf(card.name.value)}>
    ${
      newest
        ? html`<li class="newest" key="newest">${newest.text || text.writers.empty}</li>`
        : html`<li class="nothing" key="newest">${text.writers.nothing}</li>`
    }
    ${older.slice(0, OLDER).map((one, i) => html`<li key=${i}><span class="when">${text.writers.after(String(one.step))}</span> ${one.text || text.writers.empty}</li>`)}
  </ol>`;
}

/** Where there are more runs than columns, a column's head says whose it is and lets another take it. @param {{ card: import("../state/runs.js").RunCard, side: 0 | 1 }} props */
function ColumnName({ card, side }) {
  if (pairable.value.length <= 2) return html`<span class="writer-name">${card.short.value}</span>`;
  const which = side === 0 ? text.side.first : text.side.second;
  return html`<select class="writer-name" aria-label=${text.side.column(which)} value=${String(card.key)} onChange=${(
    /** @type {Event} */ event,
  ) => chooseForPair(side, Number(/** @type {HTMLSelectElement} */ (event.currentTarget).value))}>
    ${pairable.value.map((one) => html`<option key=${one.key} value=${String(one.key)} selected=${one === card}>${one.short.value}</option>`)}
  </select>`;
}

/** @param {{ card: import("../state/runs.js").RunCard, side: 0 | 1 }} props */
function Writer({ card, side }) {
  const last = card.evals.at(-1);
  card.evaluated.value;
  const broken = brokenHow(card);
  const reading = broken ? text.runs.states[broken] : last ? decimal(last.loss, 2) : "";
  return html`<article class="writer" data-ink=${card.ink} aria-label=${card.name.value}>
    <h3 data-broken=${broken !== null}><${Stroke} ink=${card.ink} /><${ColumnName} card=${card} side=${side} /><span class="writer-loss">${reading}</span></h3>
    <${Bars} card=${card} />
    <${Surprise} card=${card} />
    <${Headlines} card=${card} />
  </article>`;
}

/** A column before its run is made. @param {{ name: string, ink: number }} props */
function Waiting({ name, ink }) {
  return html`<article class="writer waiting" data-ink=${ink} aria-label=${name}>
    <h3><${Stroke} ink=${ink} /><span class="writer-name">${name}</span></h3>
  </article>`;
}

export function Writers() {
  const cards = pair.value;
  const columns =
    cards.length > 0
      ? cards.map((card, side) => html`<${Writer} key=${card.key} card=${card} side=${side} />`)
      : text.lesson[lesson.value.id].columns.map(
          (name, i) => html`<${Waiting} key=${name} name=${name} ink=${i} />`,
        );
  return html`<section class="writers" data-columns=${columns.length} aria-label=${text.writers.label}>
    <div class="strip strip-next">
      <label for="prompt">${text.writers.next}</label>
      <input
        id="prompt"
        type="text"
        autocomplete="off"
        spellcheck=${false}
        aria-label=${text.writers.prompt}
        readonly=${recording.value !== null}
        value=${recording.value?.prompt ?? prompt.value}
        onInput=${(/** @type {InputEvent} */ event) => {
          prompt.value = /** @type {HTMLInputElement} */ (event.currentTarget).value;
        }}
      />
      <span class="strip-note" data-problem=${liveProblem.value !== ""}>${liveProblem.value || text.writers.nextTail}</span>
    </div>
    <p class="strip strip-surprise"><span>${text.writers.surprise}</span><span class="strip-note">${text.writers.surpriseHint}</span></p>
    <div class="strip strip-written">
      <span>${text.writers.wrote}</span>
      <${Hold} />
    </div>
    ${columns}
  </section>`;
}
