/** One run: what has to be known of it in a row, everything else below the row on demand. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { decimal, duration, rough } from "../format.js";
import { canGoOn } from "../state/giving-way.js";
import { bestLoss, isBroken } from "../state/runs.js";
import { togglePin, toggleShown } from "../state/shelf.js";
import { text } from "../text.js";
import { goOnAgain } from "./paused-before.js";
import { Configuration, RunMore } from "./run-more.js";
import { Stroke } from "./stroke.js";

const words = text.runs;

/** @typedef {import("../state/runs.js").RunCard} RunCard */

/** The row's figures; a head that is not in sight names each to those who listen. @param {{ card: RunCard }} props */
function Figures({ card }) {
  card.measured.value;
  const best = bestLoss(card);
  const speed = card.speed.value;
  const state = card.state.value;
  /** @type {[string, string, string, string][]} */
  const figures = [
    ["status", words.status, words.states[state], ""],
    ["best", words.best, best === null ? "–" : decimal(best), words.nats],
    ["speed", words.speed, speed ? rough(speed.tokensPerSecond) : "–", words.perSecond],
    ["time", words.time, speed ? duration(speed.seconds) : "–", ""],
  ];
  return html`<dl class="run-figures" data-broken=${isBroken(card)}>${figures.map(([id, label, value, unit]) => html`<div key=${id} class=${`run-${id}`}><dt>${label}</dt><dd>${value}${unit && html`<span class="run-unit"> ${unit}</span>`}</dd></div>`)}</dl>`;
}

/** @param {{ card: RunCard, id: string }} props */
function Show({ card, id }) {
  return html`<label class="run-show" title=${words.show}><input type="checkbox" aria-label=${words.show} aria-describedby=${id} checked=${card.shown.value} onChange=${() => toggleShown(card)} /></label>`;
}

/** @param {{ label: string, name: string, open: boolean, controls: string, toggle: () => void }} props */
function Fold({ label, name, open, controls, toggle }) {
  return html`<button type="button" class="quiet" aria-expanded=${open} aria-controls=${controls} onClick=${toggle}>${label}<span class="unseen"> ${words.of(name)}</span></button>`;
}

/** @param {{ card: RunCard }} props */
export function RunRow({ card }) {
  const [more, setMore] = useState(false);
  const [configuration, setConfiguration] = useState(false);
  const name = card.name.value;
  const id = `run-${card.key}`;
  const pinned = card.pinned.value;
  const recorded = card.state.value === "recorded";
  return html`<article class="run" id=${id} data-ink=${card.ink} data-shown=${card.shown.value} aria-label=${words.label(name)}>
    <div class="run-row">
      <${Show} card=${card} id=${`${id}-name`} />
      <h3 id=${`${id}-name`}><${Stroke} ink=${card.ink} /><span>${name}</span></h3>
      <${Figures} card=${card} />
      <div class="run-folds">
        ${canGoOn(card) && html`<button type="button" class="quiet" onClick=${() => goOnAgain(card)}>${text.controls.goOn}<span class="unseen"> ${words.with(name)}</span></button>`}
        ${!recorded && html`<button type="button" class="quiet" aria-pressed=${pinned} title=${words.pinHint} onClick=${() => togglePin(card)}>${pinned ? words.pinned : words.pin}<span class="unseen"> ${name}</span></button>`}
        <${Fold} label=${words.configuration} name=${name} open=${configuration} controls=${`${id}-configuration`} toggle=${() => setConfiguration(!configuration)} />
        <${Fold} label=${words.more} name=${name} open=${more} controls=${`${id}-more`} toggle=${() => setMore(!more)} />
      </div>
    </div>
    ${card.reason.value && html`<p class="run-reason">${card.reason.value}</p>`}
    <div id=${`${id}-more`} hidden=${!more}>${more && html`<${RunMore} card=${card} close=${() => setMore(false)} />`}</div>
    <div id=${`${id}-configuration`} hidden=${!configuration}>${configuration && html`<${Configuration} card=${card} />`}</div>
  </article>`;
}
